import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface Initiative {
  readonly id: string;
  readonly title: string;
  readonly benefitDong: number | null;
  readonly withdrawnAt: string | null;
  readonly authors: readonly { readonly id: string }[];
  readonly acceptances: readonly { readonly level: string; readonly acceptedOn: string }[];
}

const INITIATIVE =
  'initiative { id title benefitDong withdrawnAt authors { id } acceptances { level acceptedOn document } }';
const command = (field: string): GraphCommand<{ initiative: Initiative }> => new GraphCommand(field, INITIATIVE);
const recordInitiative = command('recordInitiative');
const acceptInitiative = command('acceptInitiative');
const withdrawInitiative = command('withdrawInitiative');

const DOCUMENT = 'Giấy công nhận 21/QĐ (minh họa)';
const accepted = (level: string): object => ({ level, acceptedOn: '2024-06-01', document: DOCUMENT });

describe('initiatives, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;

  beforeAll(async () => {
    scene = await system.foundProvince();
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
  });

  const initiative = (more: object = {}): object => ({
    unitId: scene.province.id,
    title: 'Cải tiến quy trình (minh họa)',
    year: 2024,
    benefitDong: 80_000_000,
    authorMemberIds: [scene.viceChair, scene.appraiser],
    ...more,
  });

  it('is recorded once for one commandId, and another input under it is refused', async () => {
    const { first, again, other } = await recordInitiative.repeated(
      chair,
      initiative({ acceptance: accepted('GRASSROOTS') }),
      { title: 'Khác' },
    );
    expect([again, other]).toEqual([first, 'CONFLICT']);
    expect(first.initiative).toMatchObject({
      benefitDong: 80_000_000,
      authors: [scene.viceChair, scene.appraiser].sort().map((id) => ({ id })),
      acceptances: [{ level: 'GRASSROOTS', acceptedOn: '2024-06-01' }],
    });
  });

  it('may be recorded by two who know of two of the same title', async () => {
    expect(await recordInitiative.together([chair, initiative()], [viceChair, initiative()])).toEqual(['DONE', 'DONE']);
  });

  it('is accepted once at a level, whoever asks at the same instant; levels stand in their order', async () => {
    const { initiative: made } = await recordInitiative.done(chair, initiative());
    const input = { initiativeId: made.id, acceptance: accepted('PROVINCE') };
    const { first, again, other } = await acceptInitiative.repeated(chair, input, { acceptance: accepted('NATIONAL') });
    expect([again, other]).toEqual([first, 'CONFLICT']);
    const lower = { initiativeId: made.id, acceptance: accepted('SCHOOL') };
    expect(await acceptInitiative.together([chair, lower], [viceChair, lower])).toEqual([
      'DONE',
      'INITIATIVE_ACCEPTED_ALREADY',
    ]);
    const { found } = await chair.read<{ found: Initiative }>(
      'query Found($id: ID!) { found: initiative(id: $id) { acceptances { level } } }',
      { id: made.id },
    );
    expect(found.acceptances.map(({ level }) => level)).toEqual(['SCHOOL', 'PROVINCE']);
  });

  it('is withdrawn once, whoever asks at the same instant, and is then neither listed nor accepted', async () => {
    const unique = newId();
    const { initiative: made } = await recordInitiative.done(chair, initiative({ title: unique }));
    const listed = async (filter: string): Promise<string[]> =>
      (
        await chair.read<{ initiatives: { nodes: Initiative[] } }>(
          `{ initiatives(first: 200, ${filter}) { nodes { id title } } }`,
        )
      ).initiatives.nodes.map(({ title }) => title);
    const filter = `unitId: "${scene.province.id}", memberId: "${scene.appraiser}", year: 2024`;
    expect(await listed(filter)).toContain(unique);
    expect(await listed(`${filter}, level: NATIONAL`)).not.toContain(unique);
    const input = { initiativeId: made.id, reason: 'Ghi nhầm' };
    expect(await withdrawInitiative.together([chair, input], [viceChair, input])).toEqual([
      'DONE',
      'INITIATIVE_WITHDRAWN',
    ]);
    expect(await listed(filter)).not.toContain(unique);
    expect(await acceptInitiative.outcome(chair, { initiativeId: made.id, acceptance: accepted('PROVINCE') })).toBe(
      'INITIATIVE_WITHDRAWN',
    );
  });

  it('is withdrawn once for one commandId', async () => {
    const { initiative: made } = await recordInitiative.done(chair, initiative());
    const { first, again, other } = await withdrawInitiative.repeated(
      chair,
      { initiativeId: made.id, reason: 'Ghi nhầm' },
      { reason: 'Khác' },
    );
    expect([again, other]).toEqual([first, 'CONFLICT']);
    expect(first.initiative.withdrawnAt).not.toBeNull();
  });

  it.each<[string, object, string]>([
    ['an initiative of a year to come', { year: 2099 }, 'BAD_USER_INPUT'],
    ['one without authors', { authorMemberIds: [] }, 'BAD_USER_INPUT'],
    ['an author twice', { authorMemberIds: [newId()].flatMap((id) => [id, id]) }, 'BAD_USER_INPUT'],
    ['a negative benefit', { benefitDong: -1 }, 'BAD_USER_INPUT'],
    ['an acceptance to come', { acceptance: { ...accepted('PROVINCE'), acceptedOn: '2999-01-01' } }, 'BAD_USER_INPUT'],
    ['a title of blanks', { title: ' ' }, 'BAD_USER_INPUT'],
    ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
  ])('refuses %s', async (_case, more, expected) => {
    expect(await recordInitiative.outcome(chair, initiative(more))).toBe(expected);
  });

  it('is refused to another province, and nothing is done to what is unknown', async () => {
    const { initiative: made } = await recordInitiative.done(chair, initiative());
    const stranger = system.asSeeded('ag-chair');
    const acceptance = accepted('PROVINCE');
    expect(await recordInitiative.outcome(stranger, initiative())).toBe('FORBIDDEN');
    expect(await acceptInitiative.outcome(stranger, { initiativeId: made.id, acceptance })).toBe('FORBIDDEN');
    expect(await withdrawInitiative.outcome(stranger, { initiativeId: made.id, reason: 'Ghi nhầm' })).toBe('FORBIDDEN');
    expect(await acceptInitiative.outcome(chair, { initiativeId: newId(), acceptance })).toBe('NOT_FOUND');
    expect(await withdrawInitiative.outcome(chair, { initiativeId: newId(), reason: 'Ghi nhầm' })).toBe('NOT_FOUND');
  });
});
