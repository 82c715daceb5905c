import {
  completesPledge,
  distinctActivities,
  isLate,
  missingUnits,
  reasonAgainstActivities,
  reasonAgainstSigning,
  reasonsAgainstOpening,
} from './pledge-rules';

const LONG_XUYEN = 'long-xuyen';
const CHAU_DOC = 'chau-doc';
const CHAU_PHU = 'chau-phu';
const MEMBERS = [LONG_XUYEN, CHAU_DOC, CHAU_PHU];

describe('opening a pledge for signature', () => {
  it.each([
    [1, 0, 'Nội dung', ['PLEDGE_NEEDS_JOINT_ACTIVITY']],
    [2, 1, 'Nội dung', ['PLEDGE_NEEDS_JOINT_ACTIVITY']],
    [1, 1, 'Nội dung', []],
    [0, 0, 'Nội dung', []],
    [1, 1, '  ', ['PLEDGE_NEEDS_CONTENT']],
    [1, 0, null, ['PLEDGE_NEEDS_JOINT_ACTIVITY', 'PLEDGE_NEEDS_CONTENT']],
  ])('minimum %d, joint activities %d, content %p', (minimum, count, content, codes) => {
    expect(reasonsAgainstOpening(minimum, count, content).map(({ code }) => code)).toEqual(codes);
  });
});

describe('joint activities', () => {
  it.each<[string, string[], number]>([
    ['different ones', ['Hội thao', 'Hội thảo'], 2],
    ['the same twice', ['Hội thao', 'Hội thao'], 1],
    ['in another case', ['Hội thao', 'HỘI THAO'], 1],
    ['in another normal form', ['Hội thao', 'Hội thao'.normalize('NFD')], 1],
    ['with other white space', ['Hội  thao', ' Hội\nthao '], 1],
    ['none', [], 0],
  ])('%s', (_case, jointActivities, count) => {
    expect(distinctActivities(jointActivities)).toHaveLength(count);
    expect(reasonAgainstActivities(jointActivities)?.code ?? null).toBe(
      count === jointActivities.length ? null : 'JOINT_ACTIVITY_TWICE',
    );
  });
});

describe('signing', () => {
  it.each([
    ['a member of an open pledge', true, [], CHAU_PHU, null],
    ['before it is open', false, [], CHAU_PHU, 'PLEDGE_NOT_OPEN'],
    ['another group’s unit', true, [], 'thoai-son', 'UNIT_NOT_IN_GROUP'],
    ['a unit that has signed', true, [CHAU_PHU], CHAU_PHU, 'ALREADY_SIGNED'],
  ])('%s', (_case, opened, signedUnitIds, unitId, code) => {
    const reason = reasonAgainstSigning({ opened, memberUnitIds: MEMBERS, signedUnitIds }, unitId);
    expect(reason?.code ?? null).toBe(code);
  });

  it('is complete with the last member and not before', () => {
    const facts = { opened: true, memberUnitIds: MEMBERS, signedUnitIds: [LONG_XUYEN] };
    expect(completesPledge(facts, CHAU_DOC)).toBe(false);
    expect(completesPledge({ ...facts, signedUnitIds: [LONG_XUYEN, CHAU_DOC] }, CHAU_PHU)).toBe(true);
  });

  it('names who has not signed', () => {
    expect(missingUnits(MEMBERS, [CHAU_DOC])).toEqual([LONG_XUYEN, CHAU_PHU]);
  });

  it.each([
    ['2021-03-31T16:59:59.999Z', false],
    ['2021-03-31T17:00:00.000Z', false],
    ['2021-03-31T17:00:00.001Z', true],
  ])('at %s with the deadline at the end of 31 March', (at, late) => {
    expect(isLate(new Date(at), new Date('2021-03-31T17:00:00.000Z'))).toBe(late);
  });
});
