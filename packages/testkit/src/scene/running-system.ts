import { randomBytes } from 'node:crypto';
import { seededId } from '@thidua/contracts/ids';
import { appoint, foundWithChair, type CycleUnit } from '../cycle/demonstration-province';
import { type CommandObserver, PersistentClient } from '../cycle/persistent-client';
import { SignedInAccount } from '../signed-in-account';
import { linkAccount } from './link-account';

/** How many unions a demonstration province of a test has. */
export interface ProvinceSize {
  /** Unions between the province and the grassroots. */
  readonly upper?: number;
  /** Grassroots unions directly under the province. */
  readonly grassroots?: number;
}

/** A demonstration province of a test's own, with people for every role. */
export interface SceneProvince {
  /** Part of every code of the province, new for each. */
  readonly mark: string;
  /** The federation, with its chair. */
  readonly province: CycleUnit;
  /** Member id of its vice-chair: whatever a chair may do, they may do too. */
  readonly viceChair: string;
  /** Member id of its full-time cadre, who appraises. */
  readonly appraiser: string;
  /** Member id of the secretary of its emulation council. */
  readonly secretary: string;
  readonly upper: readonly CycleUnit[];
  readonly grassroots: readonly CycleUnit[];
}

const FOUNDED_ON = '2020-01-01';

/** The running system as people use it: each signed in with an account of their own, all through the gateway. */
export class RunningSystem {
  private readonly clients = new Map<string, PersistentClient>();

  constructor(
    private readonly url: string,
    private readonly issuerUrl: string,
    /** Who is told of every command of a member; nobody, where it is left out. */
    private readonly observerOf: (memberId: string) => CommandObserver | null = () => null,
  ) {}

  /**
   * The system that `npm test` has started.
   * @throws when THIDUA_URL or THIDUA_ISSUER_URL is missing: an end-to-end test never runs on a stand-in.
   */
  static fromEnvironment(): RunningSystem {
    const { THIDUA_URL: url, THIDUA_ISSUER_URL: issuerUrl } = process.env;
    if (!url || !issuerUrl) {
      throw new Error('THIDUA_URL and THIDUA_ISSUER_URL must name a running system (npm test sets them)');
    }
    return new RunningSystem(url, issuerUrl);
  }

  /** The graph as a member sees it: linked before they sign in for the first time, if nobody has done so. */
  as(memberId: string): PersistentClient {
    return this.clientOf(memberId, async () => {
      await linkAccount(this.asSeeded('tld-chair'), memberId);
      return memberId;
    });
  }

  /** Nobody: a caller without a token. */
  anonymous(): PersistentClient {
    return new PersistentClient(this.url, null);
  }

  /** The graph as a seeded person sees it, by the member's code, for example `ag-chair`; the seed links them. */
  asSeeded(code: string): PersistentClient {
    return this.clientOf(seededId('member', code), () => code);
  }

  private clientOf(memberId: string, findSubject: () => Promise<string> | string): PersistentClient {
    const known = this.clients.get(memberId);
    if (known) {
      return known;
    }
    const account = new SignedInAccount(this.issuerUrl, findSubject);
    const client = new PersistentClient(this.url, account, {}, this.observerOf(memberId));
    this.clients.set(memberId, client);
    return client;
  }

  /** Founds a demonstration province through the gateway, each unit by somebody whose mandate covers it. */
  async foundProvince({ upper = 0, grassroots = 0 }: ProvinceSize = {}): Promise<SceneProvince> {
    const mark = randomBytes(4).toString('hex').toUpperCase();
    const province = await foundWithChair(
      this.asSeeded('tld-chair'),
      seededId('unit', 'TLD'),
      { code: `DEMO-${mark}`, name: `LĐLĐ tỉnh minh họa ${mark}`, level: 'PROVINCIAL_FEDERATION' },
      FOUNDED_ON,
    );
    const client = this.as(province.chair);
    const units = { upper: [] as CycleUnit[], grassroots: [] as CycleUnit[] };
    for (let ordinal = 1; ordinal <= upper; ordinal += 1) {
      const founding = { code: `DEMO-${mark}-U${ordinal}`, name: `LĐLĐ huyện minh họa ${ordinal}` };
      units.upper.push(
        await foundWithChair(client, province.id, { ...founding, level: 'IMMEDIATE_UPPER_UNION' }, FOUNDED_ON),
      );
    }
    for (let ordinal = 1; ordinal <= grassroots; ordinal += 1) {
      units.grassroots.push(await this.foundGrassroots(client, province.id, `DEMO-${mark}-G${ordinal}`));
    }
    const person = (position: string, name: string): Promise<string> =>
      appoint(this.asSeeded('tld-chair'), province.id, position, name, FOUNDED_ON);
    return {
      mark,
      province,
      viceChair: await person('VICE_CHAIR', 'Phó Chủ tịch minh họa'),
      appraiser: await person('FULL_TIME_CADRE', 'Chuyên viên thi đua minh họa'),
      secretary: await person('EMULATION_COUNCIL_SECRETARY', 'Thư ký hội đồng minh họa'),
      ...units,
    };
  }

  /** Founds a grassroots union with its chair. */
  foundGrassroots(client: PersistentClient, parentId: string, code: string): Promise<CycleUnit> {
    return foundWithChair(
      client,
      parentId,
      { code, name: `CĐCS minh họa ${code}`, level: 'GRASSROOTS_UNION', sector: 'NON_STATE', type: 'ENTERPRISE' },
      FOUNDED_ON,
    );
  }

  /**
   * Appoints somebody new to a position of a unit; the Confederation links them.
   * @param client who appoints: of the unit or above, for leaders and inspection of a unit above.
   * @returns the member's id.
   */
  appoint(client: PersistentClient, unitId: string, position: string): Promise<string> {
    const confederation = this.asSeeded('tld-chair');
    return appoint(client, unitId, position, `${position} minh họa`, FOUNDED_ON, confederation);
  }
}
