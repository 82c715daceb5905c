import { CanonicalJson, DEEPEST_NESTING } from './canonical-json';

function isCanonical(text: string): boolean {
  const bytes = Buffer.from(text);
  return new CanonicalJson().over(bytes, bytes.length).skipValue(0, 0) === bytes.length;
}

/** A text nested so deep. */
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

describe('canonical JSON (RFC 8785)', () => {
  it.each([
    ['an empty object', '{}'],
    ['an empty array', '[]'],
    ['words', '[null,true,false]'],
    [
      'the example of 3.2.2 in canonical form',
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    ],
    ['names by UTF-16 units (3.2.3)', '{"\\r":1,"1":2,"\u0080":3,"ö":4,"€":5,"😀":6,"\ufb33":7}'],
    ['a name that goes on where another ends', '{"at":1,"ate":2}'],
    [
      'numbers as ECMAScript writes them',
      '[0,-1,1e-7,0.000001,100000000000000000000,1e+21,9007199254740991,1.7976931348623157e+308]',
    ],
    ['Vietnamese text', '"Thiếu báo cáo thành tích"'],
    ['every escape', '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f"'],
    ['the deepest nesting', nested(DEEPEST_NESTING)],
  ])('holds %s', (_case, text) => {
    expect(isCanonical(text)).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['a space', '{ "a":1}'],
    ['a space after a colon', '{"a": 1}'],
    ['something behind', '{}{}'],
    ['names out of order', '{"b":1,"a":2}'],
    ['names by code points instead of UTF-16 units', '{"\ufb33":1,"😀":2}'],
    ['a name twice', '{"a":1,"a":2}'],
    ['a name twice, once with an escape', '{"\\t":1,"\\t":2}'],
    ['a comma at the end', '{"a":1,}'],
    ['a comma at the end of an array', '[1,]'],
    ['a name without a value', '{"a"}'],
    ['an object that does not end', '{"a":1'],
    ['an array that does not end', '[1'],
    ['a string that does not end', '"a'],
    ['a character that must be escaped', '"a\nb"'],
    ['an escape that need not be', '"\\u0041"'],
    ['an escaped slash', '"\\/"'],
    ['a long escape for a short one', '"\\u000a"'],
    ['upper-case digits in an escape', '"\\u000F"'],
    ['half of a character', '"\\ud800"'],
    ['a leading zero', '01'],
    ['a plus sign', '+1'],
    ['minus zero', '-0'],
    ['a fraction of zero', '1.0'],
    ['an exponent without a sign', '1e30'],
    ['a capital exponent', '1E+30'],
    ['more digits than the number has', '9007199254740993'],
    ['no number', '1e999'],
    ['another word', 'nulL'],
    ['a word that is cut', 'tru'],
    ['one level too much', nested(DEEPEST_NESTING + 1)],
  ])('refuses %s', (_case, text) => {
    expect(isCanonical(text)).toBe(false);
  });
});
