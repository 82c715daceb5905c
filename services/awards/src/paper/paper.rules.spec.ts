import { isPaperType, nameToKeep, partsOf, sizeOfPart, voteProblem } from './paper.rules';
import { PART_BYTES } from './store/paper-store';

const MIB = PART_BYTES;

describe('the parts of an upload', () => {
  it.each([
    [1, 1],
    [MIB, 1],
    [MIB + 1, 2],
    [20 * MIB, 20],
  ])('%i bytes are %i', (size, parts) => {
    expect(partsOf(size)).toBe(parts);
  });

  it.each([
    [MIB + 7, 1, MIB],
    [MIB + 7, 2, 7],
    [MIB, 1, MIB],
    [7, 1, 7],
    [7, 2, null],
    [7, 0, null],
    [7, 1.5, null],
    [7, Number.NaN, null],
  ])('of %i bytes number %p has %p', (size, number, bytes) => {
    expect(sizeOfPart(size, number)).toBe(bytes);
  });
});

describe('the name that a paper keeps', () => {
  it.each([
    ['Tờ trình.pdf', 'Tờ trình.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['C:\\Users\\x\\bien-ban.docx', 'bien-ban.pdf'],
    ['biên bản.html', 'biên bản.pdf'],
    ['a"; filename=evil.html', 'a filename=evil.pdf'],
    ['a\r\nSet-Cookie: x=1.pdf', 'a Set-Cookie x=1.pdf'],
    ['hợp đồng\u202efdp.exe', 'hợp đồng fdp.pdf'],
    ['....', 'giay-to.pdf'],
    ['.htaccess', 'giay-to.pdf'],
    ['', 'giay-to.pdf'],
    ['x'.repeat(400), `${'x'.repeat(150)}.pdf`],
    ['To\u031B\u0300 tri\u0300nh.pdf', 'Tờ trình.pdf'],
  ])('%j is %j', (given, kept) => {
    expect(nameToKeep(given, 'application/pdf')).toBe(kept);
  });
});

it.each([
  ['application/pdf', true],
  ['text/html', false],
  ['image/svg+xml', false],
  ['application/zip', false],
  ['toString', false],
])('%s may be a paper: %p', (type, allowed) => {
  expect(isPaperType(type)).toBe(allowed);
});

it.each([
  [{ members: 9, yes: 9 }, null],
  [{ members: 9, yes: 10 }, 'yes'],
  [{ members: 1, yes: 0 }, null],
])('minutes with %j are wrong in %p', (votes, field) => {
  expect(voteProblem(votes)).toBe(field);
});
