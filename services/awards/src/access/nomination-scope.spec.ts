import type { Mandate, OfficerPosition } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import { visibleNominations } from './nomination-scope';

const UNIT = '0190f3f2-0000-7000-8000-00000000000a';

function passport(kind: Passport['kind'], ...positions: OfficerPosition[]): Passport {
  const mandates: Mandate[] = positions.map((position, index) => ({
    id: `0190f3f2-0000-7000-8000-00000000010${index}`,
    unitId: UNIT,
    unitPath: '/1/7/',
    position,
  }));
  return {
    kind,
    subject: 'someone',
    mandates,
    mandatesAsOf: '2021-01-01T00:00:00Z',
    treeVersion: 0,
    rights: [],
    requestId: 'r',
  };
}

describe('who sees which nominations', () => {
  it.each<[Passport['kind']]>([['system'], ['public']])('a %s passport sees none, whatever it claims', (kind) => {
    expect(visibleNominations(passport(kind, 'CHAIR'))).toEqual({ sql: 'FALSE', parameters: [] });
  });

  it('a person without a mandate sees only what they drafted', () => {
    expect(visibleNominations(passport('person'))).toEqual({ sql: '((n.drafted_by = ?))', parameters: ['someone'] });
  });

  it('a position that does not grant it adds nothing', () => {
    expect(visibleNominations(passport('person', 'WOMENS_BOARD_MEMBER')).parameters).toEqual(['someone']);
  });

  const AT = new Date('2021-04-04T20:00:00Z');

  it('a chair sees the unit, what is under it, and routes that lead through it; drafts of the own unit only', () => {
    const { sql, parameters } = visibleNominations(passport('person', 'CHAIR'), AT);
    expect(sql).toContain('nomination_stage');
    const own = [UNIT, UNIT];
    expect(parameters).toEqual(['someone', ...own, ...own, '2021-04-05', '2021-04-05', '/1/7/%', UNIT]);
  });

  it('inspection sees the drafts of the whole branch as well', () => {
    const { parameters } = visibleNominations(passport('person', 'INSPECTION_COMMITTEE_MEMBER'), AT);
    const branch = ['2021-04-05', '2021-04-05', '/1/7/%'];
    const drafts = [UNIT, ...branch];
    expect(parameters).toEqual(['someone', UNIT, ...drafts, UNIT, ...drafts, ...branch, ...drafts]);
  });

  it('a council member sees what comes to the council and nobody’s drafts', () => {
    const { sql, parameters } = visibleNominations(passport('person', 'EMULATION_COUNCIL_MEMBER'), AT);
    expect(sql).toContain("(n.state <> 'DRAFT')");
    expect(parameters).toEqual(['someone', UNIT, UNIT]);
  });
});
