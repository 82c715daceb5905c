import { readEnvironment } from './environment';

describe('the environment of the worker', () => {
  it('has defaults for one machine', () => {
    expect(readEnvironment({})).toEqual({
      PORT: 4005,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      NODE_ENV: 'development',
      TEMPORAL_ADDRESS: '127.0.0.1:4020',
      TEMPORAL_NAMESPACE: 'default',
    });
  });

  it('names every problem at once', () => {
    const read = (): unknown => readEnvironment({ PORT: 'many', LOG_LEVEL: 'loud', TEMPORAL_ADDRESS: '' });
    expect(read).toThrow(/PORT/);
    expect(read).toThrow(/LOG_LEVEL/);
    expect(read).toThrow(/TEMPORAL_ADDRESS/);
  });
});
