import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId, seededId } from '@thidua/contracts/ids';
import { type CycleUnit, GraphCommand, RunningSystem, SignedInAccount } from '@thidua/testkit';
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
import { generateKeyPair, importJWK, type JSONWebKeySet, SignJWT } from 'jose';

const { THIDUA_URL = '', THIDUA_ISSUER_URL = '', THIDUA_STATE = '' } = process.env;

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

/** People who stay signed in: the chairs of An Giang and of Long Xuyên, by their accounts. */
const [AG_CHAIR, LX_CHAIR] = ['ag-chair', 'ag-lx-chair'].map((account) => ({
  account,
  memberId: seededId('member', account),
  tokens: new SignedInAccount(THIDUA_ISSUER_URL, () => account),
})) as [Person, Person];
interface Person {
  readonly account: string;
  readonly memberId: string;
  readonly tokens: SignedInAccount;
}
const signedInAs = async ({ tokens }: Person) => bearer(await tokens.token());
const MINE = '{ viewer { id member { id fullName } mandates { unit { code } } } }';

describe('identity in the running system', () => {
  const system = RunningSystem.fromEnvironment();

  describe('requests of the same tick', () => {
    it('never share an answer when different people ask the same', async () => {
      const people = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? AG_CHAIR : LX_CHAIR));
      const headers = await Promise.all(people.map(signedInAs));
      const answers = await Promise.all(headers.map((each) => ask(MINE, each)));
      for (const [index, { data, errors }] of answers.entries()) {
        const person = people[index];
        expect(errors).toEqual([]);
        expect(data).toMatchObject({
          viewer: {
            id: person?.memberId,
            member: { id: person?.memberId },
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
      const headers = await Promise.all(twentyTimes.map(async ({ person }) => (person ? signedInAs(person) : {})));
      const answers = await Promise.all(twentyTimes.map(({ query }, index) => ask(query, headers[index])));
      for (const [index, { data, errors }] of answers.entries()) {
        const person = twentyTimes[index]?.person;
        if (person) expect(data).toMatchObject({ viewer: { id: person.memberId } });
        else expect([data?.['viewer'] ?? null, errors[0]?.extensions['code']]).toEqual([null, 'UNAUTHENTICATED']);
      }
    });

    it('show each person what their own mandates let them see', async () => {
      const query = `{ unit(id: "${seededId('unit', 'AG-CD')}") { members(first: 1) { nodes { fullName } } } }`;
      const [province, stranger] = await Promise.all(
        [AG_CHAIR, LX_CHAIR].map(async (person) => ask(query, await signedInAs(person))),
      );
      expect(province?.data).toMatchObject({ unit: { members: { nodes: [{ fullName: expect.any(String) }] } } });
      expect(stranger?.data).toEqual({ unit: { members: { nodes: [] } } });
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
      const values: Record<string, string> = {
        Int: '1',
        SafeInt: '1',
        Boolean: 'true',
        CalendarDate: '"2021-04-05"',
        DateTimeISO: '"2021-04-05T00:00:00Z"',
        JSONObject: '{}',
      };
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
    interface Change {
      readonly key?: CryptoKey;
      readonly expires?: string;
      readonly issuer?: string;
      readonly audience?: string;
    }
    /** Signed with the issuer's own key, unless a test says otherwise. */
    async function token(subject: string, change: Change = {}): Promise<string> {
      const { keys } = JSON.parse(
        readFileSync(join(THIDUA_STATE, 'keys', 'issuer.jwks.json'), 'utf8'),
      ) as JSONWebKeySet;
      const [jwk] = keys;
      if (!jwk) throw new Error('the issuer has no key');
      return new SignJWT({ client_id: 'thidua-command-line' })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid ?? '' })
        .setSubject(subject)
        .setIssuer(change.issuer ?? THIDUA_ISSUER_URL)
        .setAudience(change.audience ?? 'urn:thidua:graph')
        .setJti(newId())
        .setIssuedAt()
        .setExpirationTime(change.expires ?? '5m')
        .sign(change.key ?? (await importJWK(jwk, 'ES256')));
    }
    const stranger = async () => (await generateKeyPair('ES256')).privateKey;

    it('that is good lets its holder in', async () => {
      const { data } = await ask(MINE, bearer(await token(AG_CHAIR.account)));
      expect(data).toMatchObject({ viewer: { id: AG_CHAIR.memberId } });
    });

    it.each([
      ['has expired', () => token(AG_CHAIR.account, { expires: '-1m' })],
      ['is for somebody else', () => token(AG_CHAIR.account, { audience: 'thidua-gateway' })],
      ['was signed with another key', async () => token(AG_CHAIR.account, { key: await stranger() })],
      ['was issued by somebody else', () => token(AG_CHAIR.account, { issuer: 'http://localhost:1' })],
      ['says it needs no signature', async () => `eyJhbGciOiJub25lIn0.${(await token('x')).split('.')[1]}.AAAA`],
      ['is none', () => Promise.resolve('nonsense')],
    ])('that %s is UNAUTHENTICATED', async (_what, make) => {
      const { status, data, errors } = await ask(MINE, bearer(await make()));
      expect(status).toBe(401);
      expect(data).toBeNull();
      expect(errors).toMatchObject([
        { path: [], extensions: { code: 'UNAUTHENTICATED', traceId: expect.any(String) } },
      ]);
    });

    it('of an account that is nobody’s lets its holder see that, and nothing else', async () => {
      const { status, data, errors } = await ask(MINE, bearer(await token('tai-khoan-la')));
      expect([status, data]).toEqual([403, null]);
      expect(errors).toMatchObject([
        { extensions: { code: 'IDENTITY_NOT_LINKED', provider: 'embedded', subject: 'tai-khoan-la' } },
      ]);
    });

    it('is ended by signing out', async () => {
      const headers = bearer(await new SignedInAccount(THIDUA_ISSUER_URL, () => 'ag-chair').token());
      expect((await ask(MINE, headers)).data).toMatchObject({ viewer: { id: AG_CHAIR.memberId } });
      expect((await fetch(`${THIDUA_URL}/session/sign-out`, { method: 'POST', headers })).status).toBe(200);
      const { status, errors } = await ask(MINE, headers);
      expect([status, errors[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
      expect((await ask(MINE, await signedInAs(AG_CHAIR))).errors).toEqual([]);
    });
  });

  describe('X-Act-As', () => {
    const admitMembers = (unitId: string) =>
      `mutation { admitMembers(input: { commandId: "${newId()}", unitId: "${unitId}", admittedOn: "2022-03-01", members: [{ fullName: "Đoàn viên minh họa", gender: FEMALE }] }) { __typename } }`;

    it('is needed for a command by a person of two mandates, and narrows them to the chosen one', async () => {
      const { province, grassroots } = await system.foundProvince({ grassroots: 2 });
      const [own, second] = grassroots as [CycleUnit, CycleUnit];
      const person = system.as(own.chair);
      const done = { admitMembers: { __typename: 'AdmitMembersSuccess' } };
      expect((await person.send(admitMembers(own.id), {})).data).toEqual(done);
      const appointOfficer = new GraphCommand<{ officer: { id: string } }>('appointOfficer', 'officer { id }');
      const { officer } = await appointOfficer.done(system.as(province.chair), {
        unitId: second.id,
        position: 'FULL_TIME_CADRE',
        from: '2022-01-01',
        memberId: own.chair,
      });
      const [refusal] = (await person.send(admitMembers(own.id), {})).errors;
      expect(refusal?.extensions).toMatchObject({
        code: 'MANDATE_NOT_CHOSEN',
        mandates: expect.arrayContaining([
          {
            id: officer.id,
            position: 'FULL_TIME_CADRE',
            positionName: 'Cán bộ công đoàn chuyên trách',
            unitId: second.id,
          },
          { id: expect.any(String), position: 'CHAIR', positionName: 'Chủ tịch', unitId: own.id },
        ]),
      });
      const acting = person.actingUnder(officer.id);
      expect((await acting.send(admitMembers(second.id), {})).data).toEqual(done);
      expect((await acting.send(admitMembers(own.id), {})).errors[0]?.extensions.code).toBe('FORBIDDEN');
    });

    it('refuses a mandate that the caller does not hold', async () => {
      const chair = await signedInAs(AG_CHAIR);
      const { data } = await ask('{ viewer { mandates { id } } }', chair);
      const [mandate] = (data as { viewer: { mandates: { id: string }[] } }).viewer.mandates;
      const held = { 'x-act-as': mandate?.id ?? '' };
      expect((await ask(MINE, { ...chair, ...held })).data).toMatchObject({ viewer: { id: AG_CHAIR.memberId } });
      for (const headers of [{ ...(await signedInAs(LX_CHAIR)), ...held }, held]) {
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
      const { errors, headers, text } = await ask(query, await signedInAs(AG_CHAIR));
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
});
