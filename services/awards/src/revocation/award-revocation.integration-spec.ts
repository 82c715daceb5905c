import { newId } from '@thidua/contracts/ids';
import { addDays, calendarDateAt } from '@thidua/service-kit';
import { AwardDecision } from '../decision/award-decision.entity';
import {
  AwardsBench,
  type DecisionView,
  must,
  openTask,
  person,
  type TestPerson,
  UNITS,
} from '../testing/awards-bench';

const today = calendarDateAt(new Date());
const chair = person('CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const provinceViceChair = person('VICE_CHAIR', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);
const otherUnion = person('CHAIR', UNITS.lxSchool);
const vote = { councilMembers: 9, yes: 9, no: 0, abstain: 0 };

interface Revoked {
  readonly code: string | null;
  readonly revocation: {
    readonly id: string;
    readonly state: string;
    readonly items: { nominationId: string }[];
  } | null;
}

describe('payout and revocation of awards', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('revocations');
  });
  afterAll(() => bench.stop());

  const nominated = async (): Promise<string> => {
    const submitted = await bench.submitted(chair, chair, UNITS.direct);
    const appraised = must((await bench.command(cadre, 'passAppraisal', openTask(submitted))).nomination);
    await bench.command(secretary, 'recordCouncilVote', { ...openTask(appraised), ...vote });
    return submitted.id;
  };
  const read = async (id: string): Promise<DecisionView> => {
    const { data } = await bench.send(
      provinceChair,
      `{ awardDecision(id: "${id}") { id state version number items { nodes { ordinal state nomination { id state } } } } }`,
    );
    return must(data?.['awardDecision'] as unknown as DecisionView);
  };
  const published = async (count: number): Promise<{ decision: DecisionView; ids: string[] }> => {
    const ids: string[] = [];
    for (let at = 0; at < count; at += 1) {
      ids.push(await nominated());
    }
    const drafted = must(
      (
        await bench.onDecision(cadre, 'draftAwardDecision', {
          bodyUnitId: UNITS.ag.id,
          title: 'Tặng Bằng khen',
          legalBases: ['Luật Thi đua, khen thưởng'],
          nominationIds: ids,
        })
      ).decision,
    );
    const at = { decisionId: drafted.id };
    await bench.onDecision(provinceChair, 'signAwardDecision', { ...at, version: 1, decidedOn: today });
    await bench.carryAll();
    await bench.onDecision(cadre, 'publishAwardDecision', {
      ...at,
      version: 2,
      publishedOn: today,
      place: 'Trang tin',
    });
    await bench.carryAll();
    return { decision: await read(drafted.id), ids };
  };
  const revoke = async (
    decisionId: string,
    nominationIds: readonly string[],
    more: object = {},
    caller = provinceChair,
  ): Promise<Revoked> => {
    const { data, errors } = await bench.send(
      caller,
      `mutation ($input: RevokeAwardsInput!) { result: revokeAwards(input: $input) {
         ... on RevokeAwardsSuccess { revocation { id state article reason items { nominationId } } }
         ... on CommandRefused { reasons { code field } } } }`,
      {
        input: {
          commandId: newId(),
          decisionId,
          nominationIds,
          article: 'Điều 93 Luật Thi đua, khen thưởng',
          reason: 'Kê khai gian dối thành tích',
          revokedOn: today,
          ...more,
        },
      },
    );
    const result = data?.['result'] as unknown as { revocation?: Revoked['revocation']; reasons?: { code: string }[] };
    return {
      code: errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? null,
      revocation: result?.revocation ?? null,
    };
  };
  const recovered = async (
    revocationId: string,
    nominationIds: readonly string[],
    caller: TestPerson = cadre,
    recoveredOn = today,
  ): Promise<string | null> => {
    const { data, errors } = await bench.send(
      caller,
      `mutation ($input: RecordAwardItemsRecoveredInput!) { result: recordAwardItemsRecovered(input: $input) {
         ... on RecordAwardItemsRecoveredSuccess { revocation { items { itemRecoveredOn } } }
         ... on CommandRefused { reasons { code } } } }`,
      { input: { commandId: newId(), revocationId, nominationIds, recoveredOn, note: 'Bằng khen' } },
    );
    const result = data?.['result'] as unknown as { reasons?: { code: string }[] };
    return errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? null;
  };
  const stateOf = async (id: string): Promise<string> =>
    must((await bench.dataSource.query<{ state: string }[]>('SELECT state FROM nomination WHERE id = ?', [id]))[0])
      .state;

  it('a published decision tells finance what it pays, each page the same however often it is asked for, and ends once', async () => {
    const { decision, ids } = await published(2);
    const [award] = await bench.dataSource.query<{ award_type_id: string }[]>(
      'SELECT award_type_id FROM nomination WHERE id = ?',
      [ids[0]],
    );
    await bench.dataSource.query(`DELETE FROM award_multiple WHERE award_type_id = ?`, [award?.award_type_id]);
    const none = await bench.activities.readAwardPayouts({ decisionId: decision.id, afterOrdinal: 0 });
    expect(none).toEqual({ decidedOn: today, payments: [], nextOrdinal: null });
    await bench.dataSource.query(
      `INSERT INTO award_multiple (id, version, valid_from, valid_until, source_status, provenance, award_type_id, code,
                                   recipients, multiple, is_upper_bound, rounding, rounding_step_dong)
       VALUES (?, 1, '2020-01-01', '9999-12-31', 'DESIGN_DEFAULT', 'DEMONSTRATION', ?, 'MONEY', 'INDIVIDUAL', 0.3, 0, 'CEILING', 10000)`,
      [newId(), award?.award_type_id],
    );
    const [salary] = await bench.dataSource.query<{ amount: string }[]>(
      'SELECT amount_dong AS amount FROM base_salary WHERE valid_from <= ? AND valid_until > ?',
      [today, today],
    );
    const amount = Math.ceil((Number(salary?.amount) * 3) / 100_000) * 10_000;
    const page = await bench.activities.readAwardPayouts({ decisionId: decision.id, afterOrdinal: 0 });
    expect(page.payments.map((payment) => [payment.nominationId, payment.amount, payment.multiple])).toEqual(
      ids.map((id) => [id, amount, '0.300']),
    );
    expect(await bench.activities.readAwardPayouts({ decisionId: decision.id, afterOrdinal: 0 })).toEqual(page);
    expect(
      (await bench.activities.readAwardPayouts({ decisionId: decision.id, afterOrdinal: 1 })).payments,
    ).toHaveLength(1);
    const request = { subjectId: decision.id, instructionNumber: 1, revision: 1, timer: 'PAYOUT_ORDERED' };
    const outcomes = [
      await bench.activities.recordPayoutOrdered(request),
      await bench.activities.recordPayoutOrdered(request),
    ];
    expect(outcomes).toEqual([
      { outcome: 'WON', number: 2 },
      { outcome: 'WON', number: 2 },
    ]);
    const row = await bench.dataSource.manager.findOneByOrFail(AwardDecision, { id: decision.id });
    expect(row.payoutState).toBe('ORDERED');
    expect((await bench.trail(decision.id)).map(({ action }) => action)).toEqual([
      'DRAFT',
      'SIGN',
      'PUBLISH',
      'ROUTED',
      'PAYOUT_ORDERED',
      'ROUTED',
    ]);
  });

  it('revokes once, whoever asks at the same instant, in the registry and in each nomination’s history', async () => {
    const { decision, ids } = await published(2);
    const [one = '', two = ''] = ids;
    const answers = await Promise.all([revoke(decision.id, [one]), revoke(decision.id, [one], {}, provinceViceChair)]);
    const done = must(answers.find(({ code }) => code === null)?.revocation);
    const refused = answers.map(({ code }) => code).filter(Boolean);
    expect(refused).toHaveLength(1);
    expect(['NOMINATION_HOLDS_NO_AWARD', 'DECISION_STILL_MOVING']).toContain(refused[0]);
    await bench.carryAll();
    expect([await stateOf(one), await stateOf(two)]).toEqual(['REVOKED', 'PUBLISHED']);
    expect(await bench.count('received_award', "nomination_id = ? AND status = 'REVOKED'", [one])).toBe(1);
    expect(await bench.count('received_award', "nomination_id = ? AND status = 'VALID'", [two])).toBe(1);
    expect((await bench.trail(one)).at(-1)?.action).toBe('REVOKE');
    expect((await read(decision.id)).items.nodes.map(({ state }) => state)).toEqual(['REVOKED', 'PUBLISHED']);
    // What was revoked is no longer paid, should the payout come later.
    const { payments } = await bench.activities.readAwardPayouts({ decisionId: decision.id, afterOrdinal: 0 });
    expect(payments.map(({ nominationId }) => nominationId)).toEqual([two]);
    const request = { subjectId: done.id, instructionNumber: 1, revision: 1, timer: 'REVOCATION_SETTLED' };
    expect(await bench.activities.recordRevocationSettled(request)).toEqual({ outcome: 'WON', number: 2 });
    expect(await bench.activities.recordRevocationSettled(request)).toEqual({ outcome: 'WON', number: 2 });
    expect(await recovered(done.id, [two])).toBe('ITEM_NOT_TO_BE_RECOVERED');
    expect(await recovered(done.id, [one], cadre, addDays(today, 1))).toBe('BAD_USER_INPUT');
    expect(await recovered(done.id, [one], chair)).toBe('FORBIDDEN');
    expect(await recovered(done.id, [one], stranger)).toBe('NOT_FOUND');
    expect(await recovered(done.id, [one])).toBeNull();
    expect(await recovered(done.id, [one])).toBe('ITEM_NOT_TO_BE_RECOVERED');
    expect((await bench.trail(done.id)).map(({ action }) => action)).toEqual([
      'REVOKE',
      'ROUTED',
      'REVOCATION_SETTLED',
      'ROUTED',
      'RECOVER_ITEMS',
    ]);
    const seen = async (caller: TestPerson): Promise<string | null> => {
      const { errors } = await bench.send(caller, `{ awardRevocation(id: "${done.id}") { id } }`);
      return errors[0]?.extensions.code ?? null;
    };
    expect([await seen(chair), await seen(cadre), await seen(otherUnion), await seen(stranger)]).toEqual([
      null,
      null,
      'NOT_FOUND',
      'NOT_FOUND',
    ]);
  });

  it('is refused to others, before there is an award, on days that cannot be and without words', async () => {
    const { decision, ids } = await published(1);
    expect((await revoke(decision.id, ids, {}, cadre)).code).toBe('FORBIDDEN');
    expect((await revoke(decision.id, ids, {}, chair)).code).toBe('FORBIDDEN');
    expect((await revoke(decision.id, ids, {}, stranger)).code).toBe('NOT_FOUND');
    expect((await revoke(newId(), ids)).code).toBe('NOT_FOUND');
    expect((await revoke(decision.id, [newId()])).code).toBe('NOMINATION_HOLDS_NO_AWARD');
    expect((await revoke(decision.id, ids, { article: ' ' })).code).toBe('BAD_USER_INPUT');
    expect((await revoke(decision.id, ids, { reason: '' })).code).toBe('BAD_USER_INPUT');
    expect((await revoke(decision.id, ids, { revokedOn: addDays(today, 1) })).code).toBe(
      'REVOCATION_DATE_OUT_OF_BOUNDS',
    );
    expect((await revoke(decision.id, ids, { revokedOn: addDays(today, -1) })).code).toBe(
      'REVOCATION_DATE_OUT_OF_BOUNDS',
    );
    const commandId = newId();
    const first = await revoke(decision.id, ids, { commandId });
    expect((await revoke(decision.id, ids, { commandId })).revocation?.id).toBe(first.revocation?.id);
    expect((await revoke(decision.id, ids, { commandId, reason: 'Khác' })).code).toBe('CONFLICT');
    await bench.carryAll();
    expect(await stateOf(ids[0] ?? '')).toBe('REVOKED');
  });
});
