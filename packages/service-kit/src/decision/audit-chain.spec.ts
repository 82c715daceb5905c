import { auditHash, canonicalJson, CHAIN_START, sha256, type AuditEntry } from './audit-chain';

const ENTRY: AuditEntry = {
  subjectKind: 'NOMINATION',
  subjectId: '01937e6e-0000-7000-8000-000000000001',
  sequence: 1,
  at: '2021-04-05T03:56:00.000000Z',
  actorKind: 'person',
  actor: '01937e6e-0000-7000-8000-000000000002',
  onBehalfOf: '01937e6e-0000-7000-8000-000000000003',
  mandateId: '01937e6e-0000-7000-8000-000000000004',
  position: 'CHAIR',
  mandatesAsOf: '2021-04-05T03:55:59.000Z',
  operation: 'returnNomination',
  action: 'RETURN',
  reason: 'Thiếu báo cáo thành tích',
  before: { state: 'UNDER_APPRAISAL' },
  after: { state: 'RETURNED', revision: 1 },
  ruleVersion: null,
  decisionNumber: 2,
  commandId: '01937e6e-0000-7000-8000-000000000005',
  workflowId: 'nomination/01937e6e-0000-7000-8000-000000000001',
  runId: null,
  previousHash: CHAIN_START,
};

describe('canonical JSON (RFC 8785)', () => {
  it.each([
    ['sorted keys without spaces', { b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    [
      'keys sorted by UTF-16 units (RFC 8785, 3.2.3)',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}',
    ],
    [
      'numbers as ECMAScript writes them (3.2.2.3)',
      [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    ],
    ['strings with the shortest escapes (3.2.2.2)', '\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['the greatest exact number', Number.MAX_SAFE_INTEGER, '9007199254740991'],
    ['fields that are not there left out', { a: undefined, b: null }, '{"b":null}'],
    ['instants in UTC', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['nothing at all', undefined, 'null'],
  ])('%s', (_case, value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('brings Vietnamese text to NFC, however deep it stands', () => {
    const words = { reason: ['Đề nghị tặng Bằng khen'], nested: { name: 'Trương Văn Chiêm' } };
    const decomposed = JSON.parse(JSON.stringify(words).normalize('NFD')) as typeof words;
    expect(JSON.stringify(decomposed)).not.toBe(JSON.stringify(words));
    expect(canonicalJson(decomposed)).toBe(canonicalJson(words));
  });
});

describe('the hash of an audit entry', () => {
  it.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ])('SHA-256 of %p is that of FIPS 180-4', (text, hash) => {
    expect(sha256(text)).toBe(hash);
  });

  // Computed apart, by Python's json and hashlib.
  it('stays what it was: a stored trail must verify for ever', () => {
    expect(auditHash(ENTRY)).toBe('81203db4a694dfe4352ec77229fc552b1b8aa5ea10110563b9c8a0dbc867c50d');
  });

  it('does not depend on the order of fields or the normal form of words', () => {
    const reordered = Object.fromEntries(Object.entries(ENTRY).reverse()) as unknown as AuditEntry;
    expect(auditHash(reordered)).toBe(auditHash(ENTRY));
    expect(auditHash({ ...ENTRY, reason: 'Thiếu báo cáo thành tích'.normalize('NFD') })).toBe(auditHash(ENTRY));
  });

  it.each(Object.keys(ENTRY) as (keyof AuditEntry)[])('covers %s', (field) => {
    expect(auditHash({ ...ENTRY, [field]: 'changed' })).not.toBe(auditHash(ENTRY));
  });
});
