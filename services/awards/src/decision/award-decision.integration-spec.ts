import { newId } from '@thidua/contracts/ids';
import { addDays, calendarDateAt } from '@thidua/service-kit';
import { fewestStatements } from '@thidua/testkit';
import {
  AwardsBench,
  type DecisionAnswer,
  type DecisionView,
  must,
  type NominationView,
  openTask,
  person,
  type TestPerson,
  UNITS,
} from '../testing/awards-bench';
import { refuseItem } from './decision-signing.service';
import { moveNomination } from './nomination-moves';
import { AwardDecisionMove } from './award-decision-move.entity';

const today = calendarDateAt(new Date());
const year = Number(today.slice(0, 4));
const chair = person('CHAIR', UNITS.direct);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const provinceViceChair = person('VICE_CHAIR', UNITS.ag);
const stranger = person('CHAIR', UNITS.other);
const otherUnion = person('CHAIR', UNITS.lxSchool);
const vote = { councilMembers: 9, yes: 9, no: 0, abstain: 0 };
const TEXTS = { title: 'Về việc tặng Bằng khen', legalBases: ['Luật Thi đua, khen thưởng số 06/2022/QH15'] };
const LIST_INPUT = 'ChangeAwardDecisionListInput';

describe('decisions over many nominations', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('decisions');
  });
  afterAll(() => bench.stop());

  const atDecision = async (more: object = {}): Promise<NominationView> => {
    const submitted = await bench.submitted(chair, chair, UNITS.direct, more);
    const appraised = must((await bench.command(cadre, 'passAppraisal', openTask(submitted))).nomination);
    return must((await bench.command(secretary, 'recordCouncilVote', { ...openTask(appraised), ...vote })).nomination);
  };
  const several = async (count: number): Promise<string[]> => {
    const ids: string[] = [];
    for (let at = 0; at < count; at += 1) {
      ids.push((await atDecision()).id);
    }
    return ids;
  };
  const draft = async (nominationIds: readonly string[], more: object = {}): Promise<DecisionView> =>
    must(
      (
        await bench.onDecision(cadre, 'draftAwardDecision', {
          bodyUnitId: UNITS.ag.id,
          ...TEXTS,
          nominationIds,
          ...more,
        })
      ).decision,
    );
  const sign = (
    { id, version }: Pick<DecisionView, 'id' | 'version'>,
    more: object = {},
    caller: TestPerson = provinceChair,
  ): Promise<DecisionAnswer> =>
    bench.onDecision(caller, 'signAwardDecision', { decisionId: id, version, decidedOn: today, ...more });
  const read = async (id: string, caller: TestPerson = provinceChair): Promise<DecisionView | null> => {
    const { data } = await bench.send(
      caller,
      `{ awardDecision(id: "${id}") { id state version number year decidedOn effectiveOn signatory { id }
         items(first: 200) { nodes { ordinal state nomination { id state } refusal { code vi en } } }
         progress { act total waiting done refused } } }`,
    );
    return data?.['awardDecision'] ?? null;
  };
  const stateOf = async (id: string): Promise<string> => {
    const [row] = await bench.dataSource.query<{ state: string }[]>('SELECT state FROM nomination WHERE id = ?', [id]);
    return must(row).state;
  };

  it('is drafted, changed, signed, and each nomination moves by a command of its own', async () => {
    const [one = '', two = '', three = ''] = await several(3);
    const drafted = await draft([one, two]);
    expect(drafted).toMatchObject({ state: 'DRAFT', version: 1, number: null });
    const added = await bench.onDecision(
      cadre,
      'addToAwardDecision',
      { decisionId: drafted.id, version: 1, nominationIds: [three] },
      LIST_INPUT,
    );
    expect(added.decision?.items.nodes.map(({ ordinal, nomination }) => [ordinal, nomination?.id])).toEqual([
      [1, one],
      [2, two],
      [3, three],
    ]);
    const removed = await bench.onDecision(
      cadre,
      'removeFromAwardDecision',
      { decisionId: drafted.id, version: 2, nominationIds: [one] },
      LIST_INPUT,
    );
    const edited = await bench.onDecision(cadre, 'editAwardDecision', {
      decisionId: drafted.id,
      version: must(removed.decision).version,
      ...TEXTS,
      title: 'Về việc tặng Bằng khen năm 2025',
      symbol: 'QĐ-LĐLĐ',
    });
    const signed = must((await sign(must(edited.decision))).decision);
    expect(signed).toMatchObject({
      state: 'SIGNED',
      year,
      decidedOn: today,
      effectiveOn: today,
      signatory: { id: provinceChair.id },
      progress: [{ act: 'DECIDE', total: 2, waiting: 2, done: 0, refused: 0 }],
    });
    expect(signed.number).toMatch(/^\d+\/QĐ-LĐLĐ$/);
    expect(signed.items.nodes.map(({ ordinal, state }) => [ordinal, state])).toEqual([
      [1, 'SIGNED'],
      [2, 'SIGNED'],
    ]);
    await bench.carryAll();
    expect(await read(signed.id)).toMatchObject({
      items: {
        nodes: [{ state: 'DECIDED', nomination: { id: two, state: 'DECIDED' } }, { nomination: { id: three } }],
      },
      progress: [{ act: 'DECIDE', total: 2, waiting: 0, done: 2, refused: 0 }],
    });
    expect([await stateOf(one), await stateOf(two), await stateOf(three)]).toEqual([
      'RECOMMENDED',
      'DECIDED',
      'DECIDED',
    ]);
    expect((await bench.trail(two)).map(({ action }) => action).slice(-2)).toEqual(['DECIDE', 'ROUTED']);
    expect((await bench.trail(signed.id)).map(({ action }) => action)).toEqual([
      'DRAFT',
      'ADD_NOMINATIONS',
      'REMOVE_NOMINATIONS',
      'EDIT',
      'SIGN',
    ]);
    const alone = await bench.command(provinceChair, 'decideNomination', {
      ...openTask(await view(one)),
      decisionNumber: null,
      decidedOn: today,
    });
    expect(alone.nomination?.state).toBe('DECIDED');
  });

  const view = async (id: string): Promise<NominationView> => {
    const { data } = await bench.send(
      provinceChair,
      `{ nomination(id: "${id}") { id state tasks(status: OPEN) { id version } decision { number } } }`,
    );
    return must(data?.['nomination'] as unknown as NominationView);
  };

  it('one that was returned meanwhile falls out by name and spoils none', async () => {
    const [good = '', returned = '', late = ''] = await several(3);
    const drafted = await draft([returned, good, late]);
    await bench.command(provinceChair, 'returnNomination', { ...openTask(await view(returned)), reason: 'Bổ sung' });
    const signed = must((await sign(drafted)).decision);
    expect(
      signed.items.nodes.map(({ ordinal, state, nomination, refusal }) => [
        ordinal,
        state,
        nomination?.id,
        refusal?.code,
      ]),
    ).toEqual([
      [1, 'SIGNED', good, undefined],
      [2, 'SIGNED', late, undefined],
      [3, 'REFUSED', returned, 'NOMINATION_NOT_AT_DECISION'],
    ]);
    // Another falls out after the signature and before it was moved.
    await bench.command(provinceChair, 'returnNomination', { ...openTask(await view(late)), reason: 'Bổ sung' });
    await bench.carryAll();
    const carried = must(await read(signed.id));
    expect(carried.progress).toEqual([{ act: 'DECIDE', total: 2, waiting: 0, done: 1, refused: 1 }]);
    expect(carried.items.nodes.map(({ state, refusal }) => [state, refusal?.code ?? null])).toEqual([
      ['DECIDED', null],
      ['REFUSED', 'NOMINATION_NOT_AT_DECISION'],
      ['REFUSED', 'NOMINATION_NOT_AT_DECISION'],
    ]);
    expect((await view(late)).decision).toBeNull();
    expect((await view(good)).decision?.number).toBe(signed.number);
  });

  it('one that its checks stop by now falls out with the rule’s reason, and comes again once it is cured', async () => {
    const nomineeMemberId = newId();
    const [good = ''] = await several(1);
    const held = (await atDecision({ nomineeMemberId })).id;
    bench.owners.persons.set(nomineeMemberId, {
      holds: [
        {
          source: { service: 'membership', kind: 'HOLD', id: newId() },
          kind: 'DISCIPLINE',
          from: '2020-01-01',
          until: null,
          document: 'QĐ kỷ luật',
        },
      ],
    });
    const signed = must((await sign(await draft([good, held]))).decision);
    await bench.carryAll();
    const carried = must(await read(signed.id));
    expect(carried.items.nodes.map(({ state, refusal }) => [state, refusal?.code ?? null])).toEqual([
      ['DECIDED', null],
      ['REFUSED', 'CHECK_HOLD_HOLD'],
    ]);
    expect(await stateOf(held)).toBe('RECOMMENDED');
    expect((await bench.trail(signed.id)).at(-1)).toMatchObject({
      action: 'DROP',
      after: { nominationId: held, code: 'CHECK_HOLD_HOLD' },
    });
    bench.owners.persons.delete(nomineeMemberId);
    const again = must((await sign(await draft([held]))).decision);
    await bench.carryAll();
    expect(must(await read(again.id)).items.nodes.map(({ state }) => state)).toEqual(['DECIDED']);
    const { data } = await bench.send(
      provinceChair,
      `{ nomination(id: "${held}") { checks { occasion stage outcome } } }`,
    );
    const { checks } = (data as unknown as { nomination: { checks: { stage: string | null }[] } }).nomination;
    expect(checks.at(-1)?.stage).toContain('DECISION');
  });

  it('stays decided when another process that carries the same move finds a reason against it', async () => {
    const [only = ''] = await several(1);
    const signed = must((await sign(await draft([only]))).decision);
    const [move] = await bench.dataSource.manager.findBy(AwardDecisionMove, { decisionId: signed.id });
    await moveNomination(bench.decisions, bench.checks, must(move));
    await refuseItem(bench.dataSource, signed.id, only, { code: 'CHECK_HOLD_HOLD', vi: 'Tạm giữ', en: 'Held' });
    await bench.carryAll();
    const carried = must(await read(signed.id));
    expect(carried.items.nodes.map(({ state, refusal }) => [state, refusal])).toEqual([['DECIDED', null]]);
    expect(carried.progress).toEqual([{ act: 'DECIDE', total: 1, waiting: 0, done: 1, refused: 0 }]);
    // And the other way round: what has fallen out is not decided any more.
    const [late = ''] = await several(1);
    const other = must((await sign(await draft([late]))).decision);
    await refuseItem(bench.dataSource, other.id, late, { code: 'CHECK_HOLD_HOLD', vi: 'Tạm giữ', en: 'Held' });
    await bench.carryAll();
    expect(must(await read(other.id)).items.nodes.map(({ state }) => state)).toEqual(['REFUSED']);
    expect(await stateOf(late)).toBe('RECOMMENDED');
  });

  it('waits for an owner of facts that is silent, and is decided once it answers', async () => {
    const [only = ''] = await several(1);
    const signed = must((await sign(await draft([only]))).decision);
    bench.owners.delay = 2500;
    await bench.carrier.carryBatch();
    expect(await stateOf(only)).toBe('RECOMMENDED');
    bench.owners.delay = 0;
    await bench.dataSource.query(
      'UPDATE award_decision_move SET next_attempt_at = UTC_TIMESTAMP(6), lease_until = NULL',
    );
    await bench.carryAll();
    expect(must(await read(signed.id)).items.nodes.map(({ state }) => state)).toEqual(['DECIDED']);
  });

  it('a draft in which nothing waits any more is not signed and takes no number', async () => {
    const [only = ''] = await several(1);
    const drafted = await draft([only]);
    const before = await bench.count('award_decision_counter');
    await bench.command(provinceChair, 'returnNomination', { ...openTask(await view(only)), reason: 'Bổ sung' });
    expect((await sign(drafted)).code).toBe('DECISION_HAS_NO_NOMINATION');
    expect(await bench.count('award_decision_counter')).toBe(before);
  });

  it('ten who sign ten decisions at once get ten numbers without a gap or a double', async () => {
    const drafts: DecisionView[] = [];
    for (const id of await several(10)) {
      drafts.push(await draft([id], { symbol: 'QĐ-MƯỜI' }));
    }
    const { data } = await bench.send(
      cadre,
      `{ awardDecisionNumbers(bodyUnitId: "${UNITS.ag.id}", year: ${year}) { lastNumber } }`,
    );
    const before = (data as unknown as { awardDecisionNumbers: { lastNumber: number } }).awardDecisionNumbers
      .lastNumber;
    const answers = await Promise.all(
      drafts.map((drafted, at) => sign(drafted, {}, at % 2 === 0 ? provinceChair : provinceViceChair)),
    );
    const numbers = answers.map(({ decision }) => Number(must(decision?.number).split('/')[0]));
    expect(numbers.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 10 }, (_, at) => before + 1 + at),
    );
    await bench.carryAll();
  });

  it('ten who sign one draft at once leave one number', async () => {
    const drafted = await draft(await several(2));
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => sign(drafted, {}, at % 2 === 0 ? provinceChair : provinceViceChair)),
    );
    expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
    expect(new Set(answers.flatMap(({ code }) => code ?? []))).toEqual(new Set(['DECISION_STATE']));
    await bench.carryAll();
    expect((await bench.trail(drafted.id)).filter(({ action }) => action === 'SIGN')).toHaveLength(1);
  });

  it('ten who draft over one nomination at once leave one decision that holds it', async () => {
    const [only = ''] = await several(1);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        bench.onDecision(cadre, 'draftAwardDecision', { bodyUnitId: UNITS.ag.id, ...TEXTS, nominationIds: [only] }),
      ),
    );
    expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual([
      'DONE',
      ...Array.from({ length: 9 }, () => 'NOMINATION_IN_ANOTHER_DECISION'),
    ]);
    const short = await bench.command(provinceChair, 'decideNomination', {
      ...openTask(await view(only)),
      decisionNumber: '900/QĐ-LĐLĐ',
      decidedOn: today,
    });
    expect(short.code).toBe('NOMINATION_IN_ANOTHER_DECISION');
    const { id, version } = must(answers.find(({ decision }) => decision)?.decision);
    const dropped = await bench.onDecision(cadre, 'discardAwardDecision', { decisionId: id, version, reason: 'Nhầm' });
    expect(dropped.decision?.state).toBe('DISCARDED');
    expect((await draft([only])).items.nodes).toHaveLength(1);
  });

  it('numbers written by hand are passed over, doubles refused, and the counter only goes up', async () => {
    const raise = async (lastNumber: number): Promise<string | null> => {
      const { data, errors } = await bench.send(
        provinceChair,
        `mutation ($input: RaiseAwardDecisionNumberInput!) { result: raiseAwardDecisionNumber(input: $input) {
           ... on RaiseAwardDecisionNumberSuccess { numbers { lastNumber history { nodes { action } } } }
           ... on CommandRefused { reasons { code } } } }`,
        { input: { commandId: newId(), bodyUnitId: UNITS.ag.id, year, lastNumber, reason: 'Đã cấp trên giấy' } },
      );
      expect(errors).toEqual([]);
      const result = data?.['result'] as unknown as { reasons?: { code: string }[] };
      return result.reasons?.[0]?.code ?? null;
    };
    expect(await raise(500)).toBeNull();
    expect(await raise(500)).toBe('DECISION_NUMBER_GOES_BACK');
    const [byHand = '', next = '', twice = ''] = await several(3);
    const written = await sign(await draft([byHand]), { number: ' 501/QĐ-LĐLĐ ' });
    expect(written.decision?.number).toBe('501/QĐ-LĐLĐ');
    expect((await sign(await draft([next]))).decision?.number).toBe('502/QĐ-LĐLĐ');
    const drafted = await draft([twice]);
    expect((await sign(drafted, { number: '502/QĐ-LĐLĐ' })).code).toBe('DECISION_NUMBER_TAKEN');
    expect((await sign(drafted, { number: ' ' })).code).toBe('BAD_USER_INPUT');
    expect((await sign(drafted, { decidedOn: addDays(today, 1) })).code).toBe('DECISION_DATE_OUT_OF_BOUNDS');
    expect((await sign(drafted, { decidedOn: addDays(today, -1) })).code).toBe('DECISION_DATE_OUT_OF_BOUNDS');
    expect((await sign({ ...drafted, version: 7 })).code).toBe('CONFLICT');
    expect((await sign(drafted)).decision?.number).toBe('503/QĐ-LĐLĐ');
    await bench.carryAll();
  });

  it('is signed only by who has had no hand in any of its nominations', async () => {
    const party: TestPerson = {
      id: newId(),
      mandates: [...person('VICE_CHAIR', UNITS.ag).mandates, ...person('CHAIR', UNITS.direct).mandates],
    };
    const own = await bench.submitted(party, chair, UNITS.direct);
    const appraised = must((await bench.command(cadre, 'passAppraisal', openTask(own))).nomination);
    const voted = must(
      (await bench.command(secretary, 'recordCouncilVote', { ...openTask(appraised), ...vote })).nomination,
    );
    const drafted = await draft([...(await several(1)), voted.id]);
    expect((await sign(drafted, {}, party)).error?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      rule: 'SEPARATION_OF_DUTIES',
    });
    const alsoSecretary: TestPerson = {
      id: newId(),
      mandates: [
        ...person('VICE_CHAIR', UNITS.ag).mandates,
        ...person('EMULATION_COUNCIL_SECRETARY', UNITS.ag).mandates,
      ],
    };
    expect((await sign(drafted, {}, alsoSecretary)).error?.extensions).toMatchObject({ rule: 'NOT_COUNCIL_SECRETARY' });
    expect((await sign(drafted, {}, cadre)).code).toBe('FORBIDDEN');
    expect((await sign(drafted, {}, stranger)).code).toBe('NOT_FOUND');
    expect((await sign(drafted)).code).toBeNull();
    await bench.carryAll();
  });

  it('refuses lists that cannot be, naming every row', async () => {
    const [good = ''] = await several(1);
    const onTheWay = await bench.submitted(chair, chair, UNITS.direct);
    const answer = await bench.onDecision(cadre, 'draftAwardDecision', {
      bodyUnitId: UNITS.ag.id,
      ...TEXTS,
      nominationIds: [good, onTheWay.id],
    });
    expect(answer.reasons).toMatchObject([{ code: 'NOMINATION_NOT_AT_DECISION', field: 'input.nominationIds.1' }]);
    const refused = async (input: object, caller = cadre): Promise<string | null> =>
      (
        await bench.onDecision(caller, 'draftAwardDecision', {
          bodyUnitId: UNITS.ag.id,
          ...TEXTS,
          nominationIds: [good],
          ...input,
        })
      ).code;
    expect(await refused({ nominationIds: [newId()] })).toBe('NOT_FOUND');
    expect(await refused({ nominationIds: [good, good] })).toBe('BAD_USER_INPUT');
    expect(await refused({ title: ' ' })).toBe('BAD_USER_INPUT');
    expect(await refused({ legalBases: [] })).toBe('BAD_USER_INPUT');
    expect(await refused({}, stranger)).toBe('FORBIDDEN');
    expect(await refused({ bodyUnitId: UNITS.other.id }, stranger)).toBe('NOT_FOUND');
    expect(await bench.count('award_decision_item', 'nomination_id = ?', [good])).toBe(0);
  });

  it('a draft is seen by its body alone, a signed decision also by those whose nomination it holds', async () => {
    const nominationIds = await several(1);
    const drafted = await draft(nominationIds);
    expect(await read(drafted.id, chair)).toBeNull();
    expect(await read(drafted.id, cadre)).not.toBeNull();
    await sign(drafted);
    await bench.carryAll();
    expect((await read(drafted.id, chair))?.items.nodes).toHaveLength(1);
    expect(await read(drafted.id, otherUnion)).toBeNull();
    expect(await read(drafted.id, stranger)).toBeNull();
    const { data } = await bench.send(chair, '{ awardDecisions(first: 200) { nodes { id } } }');
    const seen = (data as unknown as { awardDecisions: { nodes: { id: string }[] } }).awardDecisions.nodes;
    expect(seen.map(({ id }) => id)).toContain(drafted.id);
  });

  it('goes on where a process ended after a nomination was moved, or before, and moves none twice', async () => {
    const nominationIds = await several(3);
    const signed = must((await sign(await draft(nominationIds))).decision);
    const [move] = await bench.dataSource.manager.findBy(AwardDecisionMove, { decisionId: signed.id });
    // The process died between the nomination's commit and the mark on the row.
    await moveNomination(bench.decisions, bench.checks, must(move));
    expect(await bench.count('award_decision_move', "decision_id = ? AND state = 'WAITING'", [signed.id])).toBe(3);
    await bench.carryAll();
    expect((await read(signed.id))?.progress).toEqual([{ act: 'DECIDE', total: 3, waiting: 0, done: 3, refused: 0 }]);
    for (const id of nominationIds) {
      expect((await bench.trail(id)).filter(({ action }) => action === 'DECIDE')).toHaveLength(1);
      expect(await stateOf(id)).toBe('DECIDED');
    }
  });

  describe('publication and handing over', () => {
    const publish = (decision: DecisionView, more: object = {}, caller = cadre): Promise<DecisionAnswer> =>
      bench.onDecision(caller, 'publishAwardDecision', {
        decisionId: decision.id,
        version: decision.version,
        publishedOn: today,
        place: 'Cổng thông tin điện tử',
        ...more,
      });
    const handOver = (decision: DecisionView, more: object = {}, caller = cadre): Promise<DecisionAnswer> =>
      bench.onDecision(caller, 'recordAwardHandover', {
        decisionId: decision.id,
        version: decision.version,
        heldOn: today,
        place: 'Hội trường',
        handedOverBy: 'Chủ tịch LĐLĐ tỉnh',
        ...more,
      });
    const decided = async (count: number): Promise<DecisionView> => {
      const signed = must((await sign(await draft(await several(count)))).decision);
      await bench.carryAll();
      return must(await read(signed.id));
    };
    const registered = (nominationId: string): Promise<number> =>
      bench.count('received_award', "nomination_id = ? AND status = 'VALID'", [nominationId]);

    it('enters each nominee in the registry once, and marks each row with its own publication and ceremony', async () => {
      const decision = await decided(3);
      const ids = decision.items.nodes.map(({ nomination }) => must(nomination).id);
      const [first = '', second = '', third = ''] = ids;
      const early = must((await publish(decision, { nominationIds: [first] })).decision);
      expect(early.state).toBe('PUBLISHED');
      expect((await publish(early)).code).toBe('DECISION_STILL_MOVING');
      await bench.carryAll();
      expect([await stateOf(first), await stateOf(second)]).toEqual(['PUBLISHED', 'DECIDED']);
      const late = must((await publish(early)).decision);
      await bench.carryAll();
      expect(await Promise.all(ids.map(registered))).toEqual([1, 1, 1]);
      expect((await publish(late)).code).toBe('DECISION_HAS_NO_NOMINATION');
      const ceremony = must((await handOver(late, { nominationIds: [third], note: 'Nhận thay' })).decision);
      await bench.carryAll();
      await handOver(ceremony);
      await bench.carryAll();
      expect(await Promise.all(ids.map(stateOf))).toEqual(['AWARDED', 'AWARDED', 'AWARDED']);
      expect((await bench.trail(first)).map(({ action }) => action).slice(-4)).toEqual([
        'DECIDE',
        'ROUTED',
        'PUBLISH',
        'HAND_OVER',
      ]);
      const { data, errors } = await bench.send(
        chair,
        `{ awardDecision(id: "${decision.id}") { publications { id publishedOn place } handovers { id heldOn note }
           items { nodes { state publication { id } handover { note } } } } }`,
      );
      expect(errors).toEqual([]);
      const shown = data?.['awardDecision'] as unknown as {
        publications: unknown[];
        handovers: unknown[];
        items: { nodes: { publication: { id: string }; handover: { note: string | null } }[] };
      };
      expect([shown.publications.length, shown.handovers.length]).toEqual([2, 2]);
      expect(shown.items.nodes.map(({ handover }) => handover.note)).toEqual([null, null, 'Nhận thay']);
      expect(new Set(shown.items.nodes.map(({ publication }) => publication.id)).size).toBe(2);
    });

    it('is refused before its time, to others, on days that cannot be and for rows that are not there', async () => {
      const drafted = await draft(await several(1));
      expect((await publish(drafted)).code).toBe('DECISION_STATE');
      const decision = await decided(1);
      expect((await handOver(decision)).code).toBe('DECISION_STATE');
      expect((await publish(decision, { publishedOn: addDays(today, 1) })).code).toBe('CEREMONY_DATE_OUT_OF_BOUNDS');
      expect((await publish(decision, { publishedOn: addDays(today, -1) })).code).toBe('CEREMONY_DATE_OUT_OF_BOUNDS');
      expect((await publish(decision, { nominationIds: [newId()] })).code).toBe('NOMINATION_NOT_READY');
      expect((await publish(decision, { place: ' ' })).code).toBe('BAD_USER_INPUT');
      expect((await publish(decision, {}, chair)).code).toBe('FORBIDDEN');
      expect((await publish(decision, {}, stranger)).code).toBe('NOT_FOUND');
      const answers = await Promise.all([publish(decision), publish(decision, {}, provinceChair)]);
      expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['CONFLICT', 'DONE']);
      await bench.carryAll();
    });

    it('a publication that overtakes the workflow’s own answer waits for it', async () => {
      const drafted = await draft(await several(1));
      bench.engine.down = true;
      const signed = must((await sign(drafted)).decision);
      while ((await bench.carrier.carryBatch()) > 0) {
        // the nomination is decided, and its workflow has not heard of it
      }
      const nominationId = must(signed.items.nodes[0]?.nomination).id;
      const published = must((await publish(must(await read(signed.id)))).decision);
      await bench.carrier.carryBatch();
      expect([published.state, await stateOf(nominationId)]).toEqual(['PUBLISHED', 'RECOMMENDED']);
      bench.engine.down = false;
      await bench.dataSource.query('UPDATE outbox SET next_attempt_at = UTC_TIMESTAMP(6) WHERE done_at IS NULL');
      await bench.dataSource.query('UPDATE award_decision_move SET next_attempt_at = UTC_TIMESTAMP(6)');
      await bench.relay.deliverBatch();
      await bench.carryAll();
      expect(await stateOf(nominationId)).toBe('PUBLISHED');
    });
  });

  it('lists cost the same number of statements whatever their length', async () => {
    const query = `{ awardDecisions(first: 3) { nodes { id items(first: 5) { nodes { ordinal state nomination { id } } }
      progress { act total } } } }`;
    const few = await fewestStatements(() => bench.send(provinceChair, query));
    const many = await fewestStatements(() => bench.send(provinceChair, query.replace('first: 3', 'first: 20')));
    expect(few.errors).toEqual([]);
    expect(many.statements).toBe(few.statements);
  });
});
