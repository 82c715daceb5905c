import { join } from 'node:path';
import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { PASSPORT_HEADER, passportSignerFromFile, type Passport } from '@thidua/contracts/passport';
import { ENTITY_RULES } from '../entity-rules';
import { SUBGRAPHS, type Subgraph } from '../schema-surface';
import { fewAtOnce, type Difference, type MatrixResult } from './matrix-result';
import type { ReferenceEntry } from './reference-entry';
import type { MatrixScene } from './scene/matrix-scene';
import { mandatesInForce, type ScenePerson } from './scene/scene-person';
import type { UnitName } from './scene/scene-units';

/** How the subgraphs themselves are reached, past the gateway. */
export interface SubgraphAccess {
  /** The address of each. */
  readonly urls: Readonly<Record<Subgraph, string>>;
  /** The folder with every process's passport key. */
  readonly keysFolder: string;
  /** Path of a unit as membership has it. */
  readonly pathOf: (unitId: string) => Promise<string>;
}

interface Caller {
  readonly caller: string;
  readonly passport: string | null;
  readonly expected: string;
}

interface ReferenceAnswer {
  readonly data?: { readonly rows?: readonly (Record<string, unknown> | null)[] } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/** Names rows to subgraphs with passports that the gateway could have signed, and with others. */
export class ReferenceRun {
  constructor(
    private readonly scene: MatrixScene,
    private readonly access: SubgraphAccess,
  ) {}

  /** Asks for every row as everybody. */
  async run(entries: readonly ReferenceEntry[]): Promise<MatrixResult> {
    const results = await fewAtOnce(entries, (entry) => this.runOne(entry));
    return {
      entries: entries.length,
      cases: results.reduce((sum, { cases }) => sum + cases, 0),
      differences: results.flatMap(({ differences }) => differences),
    };
  }

  private async runOne(entry: ReferenceEntry): Promise<Pick<MatrixResult, 'cases' | 'differences'>> {
    const [subgraph, type] = entry.entity.split('.') as [Subgraph, string];
    const callers = await this.callers(entry, subgraph);
    const differences: Difference[] = [];
    for (const { caller, passport, expected } of callers) {
      const came = await this.ask(entry, subgraph, type, passport);
      if (came !== expected) {
        const what = entry.note ? `${entry.entity} by its id (${entry.note})` : `${entry.entity} by its id`;
        differences.push({ what, caller, expected, came });
      }
    }
    return { cases: callers.length, differences };
  }

  private async callers({ entity, within, beyond, hidden }: ReferenceEntry, subgraph: Subgraph): Promise<Caller[]> {
    const person = async (who: ScenePerson, audience: string = subgraph): Promise<string> =>
      this.sign('gateway', audience, {
        kind: 'person',
        subject: who.memberId,
        mandates: await this.realMandates(who),
        rights: [],
      });
    const elsewhere = SUBGRAPHS.find((other) => other !== subgraph) ?? 'membership';
    const beyondGets = {
      NOTHING: 'nothing',
      NOTHING_OF_OTHERS: 'nothing',
      COMMON_ROW: hidden ? 'the row, hidden' : 'the row',
    };
    const rule = ENTITY_RULES[entity];
    return [
      { caller: 'no passport', passport: null, expected: 'HTTP 401' },
      { caller: 'no passport but words', passport: 'words', expected: 'HTTP 401' },
      {
        caller: 'a passport for another subgraph',
        passport: await person(within(this.scene), elsewhere),
        expected: 'HTTP 401',
      },
      {
        caller: 'a passport of the public',
        passport: await this.sign('gateway', subgraph, {
          kind: 'public',
          subject: 'anonymous',
          mandates: [],
          rights: [],
        }),
        expected: 'nothing',
      },
      {
        caller: 'a passport of another process',
        passport: await this.sign('awards', subgraph, {
          kind: 'system',
          subject: 'awards',
          mandates: [],
          rights: ['feed:read'],
        }),
        expected: 'nothing',
      },
      {
        caller: 'somebody beyond reach',
        passport: await person(beyond(this.scene)),
        expected: rule ? beyondGets[rule.beyond] : 'an entry in ENTITY_RULES',
      },
      { caller: 'somebody within reach', passport: await person(within(this.scene)), expected: 'the row' },
    ];
  }

  private async ask(entry: ReferenceEntry, subgraph: Subgraph, type: string, passport: string | null): Promise<string> {
    const selection = entry.hidden ? `id ${entry.hidden}` : 'id';
    const response = await fetch(`${this.access.urls[subgraph]}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(passport ? { [PASSPORT_HEADER]: passport } : {}) },
      body: JSON.stringify({
        query: `query ($of: [_Any!]!) { rows: _entities(representations: $of) { ... on ${type} { ${selection} } } }`,
        variables: { of: [{ __typename: type, id: await entry.id(this.scene) }] },
      }),
    });
    if (response.status !== 200) {
      return `HTTP ${response.status}`;
    }
    const { data } = (await response.json()) as ReferenceAnswer;
    const row = data?.rows?.[0];
    if (!row) {
      return 'nothing';
    }
    return entry.hidden && row[entry.hidden] === null ? 'the row, hidden' : 'the row';
  }

  private async realMandates(person: ScenePerson): Promise<Mandate[]> {
    return Promise.all(
      mandatesInForce(person).map(async (mandate) => {
        const unitId = this.scene.units[mandate.unitId as UnitName];
        return { ...mandate, unitId, unitPath: await this.access.pathOf(unitId) };
      }),
    );
  }

  private async sign(
    signer: string,
    audience: string,
    claims: Pick<Passport, 'kind' | 'subject' | 'mandates' | 'rights'>,
  ): Promise<string> {
    const key = await passportSignerFromFile(join(this.access.keysFolder, `${signer}.private.jwk.json`));
    const passport = { ...claims, mandatesAsOf: new Date().toISOString(), treeVersion: 0, requestId: newId() };
    return key.sign(passport, audience, 30);
  }
}
