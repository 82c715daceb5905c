import { sessionCookies } from './cookies';

describe('the cookies', () => {
  it('are out of reach of scripts and other sites', () => {
    const { session, signIn } = sessionCookies('https://thidua.example');
    expect(session).toEqual({
      name: '__Host-thidua-session',
      options: { httpOnly: true, secure: true, sameSite: 'strict', path: '/' },
    });
    expect(signIn).toMatchObject({ name: '__Host-thidua-sign-in', options: { httpOnly: true, sameSite: 'lax' } });
  });

  it('need no https on one’s own machine', () => {
    expect(sessionCookies('http://localhost:4000').session).toMatchObject({
      name: 'thidua-session',
      options: { httpOnly: true, secure: false },
    });
  });
});
