import { linkAccount } from '../scene/link-account';
import type { CycleLog } from './cycle-log';
import type { PersistentClient } from './persistent-client';

/** A unit of the demonstration province with the people who act for it. */
export interface CycleUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** Member id of its chair. */
  readonly chair: string;
}

/** The demonstration province that a run created. */
export interface DemonstrationProvince {
  readonly province: CycleUnit;
  /** Member id of the full-time cadre who appraises. */
  readonly appraiser: string;
  /** Member id of the secretary of the emulation council. */
  readonly secretary: string;
  /** Cluster 1: Long Xuyên (head), Châu Đốc, Châu Phú. */
  readonly cluster1: readonly CycleUnit[];
  /** Cluster 2: three demonstration unions. */
  readonly cluster2: readonly CycleUnit[];
  /** Block 1: ten administrative grassroots unions. */
  readonly block1: readonly CycleUnit[];
  /** Block 10: nine enterprise grassroots unions. */
  readonly block10: readonly CycleUnit[];
  /** A worker of the first union of block 10, member id. */
  readonly worker: string;
}

/** New members of the article's year 2020 (5.157/5.000): so many are admitted one by one, in bulk commands. */
export const NEW_MEMBERS = 5157;
const LARGEST_BULK = 500;

interface Founding {
  readonly code: string;
  readonly name: string;
  readonly level: 'PROVINCIAL_FEDERATION' | 'IMMEDIATE_UPPER_UNION' | 'GRASSROOTS_UNION';
  readonly type?: string;
  readonly sector?: string;
}

/**
 * Founds a unit under a parent and appoints its chair, who can sign in; both are marked as demonstration.
 * @param client somebody of the parent or above it: a chair is appointed and linked by a unit above.
 */
export async function foundWithChair(
  client: PersistentClient,
  parentId: string,
  founding: Founding,
  foundedOn: string,
): Promise<CycleUnit> {
  const founded = await client.command<{ unit: { id: string } }>(
    'foundUnit',
    'FoundUnitInput',
    { parentId, foundedOn, document: 'Dữ liệu minh họa', demonstration: true, ...founding },
    '... on FoundUnitSuccess { unit { id } }',
  );
  if (!founded.result) {
    throw new Error(`founding ${founding.code}: ${JSON.stringify(founded)}`);
  }
  const chair = await appoint(client, founded.result.unit.id, 'CHAIR', `Chủ tịch ${founding.name}`, foundedOn);
  return { id: founded.result.unit.id, code: founding.code, name: founding.name, chair };
}

/**
 * Appoints a new demonstration person to a position and links the account they sign in with.
 * @param client somebody of a unit above: leaders and inspection are appointed, and officers linked, from there.
 * @param linkedBy who links the account, where another appoints.
 * @returns the member's id.
 */
export async function appoint(
  client: PersistentClient,
  unitId: string,
  position: string,
  fullName: string,
  from: string,
  linkedBy: PersistentClient = client,
): Promise<string> {
  const appointed = await client.command<{ officer: { member: { id: string } } }>(
    'appointOfficer',
    'AppointOfficerInput',
    {
      unitId,
      position,
      from,
      document: 'Dữ liệu minh họa',
      newMember: { fullName, gender: 'FEMALE' },
    },
    '... on AppointOfficerSuccess { officer { member { id } } }',
  );
  if (!appointed.result) {
    throw new Error(`appointing ${fullName}: ${JSON.stringify(appointed)}`);
  }
  const memberId = appointed.result.officer.member.id;
  await linkAccount(linkedBy, memberId);
  return memberId;
}

async function inTurn<Item, Result>(items: readonly Item[], act: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    results.push(await act(item));
  }
  return results;
}

/** Admits members to a unit in bulk commands. @returns the ids of those admitted. */
export async function admit(
  client: PersistentClient,
  unitId: string,
  count: number,
  admittedOn: string,
  namePrefix: string,
): Promise<string[]> {
  const ids: string[] = [];
  for (let begun = 0; begun < count; begun += LARGEST_BULK) {
    const members = Array.from({ length: Math.min(LARGEST_BULK, count - begun) }, (_, index) => ({
      fullName: `${namePrefix} ${begun + index + 1}`,
      gender: (begun + index) % 2 === 0 ? 'FEMALE' : 'MALE',
    }));
    const admitted = await client.command<{ memberIds: string[] }>(
      'admitMembers',
      'AdmitMembersInput',
      { unitId, admittedOn, members },
      '... on AdmitMembersSuccess { memberIds }',
    );
    if (!admitted.result) {
      throw new Error(`admitting to ${unitId}: ${JSON.stringify(admitted)}`);
    }
    ids.push(...admitted.result.memberIds);
  }
  return ids;
}

