import type {
  EmploymentRank,
  InitiativeFact,
  Mandate,
  MemberProfile,
  PersonAwardFacts,
  SystemRight,
  UnitAwardFacts,
  UnitRatingFact,
} from '@thidua/contracts';
import {
  PASSPORT_HEADER,
  passportSignerFromFile,
  passportVerifierFromFile,
  type PassportSigner,
} from '@thidua/contracts/passport';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RIGHTS: Readonly<Record<string, readonly [audience: string, right: SystemRight]>> & {
  readonly cycles: readonly [audience: string, right: SystemRight];
} = {
  members: ['membership', 'members:read'],
  mandates: ['membership', 'members:read'],
  'member-profiles': ['membership', 'members:read'],
  councils: ['membership', 'councils:read'],
  'member-names': ['membership', 'member-names:read'],
  cycles: ['emulation', 'cycles:read'],
};

async function bodyOf(request: IncomingMessage): Promise<AskedBody> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString('utf8')) as AskedBody);
}

/** Facts of a person whom no test says anything of. */
export function personFacts(memberId: string, more: Partial<PersonAwardFacts> = {}): PersonAwardFacts {
  return {
    source: { service: 'membership', kind: 'MEMBER', id: memberId },
    memberId,
    gender: 'MALE',
    joinedUnionOn: '2010-01-01',
    affiliations: [],
    employments: [],
    unionWork: [],
    offices: [],
    maternityLeaves: [],
    holds: [],
    ...more,
  };
}

/** Facts of a unit of which no test says anything. */
export function unitFacts(unitId: string, more: Partial<UnitAwardFacts> = {}): UnitAwardFacts {
  return {
    source: { service: 'membership', kind: 'UNIT', id: unitId },
    unitId,
    level: 'GRASSROOTS_UNION',
    type: null,
    sector: null,
    status: 'ACTIVE',
    foundedOn: null,
    members: 100,
    women: 50,
    holds: [],
    ...more,
  };
}

/** Stands in for membership and emulation: the routes that awards asks, behind the passport that they demand. */
export class StandInOwners {
  /** Units of members; a member that is not named here belongs to every unit of the test's tree. */
  readonly unitsOf = new Map<string, readonly string[]>();
  /** How members are called, with their gender. */
  readonly profiles = new Map<string, Omit<MemberProfile, 'memberId'>>();
  /** Ranks at work of members. */
  readonly ranks = new Map<string, EmploymentRank>();
  /** Members that nobody knows. */
  readonly unknownMembers = new Set<string>();
  /** Members by their codes. */
  readonly byCode = new Map<string, { code: string; memberId: string; fullName: string; unitIds: readonly string[] }>();
  /** Members of councils, by body. */
  readonly councils = new Map<string, readonly string[]>();
  /** What members may act under; nothing for one that is not named here. */
  readonly mandatesOf = new Map<string, readonly Mandate[]>();
  /** Owners of cycles. */
  readonly cycles = new Map<string, string>();
  /** What is particular about persons and units, initiatives and ratings: everybody else is as everybody is. */
  readonly persons = new Map<string, Partial<PersonAwardFacts>>();
  readonly units = new Map<string, Partial<UnitAwardFacts>>();
  readonly initiatives: InitiativeFact[] = [];
  readonly ratings: UnitRatingFact[] = [];
  /** Members of units, for what is asked of a whole unit. */
  readonly membersOf = new Map<string, readonly string[]>();
  /** Every unit of the test's tree. */
  readonly everyUnit: string[] = [];
  /** While set, it answers nothing before this many milliseconds have passed. */
  delay = 0;
  /** What was asked, in order. */
  readonly asked: string[] = [];

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  /** Where the keys of ballot sessions are. */
  get ballotKeys(): string {
    return join(this.folder, 'ballot-keys');
  }

