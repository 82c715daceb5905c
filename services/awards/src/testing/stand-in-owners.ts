import type { EmploymentRank, MemberProfile, SystemRight } from '@thidua/contracts';
import {
  PASSPORT_HEADER,
  passportSignerFromFile,
  passportVerifierFromFile,
  type PassportSigner,
} from '@thidua/contracts/passport';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const RIGHTS: Readonly<Record<string, readonly [audience: string, right: SystemRight]>> & {
  readonly cycles: readonly [audience: string, right: SystemRight];
} = {
  members: ['membership', 'members:read'],
  'member-profiles': ['membership', 'members:read'],
  'award-facts': ['membership', 'award-facts:read'],
  cycles: ['emulation', 'cycles:read'],
};

async function bodyOf(request: IncomingMessage): Promise<object> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return parts.length === 0 ? {} : (JSON.parse(Buffer.concat(parts).toString('utf8')) as object);
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
  /** Owners of cycles. */
  readonly cycles = new Map<string, string>();
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
      const [, , kind = '', id = ''] = pathname.split('/');
      const [audience, right] = RIGHTS[kind] ?? RIGHTS.cycles;
      owners.asked.push(request.url ?? '');
      void verifier
        .verify(String(request.headers[PASSPORT_HEADER]), audience)
        .then(
          async ({ kind: caller, rights }) =>
            caller === 'system' && rights.includes(right) ? owners.answer(kind, id, await bodyOf(request)) : 403,
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
  environment(): { MEMBERSHIP_URL: string; EMULATION_URL: string; PUBLIC_URL: string } {
    const url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return { MEMBERSHIP_URL: url, EMULATION_URL: url, PUBLIC_URL: 'https://thidua.example' };
  }

  /** Signs as the service under test. */
  signer(): Promise<PassportSigner> {
    return passportSignerFromFile(join(this.folder, 'awards.json'));
  }

  /** Stops it. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
    rmSync(this.folder, { recursive: true });
  }

  private answer(
    kind: string,
    id: string,
    { memberIds = [], codes = [] }: { readonly memberIds?: string[]; readonly codes?: string[] },
  ): object | 404 {
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
      const persons = memberIds.flatMap((memberId) => {
        const rank = this.ranks.get(memberId);
        return rank ? [{ memberId, employments: [{ from: '2000-01-01', until: null, rank }] }] : [];
      });
      return { persons, units: [] };
    }
    if (kind === 'members') {
      return this.unknownMembers.has(id) ? 404 : { memberId: id, unitIds: this.unitsOf.get(id) ?? this.everyUnit };
    }
    const ownerUnitId = this.cycles.get(id);
    return ownerUnitId ? { id, ownerUnitId } : 404;
  }
}
