import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Bucket } from './s3-bucket';

it('puts what must not replace anything on that condition, and tells when somebody else was first', async () => {
  const conditions: unknown[] = [];
  const server = createServer((request, response) => {
    request.resume();
    conditions.push(request.headers['if-none-match']);
    response.writeHead(412).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const bucket = new S3Bucket({
    bucket: 'anchors',
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    accessKeyId: 'id',
    secretAccessKey: 'secret',
  });
  expect(await bucket.putOnce('awards/0000000001.jsonl', Buffer.from('mốc'), 5)).toBe(false);
  expect(conditions).toEqual(['*']);
  bucket.close();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});