  /** Starts it with keys of its own. */
  static async start(): Promise<StandInOwners> {
    const folder = mkdtempSync(join(tmpdir(), 'thidua-awards-'));
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(
      join(folder, 'awards.json'),
      JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid: 'awards', alg: 'EdDSA' }),
    );
    const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'awards', alg: 'EdDSA' }];
    writeFileSync(join(folder, 'public.json'), JSON.stringify({ keys }));
    const verifier = passportVerifierFromFile(join(folder, 'public.json'));
    const server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://owners');
      const [, service = '', , kind = '', id = '', part = ''] = pathname.split('/');
      const [audience, right] =
        kind === 'award-facts'
          ? ([service, 'award-facts:read'] as const)
          : (RIGHTS[part === 'mandates' ? part : kind] ?? RIGHTS.cycles);
      if (kind !== 'award-facts') {
        owners.asked.push((request.url ?? '').replace(`/${service}`, ''));
      }
      void verifier
        .verify(String(request.headers[PASSPORT_HEADER]), audience)
        .then(
          async ({ kind: caller, rights }) =>
            caller === 'system' && rights.includes(right)
              ? owners.answer(service, part === 'mandates' ? part : kind, id, await bodyOf(request))
              : 403,
          () => 401,
        )
        .then((answer) =>
          setTimeout(() => {
            response.writeHead(typeof answer === 'number' ? answer : 200, { 'content-type': 'application/json' });
            response.end(JSON.stringify(answer));
          }, owners.delay),
        );
    });
    const owners = new StandInOwners(server, folder);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return owners;
  }

  /** What the service under test reads from its environment. */
  environment(): {
    MEMBERSHIP_URL: string;
    EMULATION_URL: string;
    PUBLIC_URL: string;
    AWARDS_SIMILARITY_PERCENT: number;
    AWARDS_APPEAL_ANSWER_DAYS: number;
    BALLOT_KEY_DIRECTORY: string;
  } {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return {
      MEMBERSHIP_URL: `${url}/membership`,
      EMULATION_URL: `${url}/emulation`,
      PUBLIC_URL: 'https://thidua.example',
      AWARDS_SIMILARITY_PERCENT: 70,
      AWARDS_APPEAL_ANSWER_DAYS: 30,
      BALLOT_KEY_DIRECTORY: this.ballotKeys,
    };
  }

  /** The key with which the service under test signs. */
  get signerFile(): string {
    return join(this.folder, 'awards.json');
  }

  /** Signs as the service under test. */
  signer(): Promise<PassportSigner> {
    return passportSignerFromFile(this.signerFile);
  }

  /** Loses the key of a session. */
  loseBallotKey(sessionId: string): Promise<void> {
    return rm(join(this.ballotKeys, `${sessionId}.key.json`));
  }

  /** Takes the place of the keys away, as a disk that is not mounted. @returns puts it back. */
  async hideBallotKeys(): Promise<() => Promise<void>> {
    const hidden = `${this.ballotKeys}.hidden`;
    await rename(this.ballotKeys, hidden);
    await mkdir(this.ballotKeys);
    return async () => {
      await rm(this.ballotKeys, { recursive: true });
      await rename(hidden, this.ballotKeys);
    };
  }

  /** What somebody is called. */
  nameOf(memberId: string): string {
    return `Nguyễn Thị ${memberId.slice(-4)}`;
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    rmSync(this.folder, { recursive: true });
  }

  private answer(
    service: string,
    kind: string,
    id: string,
    { memberIds = [], unitIds = [], codes = [] }: AskedBody,
  ): object | 404 {
    if (kind === 'mandates') {
      return { memberId: id, mandates: this.mandatesOf.get(id) ?? [] };
    }
    if (kind === 'members' && id === 'by-code') {
      return { members: codes.flatMap((code) => this.byCode.get(code) ?? []) };
    }
    if (kind === 'member-profiles') {
      const members = memberIds.flatMap((memberId) => {
        const profile = this.profiles.get(memberId);
        return profile ? [{ memberId, ...profile }] : [];
      });
      return { members };
    }
    if (kind === 'award-facts') {
      return this.factsOf(service, id, memberIds, unitIds);
    }
    if (kind === 'councils') {
      const members = [...(this.councils.get(id) ?? [])].sort();
      return {
        unitId: id,
        asOf: '2021-01-01',
        members: members.map((memberId) => ({ memberId, officeId: memberId, fullName: this.nameOf(memberId) })),
      };
    }
    if (kind === 'member-names') {
      return { names: memberIds.map((memberId) => ({ memberId, fullName: this.nameOf(memberId) })) };
    }
    if (kind === 'members') {
      return this.unknownMembers.has(id) ? 404 : { memberId: id, unitIds: this.unitsOf.get(id) ?? this.everyUnit };
    }
    const ownerUnitId = this.cycles.get(id);
    return ownerUnitId ? { id, ownerUnitId } : 404;
  }

  private factsOf(service: string, route: string, memberIds: readonly string[], unitIds: readonly string[]): object {
    if (route === 'unit-members') {
      return { units: unitIds.map((unitId) => ({ unitId, memberIds: this.membersOf.get(unitId) ?? [] })) };
    }
    if (service === 'membership') {
      return {
        persons: memberIds.map((memberId) => personFacts(memberId, this.ofPerson(memberId))),
        units: unitIds.map((unitId) => unitFacts(unitId, this.units.get(unitId))),
      };
    }
    return {
      initiatives: this.initiatives.filter(
        ({ authorMemberIds, unitId }) =>
          unitIds.includes(unitId) || authorMemberIds.some((author) => memberIds.includes(author)),
      ),
      ratings: this.ratings.filter(({ unitId }) => unitIds.includes(unitId)),
    };
  }

  private ofPerson(memberId: string): Partial<PersonAwardFacts> {
    const rank = this.ranks.get(memberId);
    const source = { service: 'membership', kind: 'EMPLOYMENT', id: memberId } as const;
    return {
      ...(rank ? { employments: [{ source, from: '2000-01-01', until: null, rank }] } : {}),
      ...this.persons.get(memberId),
    };
  }
}

/** What a question in a body names. */
interface AskedBody {
  readonly memberIds?: readonly string[];
  readonly unitIds?: readonly string[];
  readonly codes?: readonly string[];
}
