import { MOST_MEMBER_NAMES, type SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { UnitLevel } from '../unit/unit.enums';
import { type RunningMembership, startMembership } from '../testing/running-membership';

const DAY = '2026-06-30';
const OPEN = '9999-12-31';

describe('the council of a body and what people are called', () => {
  let membership: RunningMembership;
  const body = newId();
  const other = newId();
  const people = {
    sitting: newId(),
    twice: newId(),
    late: newId(),
    former: newId(),
    suspended: newId(),
    chair: newId(),
  };
  const delegate = newId();
  const elsewhere = newId();

  beforeAll(async () => {
    membership = await startMembership();
    await membership.grow([
      { id: body, code: 'BODY', level: UnitLevel.GeneralConfederation, parentId: null },
      { id: other, code: 'OTHER', level: UnitLevel.ProvincialFederation, parentId: body },
    ]);
    const { dataSource } = membership.service.dependencies;
    for (const [name, id] of [...Object.entries(people), ['delegate', delegate], ['elsewhere', elsewhere]] as const) {
      await dataSource.query(
        "INSERT INTO member (id, full_name, gender, provenance) VALUES (?, ?, 'FEMALE', 'DEMONSTRATION')",
        [id, `Nguyễn Thị ${name}`],
      );
    }
    const appoint = async (memberId: string, position: string, from: string, until: string, unit = body) => {
      const id = newId();
      await dataSource.query(
        `INSERT INTO officer (id, member_id, unit_id, position, valid_from, valid_until, provenance)
         VALUES (?, ?, ?, ?, ?, ?, 'DEMONSTRATION')`,
        [id, memberId, unit, position, from, until],
      );
      return id;
    };
    const member = 'EMULATION_COUNCIL_MEMBER';
    const sitting = await appoint(people.sitting, member, '2020-01-01', OPEN);
    await appoint(people.twice, member, '2020-01-01', OPEN);
    await appoint(people.twice, member, '2022-01-01', OPEN);
    await appoint(people.late, member, '2026-07-01', OPEN);
    await appoint(people.former, member, '2020-01-01', DAY);
    const suspended = await appoint(people.suspended, member, '2020-01-01', OPEN);
    await appoint(people.chair, 'CHAIR', '2020-01-01', OPEN);
    await appoint(elsewhere, member, '2020-01-01', OPEN, other);
    await dataSource.query(
      `INSERT INTO mandate_suspension (id, office_id, unit_id, valid_from, valid_until, document, reason)
       VALUES (?, ?, ?, '2026-06-01', '2026-07-01', 'QĐ', 'minh họa')`,
      [newId(), suspended, body],
    );
    await dataSource.query(
      `INSERT INTO mandate_delegation (id, office_id, to_member_id, valid_from, valid_until, document, reason, provenance)
       VALUES (?, ?, ?, '2020-01-01', ?, 'UQ', 'minh họa', 'DEMONSTRATION')`,
      [newId(), sitting, delegate, OPEN],
    );
  });
  afterAll(() => membership.stop());

  const council = async (asOf: string): Promise<string[]> => {
    const { body: answer } = await membership.internal(`/internal/councils/${body}?asOf=${asOf}`, ['councils:read']);
    return (answer as { members: { memberId: string }[] }).members.map(({ memberId }) => memberId);
  };

  it.each<[string, string, readonly (keyof typeof people)[]]>([
    ['with who has one office or two, without who is suspended or whose office is over', DAY, ['sitting', 'twice']],
    ['on the last day of an office', '2026-06-29', ['sitting', 'twice', 'former']],
    ['on the first day of an office and after a suspension', '2026-07-01', ['sitting', 'twice', 'late', 'suspended']],
    ['before any office', '2019-12-31', []],
  ])('is the members in force on that day: %s', async (_case, day, expected) => {
    expect(await council(day)).toEqual(expected.map((name) => people[name]).sort());
  });

  it('says what they are called, each once, and nothing else', async () => {
    const { body: answer } = await membership.internal(`/internal/councils/${body}?asOf=${DAY}`, ['councils:read']);
    const [first] = (answer as { members: object[] }).members;
    expect(Object.keys(first ?? {}).sort()).toEqual(['fullName', 'memberId', 'officeId']);
  });

  it('names those whom it knows', async () => {
    const memberIds = [people.chair, newId(), people.sitting];
    const { body: answer } = await membership.internal('/internal/member-names', ['member-names:read'], { memberIds });
    expect(answer).toEqual({
      names: [
        { memberId: people.sitting, fullName: 'Nguyễn Thị sitting' },
        { memberId: people.chair, fullName: 'Nguyễn Thị chair' },
      ].sort((one, two) => (one.memberId < two.memberId ? -1 : 1)),
    });
  });

  it.each<[string, readonly SystemRight[] | null, object | undefined, number]>([
    [`/internal/councils/${body}`, null, undefined, 401],
    [`/internal/councils/${body}`, ['members:read'], undefined, 403],
    ['/internal/councils/x', ['councils:read'], undefined, 400],
    [`/internal/councils/${body}?asOf=2026-02-30`, ['councils:read'], undefined, 400],
    ['/internal/member-names', ['members:read'], { memberIds: [] }, 403],
    ['/internal/member-names', ['member-names:read'], { memberIds: ['x'] }, 400],
    ['/internal/member-names', ['member-names:read'], { memberIds: Array(MOST_MEMBER_NAMES + 1).fill(body) }, 400],
    ['/internal/member-names', ['member-names:read'], { memberIds: [] }, 200],
  ])('%s with %j: %#', async (path, rights, posted, status) => {
    expect((await membership.internal(path, rights, posted)).status).toBe(status);
  });
});
