import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, seededId } from '@thidua/contracts/ids';
import { developmentToken, GraphCommand, RunningSystem } from '@thidua/testkit';
import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type IntrospectionQuery,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { SignJWT } from 'jose';

const { THIDUA_URL = '', THIDUA_STATE = '' } = process.env;

interface SentError {
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}
interface Sent {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly SentError[];
  readonly text: string;
}

async function post(url: string, query: string, headers: Record<string, string> = {}): Promise<Sent> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const { data = null, errors = [] } = JSON.parse(text) as Partial<Pick<Sent, 'data' | 'errors'>>;
  return { status: response.status, headers: response.headers, data, errors, text };
}

const ask = (query: string, headers: Record<string, string> = {}) => post(`${THIDUA_URL}/graphql`, query, headers);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const signedInAs = (memberId: string) => bearer(developmentToken(THIDUA_STATE, memberId));

const AG_CHAIR = seededId('member', 'ag-chair');
const LX_CHAIR = seededId('member', 'ag-lx-chair');
const MINE = '{ viewer { id member { id fullName } mandates { unit { code } } } }';

describe('identity in the running system', () => {
  const system = RunningSystem.fromEnvironment();

  describe('requests of the same tick', () => {
    it('never share an answer when different people ask the same', async () => {
      const people = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? AG_CHAIR : LX_CHAIR));
      const answers = await Promise.all(people.map((person) => ask(MINE, signedInAs(person))));
      for (const [index, { data, errors }] of answers.entries()) {
        const person = people[index];
        expect(errors).toEqual([]);
        expect(data).toMatchObject({
          viewer: {
            id: person,
            member: { id: person },
            mandates: [{ unit: { code: person === AG_CHAIR ? 'AG' : 'AG-LX' } }],
          },
        });
      }
    });

    it('never share an answer when they ask differently, with and without a token', async () => {
      const questions = [
        { query: MINE, person: AG_CHAIR },
        { query: MINE, person: null },
        { query: '{ viewer { id } }', person: LX_CHAIR },
        { query: '{ viewer { id } }', person: AG_CHAIR },
        { query: '{ viewer { id awardTasks { nodes { id } } } }', person: LX_CHAIR },
        { query: '{ viewer { id } }', person: null },
      ];
      const twentyTimes = Array.from({ length: 20 }, () => questions).flat();
      const answers = await Promise.all(
        twentyTimes.map(({ query, person }) => ask(query, person ? signedInAs(person) : {})),
      );
      for (const [index, { data, errors }] of answers.entries()) {
        const person = twentyTimes[index]?.person;
        if (person) expect(data).toMatchObject({ viewer: { id: person } });
        else expect([data?.['viewer'] ?? null, errors[0]?.extensions['code']]).toEqual([null, 'UNAUTHENTICATED']);
      }
    });

    it('show each person what their own mandates let them see', async () => {
      const query = `{ unit(id: "${seededId('unit', 'AG-CD')}") { members(first: 1) { nodes { fullName } } } }`;
      const [province, stranger] = await Promise.all([
        ask(query, signedInAs(AG_CHAIR)),
        ask(query, signedInAs(LX_CHAIR)),
      ]);
      expect(province.data).toMatchObject({ unit: { members: { nodes: [{ fullName: expect.any(String) }] } } });
      expect(stranger.data).toEqual({ unit: { members: { nodes: [] } } });
    });
  });

  describe('without a token', () => {
    /** The least text of a value that the type accepts. */
    function written(type: GraphQLInputType): string {
      if (isNonNullType(type)) return written(type.ofType);
      if (isListType(type)) return `[${written(type.ofType)}]`;
      if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
      if (isInputObjectType(type)) {
        const required = Object.values(type.getFields()).filter(isRequiredInputField);
        return `{ ${required.map((field) => `${field.name}: ${written(field.type)}`).join(', ')} }`;
      }
      const values: Record<string, string> = { Int: '1', SafeInt: '1', Boolean: 'true', CalendarDate: '"2021-04-05"' };
      return values[type.name] ?? (type.name === 'ID' ? `"${newId()}"` : '"1"');
    }
    const operationOf = (kind: string, field: GraphQLField<unknown, unknown>): string => {
      const given = field.args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${written(type)}`);
      const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
      return `${kind} { ${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}${selection} }`;
    };

    it('every question and every command of the graph is UNAUTHENTICATED', async () => {
      const { data } = await ask(getIntrospectionQuery());
      const schema = buildClientSchema(data as unknown as IntrospectionQuery);
      const fieldsOf = (type: GraphQLObjectType | null | undefined) => Object.values(type?.getFields() ?? {});
      const operations = [
        ...fieldsOf(schema.getQueryType()).map((field) => operationOf('query', field)),
        ...fieldsOf(schema.getMutationType()).map((field) => operationOf('mutation', field)),
      ];
      expect(operations.length).toBeGreaterThan(50);
      const answered: string[] = [];
      for (const operation of operations) {
        const { errors } = await ask(operation);
        if (errors[0]?.extensions['code'] !== 'UNAUTHENTICATED')
          answered.push(`${operation} → ${JSON.stringify(errors)}`);
      }
      expect(answered).toEqual([]);
    });
  });

  describe('a token', () => {
    const secret = () => {
      const key = JSON.parse(readFileSync(join(THIDUA_STATE, 'keys', 'development-token.jwk.json'), 'utf8')) as {
        k: string;
      };
      return Buffer.from(key.k, 'base64url');
    };
    const token = (subject: string, change: { key?: Uint8Array; expires?: string; issuer?: string } = {}) =>
      new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(subject)
        .setIssuer(change.issuer ?? 'thidua-development')
        .setAudience('thidua')
        .setIssuedAt()
        .setExpirationTime(change.expires ?? '5m')
        .sign(change.key ?? secret());

    it('that is good lets its holder in', async () => {
      expect((await ask(MINE, bearer(await token(AG_CHAIR)))).data).toMatchObject({ viewer: { id: AG_CHAIR } });
    });

    it.each([
      ['has expired', () => token(AG_CHAIR, { expires: '-1m' })],
      ['lasts longer than twelve hours', () => token(AG_CHAIR, { expires: '13h' })],
      ['was signed with another key', () => token(AG_CHAIR, { key: Buffer.alloc(32, 1) })],
      ['was issued by somebody else', () => token(AG_CHAIR, { issuer: 'somebody' })],
      ['names nobody whom membership knows', () => token(newId())],
      ['is none', () => Promise.resolve('nonsense')],
    ])('that %s is UNAUTHENTICATED', async (_what, make) => {
      const { status, data, errors } = await ask(MINE, bearer(await make()));
      expect(status).toBe(401);
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        { path: [], extensions: { code: 'UNAUTHENTICATED', traceId: expect.any(String) } },
      ]);
    });
  });

  describe('X-Act-As', () => {
    const admitMembers = (unitId: string) =>
      `mutation { admitMembers(input: { commandId: "${newId()}", unitId: "${unitId}", admittedOn: "2022-03-01", members: [{ fullName: "Đoàn viên minh họa", gender: FEMALE }] }) { __typename } }`;

    it('narrows a person of two mandates to the chosen one', async () => {
      const { province, grassroots } = await system.foundProvince({ grassroots: 2 });
      const [own, second] = grassroots;
      const appointOfficer = new GraphCommand<{ officer: { id: string } }>('appointOfficer', 'officer { id }');
      const { officer } = await appointOfficer.done(system.as(province.chair), {
        unitId: second?.id,
        position: 'FULL_TIME_CADRE',
        from: '2022-01-01',
        memberId: own?.chair,
      });
      const person = signedInAs(own?.chair ?? '');
      const acting = { ...person, 'x-act-as': officer.id };
      const [ownUnit, secondUnit] = [own?.id ?? '', second?.id ?? ''];
      const done = { admitMembers: { __typename: 'AdmitMembersSuccess' } };
      expect((await ask(admitMembers(ownUnit), person)).data).toEqual(done);
      expect((await ask(admitMembers(secondUnit), person)).data).toEqual(done);
      expect((await ask(admitMembers(secondUnit), acting)).data).toEqual(done);
      const { errors } = await ask(admitMembers(ownUnit), acting);
      expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
    });

    it('refuses a mandate that the caller does not hold', async () => {
      const { data } = await ask('{ viewer { mandates { id } } }', signedInAs(AG_CHAIR));
      const [mandate] = (data as { viewer: { mandates: { id: string }[] } }).viewer.mandates;
      const held = { 'x-act-as': mandate?.id ?? '' };
      expect((await ask(MINE, { ...signedInAs(AG_CHAIR), ...held })).data).toMatchObject({ viewer: { id: AG_CHAIR } });
      for (const headers of [{ ...signedInAs(LX_CHAIR), ...held }, held]) {
        const { status, errors } = await ask(MINE, headers);
        expect([status, errors[0]?.extensions['code']]).toEqual([403, 'FORBIDDEN']);
      }
    });
  });

  describe('an error', () => {
    it.each([
      ['of the document', '{ viewer {', 'GRAPHQL_PARSE_FAILED', []],
      ['of validation', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED', []],
      ['of a value', '{ unit(id: "x") { id } }', 'BAD_USER_INPUT', ['unit']],
      [
        'of a date written into the document',
        '{ unit(id: "x", asOf: "2021-02-29") { id } }',
        'BAD_USER_INPUT',
        ['unit'],
      ],
      ['of an unknown id', `{ nomination(id: "${newId()}") { id } }`, 'NOT_FOUND', ['nomination']],
      [
        'in a joined field',
        `{ unit(id: "${seededId('unit', 'AG')}") { id here: fundCollection(year: 1, stream: UNION_FUND) { year } } }`,
        'BAD_USER_INPUT',
        ['unit'],
      ],
    ])('%s carries a code, a path, the trace id of the answer, and no stack', async (_what, query, code, path) => {
      const { errors, headers, text } = await ask(query, signedInAs(AG_CHAIR));
      expect(errors[0]?.extensions['code']).toBe(code);
      expect(errors[0]?.path.slice(0, 1)).toEqual(path);
      expect(errors[0]?.extensions['traceId']).toBe(headers.get('x-trace-id'));
      expect(text).not.toMatch(/stacktrace|node_modules|\.js:\d|\.ts:\d|SELECT /);
    });

    it('belongs to the caller’s own trace', async () => {
      const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
      const { errors } = await ask('{ viewer { id } }', { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
      expect(errors[0]?.extensions['traceId']).toBe(traceId);
    });
  });

  describe('a subgraph’s own port', () => {
    const environment = readFileSync(join(THIDUA_STATE, 'env', 'gateway.env'), 'utf8');
    const ports = [...environment.matchAll(/^(MEMBERSHIP|FINANCE|EMULATION|AWARDS)_URL=(.+)$/gm)].map(
      ([, name = '', url = '']): [string, string] => [name.toLowerCase(), url],
    );

    it('is known for all four', () => expect(ports).toHaveLength(4));

    it.each(ports)('of %s answers 401 without a passport, and to a person’s token', async (_name, url) => {
      const forged = { 'x-thidua-passport': developmentToken(THIDUA_STATE, AG_CHAIR) };
      for (const headers of [{}, signedInAs(AG_CHAIR), forged]) {
        const { status, errors, data } = await post(`${url}/graphql`, '{ _service { sdl } }', headers);
        expect([status, data, errors[0]?.extensions['code']]).toEqual([401, null, 'UNAUTHENTICATED']);
      }
      expect((await fetch(`${url}/internal/feed`)).status).toBe(401);
    });
  });
});
