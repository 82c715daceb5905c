import { readServiceEnvironment, startService, type RunningService, type ServiceDefinition } from '@thidua/service-kit';
import {
  environmentOfProcess,
  FIELD_ENTRIES,
  freePort,
  GatewayProcess,
  Matrix,
  matrixTarget,
  OPERATION_ENTRIES,
  REFERENCE_ENTRIES,
  type MatrixPlan,
} from '@thidua/testkit';
import { definition } from '../definition';
import type { AwardsContext } from '../graph/awards-context';
import type { AwardsLoaders } from '../graph/awards.loaders';
import { Nomination } from '../nomination/nomination.entity';
import { NominationService } from '../nomination/nomination.service';

/** Whether the filter of lists is taken away. */
const mockFilter = { isGone: false };
jest.mock('./nomination-scope', () => {
  const actual = jest.requireActual<typeof import('./nomination-scope')>('./nomination-scope');
  return {
    ...actual,
    visibleBranches: (...given: Parameters<typeof actual.visibleBranches>) =>
      mockFilter.isGone ? [{ sql: 'TRUE', parameters: [] }] : actual.visibleBranches(...given),
  };
});

const EDIT: MatrixPlan = {
  operations: OPERATION_ENTRIES.filter(({ operation }) => operation === 'Mutation.editNomination'),
};
const LISTS: MatrixPlan = {
  operations: OPERATION_ENTRIES.filter(({ operation }) => operation === 'Query.nominations'),
  fields: FIELD_ENTRIES.filter(({ field }) => field === 'UnionUnit.nominations'),
};
const BY_ID: MatrixPlan = { references: REFERENCE_ENTRIES.filter(({ entity }) => entity === 'awards.Nomination') };

/** Whether the resolver of references finds a nomination for whoever names its id. */
const reference = { isOpen: false };
const withHole: ServiceDefinition<AwardsLoaders> = {
  ...definition,
  referenceResolvers: {
    ...definition.referenceResolvers,
    Nomination: ({ id }: { id: string }, { dataSource, loaders }: AwardsContext) =>
      reference.isOpen ? dataSource.manager.findOneBy(Nomination, { id }) : loaders.nomination.load(id),
  },
};

describe('a hole in awards', () => {
  let service: RunningService;
  let gateway: GatewayProcess;
  let matrix: Matrix;

  beforeAll(async () => {
    const stateFolder = process.env['THIDUA_STATE'] ?? '';
    const environment = { ...environmentOfProcess(stateFolder, 'awards'), PORT: String(await freePort()) };
    service = await startService(withHole, readServiceEnvironment({ ...environment, LOG_LEVEL: 'silent' }));
    const awards = { awards: service.url };
    gateway = await GatewayProcess.start(stateFolder, awards);
    matrix = await Matrix.found(matrixTarget({ url: gateway.url, subgraphs: awards }), { ...EDIT, ...LISTS });
  });
  afterAll(async () => {
    await gateway.stop();
    await service.stop();
  });

  const found = async (plan: MatrixPlan): Promise<readonly string[]> => {
    const { differences } = await matrix.run(plan);
    return [...new Set(differences.map(({ what }) => what))];
  };

  it('is not found where there is none', async () => {
    expect(await found(EDIT)).toEqual([]);
    expect(await found(LISTS)).toEqual([]);
    expect(await found(BY_ID)).toEqual([]);
  });

  it('in a command is found, with the rows that changed', async () => {
    const authorise = jest.spyOn(NominationService.prototype as never, 'authorise').mockResolvedValue(null as never);
    const { differences } = await matrix.run(EDIT);
    authorise.mockRestore();
    expect(differences).toEqual(
      expect.arrayContaining([
        {
          what: 'Mutation.editNomination',
          caller: expect.any(String),
          expected: 'NOT_FOUND',
          came: 'ALLOWED',
        },
        {
          what: 'Mutation.editNomination',
          caller: 'everybody who must not change a row',
          expected: 'no change in thidua_awards.nomination',
          came: 'another checksum',
        },
      ]),
    );
  });

  it('in the filter of lists is found', async () => {
    mockFilter.isGone = true;
    expect(await found(LISTS)).toEqual(['Query.nominations', 'Query.nominations (drafts)']);
    mockFilter.isGone = false;
  });

  it('in the resolver of references is found', async () => {
    reference.isOpen = true;
    expect(await found(BY_ID)).toEqual(['awards.Nomination by its id']);
    reference.isOpen = false;
  });
});
