import { routeProblems } from '../award-type/award-route.rules';
import { SourceStatus } from '../award-type/award-type.enum';
import { readAwardTypes } from './award-types.data';

describe('the default catalogue', () => {
  const { routes, awardTypes } = readAwardTypes();

  it.each(Object.entries(routes))('route %s can be used', (_name, stages) => {
    expect(routeProblems(stages)).toEqual([]);
  });

  it('names only routes that it holds, each code once', () => {
    expect(awardTypes.filter(({ route }) => route !== null && !routes[route])).toEqual([]);
    expect(new Set(awardTypes.map(({ code }) => code)).size).toBe(awardTypes.length);
  });

  it('asks the council of the provincial merit certificate for 80 % of all members, marked as unverified', () => {
    const certificate = awardTypes.find(({ code }) => code === 'PROVINCIAL_MERIT_CERTIFICATE');
    const council = routes[certificate?.route ?? '']?.find(({ stage }) => stage === 'COUNCIL');
    expect(council).toMatchObject({ thresholdPercent: 80, sourceStatus: SourceStatus.FromMemory });
  });

  it('reminds whoever has a task before it is due, and tells the unit above when it is late', () => {
    const stages = Object.values(routes).flat();
    expect(stages.filter(({ remindBeforeDays, timeLimitDays }) => (remindBeforeDays ?? 99) >= timeLimitDays)).toEqual(
      [],
    );
    expect(stages.filter(({ escalateAfterDays }) => escalateAfterDays === null)).toEqual([]);
  });

  it('is in Unicode NFC and names a document for every row', () => {
    const text = JSON.stringify({ routes, awardTypes });
    expect(text).toBe(text.normalize('NFC'));
    expect(awardTypes.filter(({ document }) => !document)).toEqual([]);
  });
});
