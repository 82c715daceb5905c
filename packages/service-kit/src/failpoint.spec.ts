import { parseFailpoints } from './failpoint';

describe('failpoints', () => {
  it('are none unless the environment names them', () => {
    expect(parseFailpoints({}).size).toBe(0);
    expect(parseFailpoints({ THIDUA_FAILPOINTS: '', NODE_ENV: 'production' }).size).toBe(0);
  });

  it('say what happens where, and at which pass', () => {
    const text = 'command.after-commit=kill@2; delivery.before-engine=pause:3000;timer.after-act=throw';
    expect([...parseFailpoints({ THIDUA_FAILPOINTS: text })]).toEqual([
      ['command.after-commit', { action: 'kill', milliseconds: 0, pass: 2 }],
      ['delivery.before-engine', { action: 'pause', milliseconds: 3000, pass: 1 }],
      ['timer.after-act', { action: 'throw', milliseconds: 0, pass: 1 }],
    ]);
  });

  it.each(['nowhere=kill', 'command.after-commit', 'command.after-commit=explode', 'command.after-commit=kill@x'])(
    'refuse %p',
    (text) => {
      expect(() => parseFailpoints({ THIDUA_FAILPOINTS: text })).toThrow('THIDUA_FAILPOINTS');
    },
  );

  it('do not start in production', () => {
    const environment = { THIDUA_FAILPOINTS: 'command.after-commit=kill', NODE_ENV: 'production' };
    expect(() => parseFailpoints(environment)).toThrow('in production');
  });
});
