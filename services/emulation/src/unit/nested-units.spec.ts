import { firstNestedPair, type UnitPlace } from './nested-units';

const place = (path: string): UnitPlace => ({ unitId: path, path, name: path });
const district = place('/1/2/3/');
const grassroots = place('/1/2/3/4/');
const beside = place('/1/2/30/');

describe('units of one group', () => {
  it.each<[string, UnitPlace[], UnitPlace[], [UnitPlace, UnitPlace] | null]>([
    ['stand side by side', [district, beside], [district, beside], null],
    ['only look nested, as 3 and 30 do', [district], [beside], null],
    ['are the same', [district], [district], null],
    ['are nested', [beside, district, grassroots], [beside, district, grassroots], [district, grassroots]],
    ['join above another', [district], [beside, grassroots], [district, grassroots]],
    ['join below another', [grassroots], [beside, district], [district, grassroots]],
    ['are alone', [district], [], null],
  ])('that %s', (_case, units, others, expected) => {
    const pair = firstNestedPair(units, others);
    expect(pair && [pair.upper, pair.lower]).toEqual(expected);
  });
});
