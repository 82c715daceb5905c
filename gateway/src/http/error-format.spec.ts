import { GraphQLError } from 'graphql';
import { rateLimited } from '../errors/limit-error';
import { createLog } from '../log';
import { errorFormat } from './error-format';
import { currentExchange, Exchange } from './exchange';

describe('what an exchange remembers of its errors', () => {
  const format = errorFormat(createLog('silent'), false);

  function exchangeAfter(...errors: readonly GraphQLError[]): Exchange {
    const exchange = new Exchange(undefined, '192.0.2.1');
    currentExchange.run(exchange, () => {
      for (const error of errors) format(error.toJSON(), error);
    });
    return exchange;
  }

  it('is every code, and of a refusal the path, the permission and the unit', () => {
    const exchange = exchangeAfter(
      new GraphQLError('no / no', {
        path: ['units', 0, 'members'],
        extensions: { code: 'FORBIDDEN', permission: 'member:read', unitId: 'a unit', subgraph: 'membership' },
      }),
      new GraphQLError('stale', { path: ['sign'], extensions: { code: 'CONFLICT' } }),
      new GraphQLError('no', { path: ['sign'], extensions: { code: 'FORBIDDEN', permission: ['not a text'] } }),
      new GraphQLError('SELECT secret'),
    );
    expect(exchange.errorCodes).toEqual(['FORBIDDEN', 'CONFLICT', 'FORBIDDEN', 'INTERNAL_SERVER_ERROR']);
    expect(exchange.refusals).toEqual([
      { code: 'FORBIDDEN', path: ['units', 0, 'members'], permission: 'member:read', unitId: 'a unit' },
      { code: 'FORBIDDEN', path: ['sign'] },
    ]);
  });

  it('is that there were too many requests', () => {
    const exchange = exchangeAfter(rateLimited('PERSON', 600, 601, 12));
    expect(exchange.refusals).toEqual([{ code: 'RATE_LIMITED', path: [] }]);
  });
});
