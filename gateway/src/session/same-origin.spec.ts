import { isFromOwnPage } from './same-origin';

const PUBLIC_URL = 'https://thidua.example';

describe('a request with a session cookie', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-site', origin: PUBLIC_URL }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ origin: PUBLIC_URL }, true],
    [{ origin: 'https://thidua.example:8443' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
  ])('with %j comes from our own page: %s', (headers, own) => {
    expect(isFromOwnPage(headers, PUBLIC_URL)).toBe(own);
  });
});
