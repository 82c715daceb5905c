import pino from 'pino';
import { AN, startTestSystem } from '../fixture/system.fixture';

describe('the log', () => {
  it('has one line for each operation, without variables or tokens', async () => {
    const lines: string[] = [];
    const system = await startTestSystem(undefined, pino({ level: 'info' }, { write: (line) => lines.push(line) }));
    const token = await system.token(AN);
    const { headers } = await system.ask('mutation Rename($name: String!) { rename(id: "1", name: $name) { id } }', {
      token,
      variables: { name: 'a name that stays out' },
    });
    await system.ask('query Broken { reveal }', { token });
    await system.stop();

    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ msg }) => msg === 'operation')).toMatchObject([
      {
        traceId: headers.get('x-trace-id'),
        operation: 'Rename',
        kind: 'mutation',
        member: AN,
        status: 200,
        milliseconds: expect.any(Number),
      },
      { operation: 'Broken', kind: 'query', errors: ['INTERNAL_SERVER_ERROR'] },
    ]);
    // What the caller is not told stands here, under the same trace id.
    expect(entries.find(({ msg }) => msg === 'an internal error was answered')).toMatchObject({
      operation: 'Broken',
      subgraph: 'membership',
      err: { message: 'SELECT secret FROM table' },
    });
    expect(lines.join('')).not.toContain('a name that stays out');
    expect(lines.join('')).not.toContain(token);
  });
});
