import { auditKey, readServiceEnvironment } from './environment';

const COMPLETE = {
  PORT: '4004',
  DATABASE_URL: 'mysql://user:password@127.0.0.1:3306/awards',
  AUDIT_DATABASE: 'awards_audit',
  TEMPORAL_ADDRESS: '127.0.0.1:4020',
  MEMBERSHIP_URL: 'http://127.0.0.1:4001',
};
const AUDIT = { AUDIT_SIGNING_KEY_FILE: '/keys/awards-audit.jwk.json', AUDIT_ANCHOR_DIRECTORY: '/anchors' };

describe('the environment of a service', () => {
  it('needs a key and a place for anchors in production, and says both at once', () => {
    const read = (): unknown => readServiceEnvironment({ ...COMPLETE, NODE_ENV: 'production' });
    expect(read).toThrow(/AUDIT_SIGNING_KEY: this or AUDIT_SIGNING_KEY_FILE is needed/);
    expect(read).toThrow(/AUDIT_ANCHOR_DIRECTORY: needed in production/);
    expect(readServiceEnvironment({ ...COMPLETE, ...AUDIT, NODE_ENV: 'production' })).toMatchObject(AUDIT);
  });

  it('is content with a bucket for anchors in the place of a folder', () => {
    const { AUDIT_SIGNING_KEY_FILE } = AUDIT;
    const bucket = { AUDIT_ANCHOR_S3_BUCKET: 'anchors', AUDIT_ANCHOR_S3_ENDPOINT: 'https://store.example' };
    expect(
      readServiceEnvironment({ ...COMPLETE, AUDIT_SIGNING_KEY_FILE, ...bucket, NODE_ENV: 'production' }),
    ).toMatchObject(bucket);
    expect(() => readServiceEnvironment({ ...COMPLETE, AUDIT_ANCHOR_S3_ENDPOINT: 'store' })).toThrow(
      /AUDIT_ANCHOR_S3_ENDPOINT/,
    );
  });

  it('may lack them elsewhere', () => {
    const environment = readServiceEnvironment({ ...COMPLETE, NODE_ENV: 'test' });
    expect(auditKey(environment)).toBeNull();
  });

  it('takes the key from a variable rather than from a file', () => {
    expect(auditKey(AUDIT)).toEqual({ file: AUDIT.AUDIT_SIGNING_KEY_FILE });
    expect(auditKey({ ...AUDIT, AUDIT_SIGNING_KEY: '{}' })).toEqual({ json: '{}' });
  });
});
