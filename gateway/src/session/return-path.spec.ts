import { returnUrl } from './return-path';

const PUBLIC_URL = 'https://thidua.example';

describe('the page to return to', () => {
  it.each([
    ['/explorer', '/explorer'],
    ['/tasks?unit=1#top', '/tasks?unit=1#top'],
    [undefined, '/explorer'],
    ['', '/explorer'],
    ['explorer', '/explorer'],
    ['https://elsewhere.example/', '/explorer'],
    ['//elsewhere.example/', '/explorer'],
    ['/\\elsewhere.example/', '/explorer'],
    ['/\t/elsewhere.example/', '/explorer'],
    ['javascript:alert(1)', '/explorer'],
    [['/a', '/b'], '/explorer'],
    // A path on this host, though it looks like another host when it stands alone.
    ['/.//elsewhere.example/', '//elsewhere.example/'],
  ])('of %j is %s on this host', (asked, expected) => {
    expect(returnUrl(asked, PUBLIC_URL)).toBe(PUBLIC_URL + expected);
  });
});
