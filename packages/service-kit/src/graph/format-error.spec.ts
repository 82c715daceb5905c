import { ApolloServer } from '@apollo/server';
import { GraphQLError, GraphQLInt, GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { GraphQLSafeInt } from 'graphql-scalars';
import { createLog } from '../log';
import { createErrorFormatter } from './format-error';
import { CalendarDateScalar, DecimalScalar } from './scalars';

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      echo: {
        type: GraphQLString,
        args: {
          on: { type: CalendarDateScalar },
          rate: { type: DecimalScalar },
          amount: { type: GraphQLSafeInt },
          count: { type: GraphQLInt },
          first: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 50 },
        },
        resolve: () => 'heard',
      },
      fail: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('SELECT secret FROM member');
        },
      },
      forbid: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('không / no', { extensions: { code: 'FORBIDDEN', stacktrace: ['at a.ts:1'] } });
        },
      },
    },
  }),
});

describe('what a client sees of an error', () => {
  const server = new ApolloServer({ schema, formatError: createErrorFormatter(createLog('membership', 'silent')) });
  afterAll(() => server.stop());

  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const { body } = await server.executeOperation({ query, variables });
    return body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
  };

  it.each([
    ['a day that the calendar does not have', '{ echo(on: "2021-02-29") }'],
    ['a day that is no text', '{ echo(on: 20210228) }'],
    ['a rate that is no number', '{ echo(rate: "1,5") }'],
    ['đồng with a fraction', '{ echo(amount: 1.5) }'],
    ['đồng beyond what is exact', '{ echo(amount: 9007199254740992) }'],
  ])('is BAD_USER_INPUT for %s, written into the operation', async (_what, query) => {
    expect(await ask(query)).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is BAD_USER_INPUT for a wrong value of a variable', async () => {
    const query = 'query Q($on: CalendarDate) { echo(on: $on) }';
    expect(await ask(query, { on: '2021-02-29' })).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is BAD_USER_INPUT, naming the argument, for null where a variable may be null and the argument may not', async () => {
    const [error] = await ask('query Q($first: Int = null) { echo(first: $first) }');
    expect(error).toMatchObject({
      path: ['echo'],
      extensions: {
        code: 'BAD_USER_INPUT',
        fields: [{ field: 'first', vi: 'không được để trống (Int!)', en: 'must not be null (Int!)' }],
      },
    });
  });

  it.each([['{ nothing }'], ['{ echo(other: 1) }'], ['query Q($on: Int) { echo(on: $on) }']])(
    'stays a fault of the operation for %s',
    async (query) => {
      expect(await ask(query)).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    },
  );

  it('keeps a code that was meant for the client, without a stack', async () => {
    const [error] = await ask('{ forbid }');
    expect(error).toMatchObject({ message: 'không / no', path: ['forbid'] });
    expect(error?.extensions).toEqual({ code: 'FORBIDDEN' });
  });

  it('keeps what went wrong inside to itself', async () => {
    const errors = await ask('{ fail }');
    expect(errors).toMatchObject([{ path: ['fail'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
    expect(JSON.stringify(errors)).not.toContain('secret');
  });
});