/**
 * Founds the demonstration province as An Giang's article describes the real one, through the gateway, each unit by
 * somebody whose mandate covers it: the Confederation founds the province and links its officers, the province founds
 * the rest.
 * @param mark part of every code, new for each run.
 */
export async function foundProvince(
  log: CycleLog,
  confederation: { readonly client: PersistentClient; readonly unitId: string },
  as: (memberId: string) => PersistentClient,
  mark: string,
  year: number,
): Promise<DemonstrationProvince> {
  const foundedOn = `${year}-01-01`;
  let province: CycleUnit | null = null;
  await log.step(
    'The Confederation founds the demonstration province, appoints its chair and links the chair’s account',
    'founded',
    async () => {
      province = await foundWithChair(
        confederation.client,
        confederation.unitId,
        { code: `DEMO-${mark}`, name: `LĐLĐ tỉnh minh họa ${mark}`, level: 'PROVINCIAL_FEDERATION' },
        foundedOn,
      );
      return 'founded';
    },
  );
  if (!province) {
    throw new Error('there is no province to go on with');
  }
  const head: CycleUnit = province;
  const client = as(head.chair);
  const upper = (code: string, name: string): Promise<CycleUnit> =>
    foundWithChair(client, head.id, { code: `DEMO-${mark}-${code}`, name, level: 'IMMEDIATE_UPPER_UNION' }, foundedOn);
  const grassroots = (block: number, ordinal: number, sector: string, type: string): Promise<CycleUnit> =>
    foundWithChair(
      client,
      head.id,
      {
        code: `DEMO-${mark}-K${block}-${ordinal}`,
        name: `CĐCS minh họa ${ordinal}, khối ${block}`,
        level: 'GRASSROOTS_UNION',
        sector,
        type,
      },
      foundedOn,
    );
  const ordinals = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  let units: Pick<DemonstrationProvince, 'cluster1' | 'cluster2' | 'block1' | 'block10'> | null = null;
  await log.step(
    'The province founds cluster 1 (3), cluster 2 (3), block 1 (10) and block 10 (9)',
    '25 unions',
    async () => {
      units = {
        cluster1: [
          await upper('LX', 'LĐLĐ Tp. Long Xuyên (minh họa)'),
          await upper('CD', 'LĐLĐ Tp. Châu Đốc (minh họa)'),
          await upper('CP', 'LĐLĐ huyện Châu Phú (minh họa)'),
        ],
        cluster2: await inTurn(ordinals(3), (ordinal) => upper(`C2-${ordinal}`, `LĐLĐ huyện minh họa ${ordinal}`)),
        block1: await inTurn(ordinals(10), (ordinal) => grassroots(1, ordinal, 'STATE', 'ADMINISTRATIVE')),
        block10: await inTurn(ordinals(9), (ordinal) => grassroots(10, ordinal, 'NON_STATE', 'ENTERPRISE')),
      };
      const { cluster1, cluster2, block1, block10 } = units;
      return `${cluster1.length + cluster2.length + block1.length + block10.length} unions`;
    },
  );
  if (!units) {
    throw new Error('there are no unions to go on with');
  }
  const founded: Pick<DemonstrationProvince, 'cluster1' | 'cluster2' | 'block1' | 'block10'> = units;
  const officer = (position: string, fullName: string): Promise<string> =>
    appoint(client, head.id, position, fullName, foundedOn, confederation.client);
  const appraiser = await officer('FULL_TIME_CADRE', 'Chuyên viên thi đua minh họa');
  const secretary = await officer('EMULATION_COUNCIL_SECRETARY', 'Thư ký hội đồng minh họa');
  let worker = '';
  await log.step(`Members are admitted in ${year} (5.157 in the article)`, `${NEW_MEMBERS} admitted`, async () => {
    const receiving = [...founded.block1, ...founded.block10];
    const share = Math.floor(NEW_MEMBERS / receiving.length);
    let admitted = 0;
    for (const [index, unit] of receiving.entries()) {
      const count = index === 0 ? NEW_MEMBERS - share * (receiving.length - 1) : share;
      const ids = await admit(as(unit.chair), unit.id, count, `${year}-03-02`, 'Đoàn viên minh họa');
      admitted += ids.length;
      if (unit === founded.block10[0]) {
        worker = ids[0] ?? '';
      }
    }
    return `${admitted} admitted`;
  });
  return { province: head, appraiser, secretary, worker, ...founded };
}
