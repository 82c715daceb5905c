import { readServiceEnvironment, startService, type RequestContext, type RunningService } from '@thidua/service-kit';
import {
  environmentOfProcess,
  FIELD_ENTRIES,
  freePort,
  GatewayProcess,
  Matrix,
  matrixTarget,
  type MatrixPlan,
  PERSON_PATHS,
} from '@thidua/testkit';
import { definition } from '../definition';
import type { Member } from './member.type';
import { PersonalDataResolver } from './personal-data.resolver';

/** Whether the filter of lists is taken away. */
const mockFilter = { isGone: false };
jest.mock('../identity/scoped-units', () => {
  const actual = jest.requireActual<typeof import('../identity/scoped-units')>('../identity/scoped-units');
  return {
    ...actual,
    scopedUnits: (...given: Parameters<typeof actual.scopedUnits>) =>
      mockFilter.isGone ? { sql: 'SELECT id FROM union_unit', parameters: [] } : actual.scopedUnits(...given),
  };
});

const LISTS: MatrixPlan = {
  fields: FIELD_ENTRIES.filter(({ field }) => ['UnionUnit.members', 'UnionUnit.partyReferrals'].includes(field)),
};
const PHONE: MatrixPlan = {
  fields: FIELD_ENTRIES.filter(({ field }) => field === 'Member.phone'),
  paths: PERSON_PATHS.filter(({ field }) => field === 'Officer.member'),
};

describe('a hole in membership', () => {
  let service: RunningService;
  let gateway: GatewayProcess;
  let matrix: Matrix;

  beforeAll(async () => {
    const stateFolder = process.env['THIDUA_STATE'] ?? '';
    const environment = { ...environmentOfProcess(stateFolder, 'membership'), PORT: String(await freePort()) };
    service = await startService(definition, readServiceEnvironment({ ...environment, LOG_LEVEL: 'silent' }));
    const membership = { membership: service.url };
    gateway = await GatewayProcess.start(stateFolder, membership);
    matrix = await Matrix.found(matrixTarget({ url: gateway.url, subgraphs: membership }), LISTS);
  });
  afterAll(async () => {
    await gateway.stop();
    await service.stop();
  });

  const found = async (plan: MatrixPlan): Promise<readonly string[]> => {
    const { differences } = await matrix.run(plan);
    return [...new Set(differences.map(({ what }) => what))].sort();
  };

  it('is not found where there is none', async () => {
    expect(await found(LISTS)).toEqual([]);
    expect(await found(PHONE)).toEqual([]);
  });

  it('in the filter of lists is found', async () => {
    mockFilter.isGone = true;
    expect(await found(LISTS)).toEqual(['UnionUnit.members', 'UnionUnit.partyReferrals']);
    mockFilter.isGone = false;
  });

  it('in a sensitive field is found, by every way to it', async () => {
    const phone = jest
      .spyOn(PersonalDataResolver.prototype, 'phone')
      .mockImplementation(async ({ id }: Member, { dataSource }: Pick<RequestContext, 'dataSource'>) => {
        const [row] = await dataSource.query<{ phone: string }[]>(
          'SELECT phone FROM member_personal_data WHERE member_id = ?',
          [id],
        );
        return row?.phone ?? null;
      });
    expect(await found(PHONE)).toEqual(['Member.phone', 'a member by Officer.member']);
    phone.mockRestore();
  });
});
