import { newId, seededId } from '@thidua/contracts/ids';
import {
  AwardsBench,
  must,
  type NominationView,
  openTask,
  person,
  type TestPerson,
  UNITS,
} from '../testing/awards-bench';

interface Fact {
  readonly kind: string;
  readonly id: string | null;
  readonly vi: string;
}
interface Result {
  readonly kind: string;
  readonly code: string;
  readonly outcome: string;
  readonly vi: string;
  readonly cure: { readonly vi: string } | null;
  readonly overridePositions: readonly string[];
  readonly overrideId: string | null;
  readonly facts: readonly Fact[];
}
interface Run {
  readonly occasion: string;
  readonly outcome: string;
  readonly stage: string | null;
  readonly results: readonly Result[];
}

const RUN = `occasion outcome stage revision number auditSequence ruleSetId results {
  kind code outcome vi en document article sourceStatus overridePositions overrideId cure { vi en } facts { kind id vi } }`;
const TYPE = seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE');
const REPORT =
  'Năm 2025, đồng chí đã cải tiến khuôn ép nhựa tại phân xưởng hai, giảm tỷ lệ phế phẩm từ bảy phần trăm xuống hai phần trăm, làm lợi cho công ty một trăm hai mươi triệu đồng; được Hội đồng sáng kiến cấp cơ sở công nhận và nhân rộng.';

const chair = person('CHAIR', UNITS.direct);
const neighbour = person('CHAIR', UNITS.lxSchool);
const cadre = person('FULL_TIME_CADRE', UNITS.ag);
const secretary = person('EMULATION_COUNCIL_SECRETARY', UNITS.ag);
const provinceChair = person('CHAIR', UNITS.ag);
const provinceViceChair = person('VICE_CHAIR', UNITS.ag);
const otherProvince = person('CHAIR', UNITS.other);
const vote = { councilMembers: 9, yes: 9, no: 0, abstain: 0 };

describe('checks of nominations', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('checks');
  });
  afterAll(() => bench.stop());
  beforeEach(async () => {
    await bench.dataSource.query("DELETE FROM award_rule WHERE provenance = 'DEMONSTRATION'");
    await bench.dataSource.query("DELETE FROM award_quota WHERE provenance = 'DEMONSTRATION'");
  });

  const rule = (code: string, predicate: object, more: { effect?: string; position?: string | null } = {}) =>
    bench.dataSource.query(
      `INSERT INTO award_rule (id, award_type_id, code, name, recipients, effect, override_position, predicate, version,
                               valid_from, valid_until, document, article, source_status, provenance)
       VALUES (?, ?, ?, 'Điều kiện minh họa', 'BOTH', ?, ?, ?, 1, '2020-01-01', '9999-12-31', 'Văn bản minh họa',
               'Điều 1', 'DESIGN_DEFAULT', 'DEMONSTRATION')`,
      [newId(), TYPE, code, more.effect ?? 'BLOCK', more.position ?? null, JSON.stringify(predicate)],
    );
  const quota = (code: string, scope: string, amount: number) =>
    bench.dataSource.query(
      `INSERT INTO award_quota (id, award_type_id, code, recipients, scope, period, measure, amount, version, valid_from,
                                valid_until, override_position, source_status, provenance)
       VALUES (?, ?, ?, 'BOTH', ?, 'YEAR', 'ABSOLUTE', ?, 1, '2020-01-01', '9999-12-31', 'CHAIR', 'DESIGN_DEFAULT',
               'DEMONSTRATION')`,
      [newId(), TYPE, code, scope, amount],
    );
  const TITLE = { predicate: 'CONSECUTIVE_TITLES', award: { codes: ['CSTDCS'] }, years: 1 };
  const tried = async (caller: TestPerson, nominationId: string): Promise<Run> => {
    const answer = await bench.send(caller, `query ($id: ID!) { run: checkNomination(nominationId: $id) { ${RUN} } }`, {
      id: nominationId,
    });
    return must(answer.data as unknown as { run: Run } | null).run;
  };
  const kept = async (caller: TestPerson, nominationId: string): Promise<Run[]> => {
    const answer = await bench.send(caller, `query ($id: ID!) { nomination(id: $id) { checks { ${RUN} } } }`, {
      id: nominationId,
    });
    return must(answer.data as unknown as { nomination: { checks: Run[] } } | null).nomination.checks;
  };
  const found = (run: Run, code: string): Result => must(run.results.find((result) => result.code === code));
  const override = (caller: TestPerson, input: object) =>
    bench.send(
      caller,
      `mutation ($input: OverrideCheckInput!) { result: overrideCheck(input: $input) { __typename
         ... on OverrideCheckSuccess { override { id code reason position overriddenBy { id } body { id } } }
         ... on CommandRefused { reasons { code } } } }`,
      { input: { commandId: newId(), reason: 'Trường hợp đặc biệt', ...input } },
    );
  const codeOf = (answer: Awaited<ReturnType<typeof override>>): string =>
    answer.errors[0]?.extensions.code ??
    (answer.data as unknown as { result: { reasons?: { code: string }[] } }).result.reasons?.[0]?.code ??
    'DONE';
  const submit = (nominationId: string) => bench.command(chair, 'submitNomination', { nominationId });
  const award = (memberId: string, code: string, year: number, more: { unit?: string; typeId?: string } = {}) =>
    bench.dataSource.query(
      `INSERT INTO received_award (id, award_type_id, award_code, name, form, issuer_level, track, basis,
         recipient_member_id, home_unit_id, merit_year, decision_number, decided_on, external_body, status, provenance,
         recorded_at)
       VALUES (?, ?, ?, ?, 'EMULATION_TITLE', 'GRASSROOTS_UNION', 'REGULAR', 'MERIT', ?, ?, ?, '1/QĐ', '2025-01-01',
               'Cơ quan', 'VALID', 'STATED', UTC_TIMESTAMP(6))`,
      [newId(), more.typeId ?? null, code, code, memberId, more.unit ?? UNITS.direct.id, year],
    );
  const thisYear = new Date().getFullYear();

  it('are tried on a draft at any time, with rule, facts and cure, and write nothing', async () => {
    await rule('TITLE', TITLE);
    const nomineeMemberId = newId();
    const draft = await bench.draft(chair, UNITS.direct, { nomineeMemberId });
    const before = await tried(chair, draft.id);
    expect(before).toMatchObject({ occasion: 'DRY_RUN', outcome: 'BLOCK' });
    expect(found(before, 'TITLE')).toMatchObject({
      kind: 'ELIGIBILITY',
      outcome: 'BLOCK',
      document: 'Văn bản minh họa',
      article: 'Điều 1',
      sourceStatus: 'DESIGN_DEFAULT',
      vi: `Cần CSTDCS 1 năm liên tục (${thisYear}); thiếu năm ${thisYear}.`,
    });
    expect(found(before, 'TITLE').cure?.vi).toContain('ghi quyết định');
    await award(nomineeMemberId, 'CSTDCS', thisYear);
    const after = await tried(chair, draft.id);
    expect(found(after, 'TITLE')).toMatchObject({ outcome: 'PASS', cure: null });
    expect(found(after, 'TITLE').facts).toMatchObject([{ kind: 'RECEIVED_AWARD', id: expect.any(String) }]);
    expect(await bench.count('nomination_check', 'nomination_id = ?', [draft.id])).toBe(0);
    expect((await bench.trail(draft.id)).map(({ action }) => action)).toEqual(['DRAFT']);
  });

  it('refuse a submission with every reason, and leave nothing behind', async () => {
    await rule('TITLE', TITLE);
    const nomineeMemberId = newId();
    bench.owners.persons.set(nomineeMemberId, {
      holds: [
        {
          source: { service: 'membership', kind: 'HOLD', id: newId() },
          kind: 'INSPECTION',
          from: '2020-01-01',
          until: null,
          document: 'QĐ thanh tra',
        },
      ],
    });
    const draft = await bench.draft(chair, UNITS.direct, { nomineeMemberId });
    const answer = await submit(draft.id);
    expect(answer.reasons?.map(({ code }) => code)).toEqual(['CHECK_ELIGIBILITY_TITLE', 'CHECK_HOLD_HOLD']);
    expect(answer.reasons?.[0]?.vi).toContain('Căn cứ: Điều 1, Văn bản minh họa.');
    for (const table of ['nomination_check', 'nomination_stage', 'nomination_fingerprint']) {
      expect(await bench.count(table, 'nomination_id = ?', [draft.id])).toBe(0);
    }
    bench.owners.persons.delete(nomineeMemberId);
    await award(nomineeMemberId, 'CSTDCS', thisYear);
    expect((await submit(draft.id)).code).toBeNull();
  });

  it('run at submission and at every stage by the rules that the nomination carries', async () => {
    const draft = await bench.draft(chair, UNITS.direct);
    const submitted = must((await submit(draft.id)).nomination);
    // A rule of later does not touch it.
    await rule('TITLE', TITLE);
    const passed = must((await bench.command(cadre, 'passAppraisal', openTask(submitted))).nomination);
    const voted = must(
      (await bench.command(secretary, 'recordCouncilVote', { ...openTask(passed), ...vote })).nomination,
    );
    const decided = await bench.command(provinceChair, 'decideNomination', {
      ...openTask(voted),
      decisionNumber: `${newId().slice(-8)}/QĐ`,
      decidedOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date()),
    });
    expect(decided.code).toBeNull();
    const runs = await kept(chair, draft.id);
    expect(runs.map(({ occasion, stage }) => [occasion, stage])).toEqual([
      ['SUBMISSION', null],
      ['STAGE', 'PROVINCIAL_APPRAISAL'],
      ['STAGE', 'COUNCIL'],
      ['STAGE', 'DECISION'],
    ]);
    expect(runs.flatMap(({ results }) => results.filter(({ code }) => code === 'TITLE'))).toEqual([]);
    const trail = await bench.dataSource.query<{ sequence: number; entry: string }[]>(
      `SELECT sequence, entry FROM ${bench.database.auditDatabase}.audit_entry WHERE subject_id = ? ORDER BY sequence`,
      [draft.id],
    );
    const noted = trail.flatMap(({ sequence, entry }) => {
      const { after } = JSON.parse(entry) as { after: { checks?: { number: number } } };
      return after.checks ? [[after.checks.number, sequence]] : [];
    });
    expect(noted).toEqual(
      (runs as unknown as { number: number; auditSequence: number }[]).map(({ number, auditSequence }) => [
        number,
        auditSequence,
      ]),
    );
  });

  it('stop a stage when the nominee has come under discipline meanwhile, and let it pass once that is over', async () => {
    const nomineeMemberId = newId();
    const submitted = await bench.submitted(chair, chair, UNITS.direct, { nomineeMemberId });
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
    expect((await bench.command(cadre, 'passAppraisal', openTask(submitted))).code).toBe('CHECK_HOLD_HOLD');
    bench.owners.persons.delete(nomineeMemberId);
    expect((await bench.command(cadre, 'passAppraisal', openTask(submitted))).code).toBeNull();
  });

  it('ask to come again when an owner of facts is silent, and a repeat of what was done gets its answer', async () => {
    const draft = await bench.draft(chair, UNITS.direct);
    const input = { commandId: newId(), nominationId: draft.id };
    bench.owners.delay = 2500;
    expect((await bench.command(chair, 'submitNomination', input)).code).toBe('RETRY_LATER');
    bench.owners.delay = 0;
    expect((await bench.command(chair, 'submitNomination', input)).code).toBeNull();
    bench.owners.delay = 2500;
    expect((await bench.command(chair, 'submitNomination', input)).code).toBeNull();
    bench.owners.delay = 0;
  });

  describe('overrides', () => {
    let blocked: NominationView;
    beforeEach(async () => {
      await rule('TITLE', TITLE, { position: 'CHAIR' });
      await rule('NEVER', { predicate: 'NOT', of: { predicate: 'LOWER_AWARD_NOT_REQUIRED' } });
      blocked = await bench.draft(chair, UNITS.direct);
    });

    it.each<[string, TestPerson, object, string]>([
      ['a check that does not block', provinceChair, { kind: 'HOLD', code: 'HOLD' }, 'CHECK_DOES_NOT_BLOCK'],
      ['a check nobody knows', provinceChair, { kind: 'QUOTA', code: 'TITLE' }, 'CHECK_DOES_NOT_BLOCK'],
      ['a rule that lets nobody', provinceChair, { kind: 'ELIGIBILITY', code: 'NEVER' }, 'CHECK_CANNOT_BE_OVERRIDDEN'],
      ['another position than the rule’s', provinceViceChair, {}, 'OVERRIDE_NEEDS_POSITION'],
      ['the nominating unit’s own chair', chair, {}, 'FORBIDDEN'],
      ['somebody who does not even see it', otherProvince, {}, 'NOT_FOUND'],
      ['a reason of blanks', provinceChair, { reason: '  ' }, 'BAD_USER_INPUT'],
    ])('refuse %s', async (_name, caller, more, expected) => {
      const input = { nominationId: blocked.id, kind: 'ELIGIBILITY', code: 'TITLE', ...more };
      expect(codeOf(await override(caller, input))).toBe(expected);
      expect(await bench.count('check_override', 'nomination_id = ?', [blocked.id])).toBe(0);
    });

    it('let it pass, once, and show for ever after in its checks and its history', async () => {
      await bench.dataSource.query("DELETE FROM award_rule WHERE code = 'NEVER'");
      const input = { nominationId: blocked.id, kind: 'ELIGIBILITY', code: 'TITLE', commandId: newId() };
      const done = await override(provinceChair, input);
      expect(done.data).toMatchObject({
        result: {
          override: {
            code: 'TITLE',
            reason: 'Trường hợp đặc biệt',
            position: 'CHAIR',
            overriddenBy: { id: provinceChair.id },
            body: { id: UNITS.ag.id },
          },
        },
      });
      expect((await override(provinceChair, input)).data).toEqual(done.data);
      expect(codeOf(await override(provinceChair, { ...input, reason: 'Khác' }))).toBe('CONFLICT');
      expect(codeOf(await override(provinceChair, { ...input, commandId: newId() }))).toBe('CHECK_ALREADY_OVERRIDDEN');
      expect((await submit(blocked.id)).code).toBeNull();
      const [run] = await kept(chair, blocked.id);
      expect(run?.outcome).toBe('WARN');
      expect(found(must(run), 'TITLE')).toMatchObject({ outcome: 'BLOCK', overrideId: expect.any(String) });
      expect((await bench.trail(blocked.id)).find(({ action }) => action === 'OVERRIDE_CHECK')?.reason).toBe(
        'Trường hợp đặc biệt',
      );
    });

    it('are given once, whoever gives them at the same instant', async () => {
      const input = { nominationId: blocked.id, kind: 'ELIGIBILITY', code: 'TITLE' };
      const other = person('CHAIR', UNITS.ag);
      const codes = await Promise.all([override(provinceChair, input), override(other, input)]);
      expect(codes.map(codeOf).sort()).toEqual(['CHECK_ALREADY_OVERRIDDEN', 'DONE']);
    });
  });

  describe('quotas', () => {
    it('show what is used and left, and give the last place to one of two who submit at the same instant', async () => {
      await quota('TWO', 'PROVINCE', 2);
      const [first, second, third] = [
        await bench.draft(chair, UNITS.direct),
        await bench.draft(chair, UNITS.direct),
        await bench.draft(chair, UNITS.direct),
      ];
      expect((await submit(first.id)).code).toBeNull();
      expect(found(await tried(chair, second.id), 'TWO').vi).toContain('chỉ tiêu 2, đã dùng 1, còn 1');
      const codes = await Promise.all([submit(second.id), submit(third.id)]);
      expect(codes.map(({ code }) => code ?? 'DONE').sort()).toEqual(['CHECK_QUOTA_TWO', 'DONE']);
      // The one that took the place is not stopped by it at its stages, and one that is rejected frees it.
      const [taken, left] = codes[0]?.code ? [codes[1], second] : [codes[0], third];
      const task = openTask(must(taken?.nomination));
      expect((await bench.command(cadre, 'rejectNomination', { ...task, reason: 'Không đạt' })).code).toBeNull();
      expect((await submit(left.id)).code).toBeNull();
    });

    it('are exceeded by the signatory alone, with a reason', async () => {
      await quota('NONE', 'ISSUER', 0);
      const draft = await bench.draft(chair, UNITS.direct);
      expect((await submit(draft.id)).code).toBe('CHECK_QUOTA_NONE');
      expect(codeOf(await override(provinceChair, { nominationId: draft.id, kind: 'QUOTA', code: 'NONE' }))).toBe(
        'DONE',
      );
      expect((await submit(draft.id)).code).toBeNull();
    });

    it('take from nobody the place that they have when somebody else was let in over them', async () => {
      await quota('ONE', 'PROVINCE', 1);
      const [first, over] = [await bench.draft(chair, UNITS.direct), await bench.draft(chair, UNITS.direct)];
      const submitted = must((await submit(first.id)).nomination);
      await override(provinceChair, { nominationId: over.id, kind: 'QUOTA', code: 'ONE' });
      expect((await submit(over.id)).code).toBeNull();
      expect(found(await tried(chair, first.id), 'ONE')).toMatchObject({
        outcome: 'PASS',
        vi: expect.stringContaining('còn 0. Hồ sơ này đã có chỗ'),
      });
      expect((await bench.command(cadre, 'passAppraisal', openTask(submitted))).code).toBeNull();
      // What was let in over it shows so for ever after.
      expect(found(await tried(chair, over.id), 'ONE')).toMatchObject({ outcome: 'BLOCK' });
      const third = await bench.draft(chair, UNITS.direct);
      expect((await submit(third.id)).code).toBe('CHECK_QUOTA_ONE');
    });

    it('are told and not counted here when they hold for each theme', async () => {
      await quota('THEME', 'PROVINCE', 0);
      await bench.dataSource.query("UPDATE award_quota SET period = 'THEME_AND_YEAR' WHERE code = 'THEME'");
      const draft = await bench.draft(chair, UNITS.direct);
      expect(found(await tried(chair, draft.id), 'THEME')).toMatchObject({ outcome: 'WARN' });
      expect((await submit(draft.id)).code).toBeNull();
    });

    it('do not apply where no unit of their level stands above', async () => {
      await quota('UPPER', 'IMMEDIATE_UPPER_UNION', 0);
      const draft = await bench.draft(chair, UNITS.direct);
      expect(found(await tried(chair, draft.id), 'UPPER')).toMatchObject({ outcome: 'PASS' });
    });
  });

  describe('duplicates', () => {
    it('warn of what is nominated, and block what was awarded', async () => {
      const nomineeMemberId = newId();
      await bench.submitted(chair, chair, UNITS.direct, { nomineeMemberId });
      const again = await bench.draft(chair, UNITS.direct, { nomineeMemberId });
      expect(found(await tried(chair, again.id), 'SAME_AWARD_AND_YEAR')).toMatchObject({ outcome: 'WARN' });
      await award(nomineeMemberId, 'PROVINCIAL_MERIT_CERTIFICATE', thisYear, { typeId: TYPE });
      expect((await submit(again.id)).code).toBe('CHECK_DUPLICATE_SAME_AWARD_AND_YEAR');
      const nextYear = await bench.draft(chair, UNITS.direct, { nomineeMemberId, meritYear: thisYear - 1 });
      expect(found(await tried(chair, nextYear.id), 'SAME_AWARD_AND_YEAR')).toMatchObject({ outcome: 'PASS' });
    });

    it('tell of the same achievement by what reports say, with the likeness and the threshold', async () => {
      const first = await bench.submitted(chair, chair, UNITS.direct, { achievement: REPORT });
      const copied = await bench.draft(chair, UNITS.direct, {
        achievement: REPORT.replace('Năm 2025', 'Trong năm').normalize('NFD'),
      });
      const result = found(await tried(chair, copied.id), 'SIMILAR_ACHIEVEMENT');
      expect(result.outcome).toBe('WARN');
      expect(result.vi).toMatch(/^Báo cáo giống (8|9)\d % với 1 hồ sơ khác \(ngưỡng 70 %\)\.$/);
      expect(result.facts).toMatchObject([{ kind: 'NOMINATION', id: first.id }]);
      const other = await bench.draft(chair, UNITS.direct, {
        achievement: `${REPORT} `.split(' ').reverse().join(' '),
      });
      expect(found(await tried(chair, other.id), 'SIMILAR_ACHIEVEMENT').outcome).toBe('PASS');
    });

    it('of another province tell only which body holds it', async () => {
      const achievement = REPORT.replaceAll('khuôn ép nhựa', 'lò sấy gạo');
      const elsewhere = await bench.submitted(neighbour, neighbour, UNITS.lxSchool, { achievement });
      const here = await bench.submitted(chair, chair, UNITS.direct, { achievement });
      const seenBy = async (caller: TestPerson): Promise<Fact | undefined> =>
        found(await tried(caller, here.id), 'SIMILAR_ACHIEVEMENT').facts[0];
      expect(await seenBy(provinceChair)).toMatchObject({ id: elsewhere.id });
      const hidden = await seenBy(chair);
      expect(hidden).toEqual({ kind: 'NOMINATION', id: null, vi: 'Do ag quản lý' });
      const [keptRun] = await kept(chair, here.id);
      expect(found(must(keptRun), 'SIMILAR_ACHIEVEMENT').facts[0]).toEqual(hidden);
    });

    it('are found by their indexes, however many nominations there are', async () => {
      await bench.dataSource.query(
        `INSERT INTO nomination (id, award_type_id, nominating_unit_id, nominee_member_id, merit_year, achievement, state,
                                 drafted_by, drafted_at)
         SELECT UUID(), ?, ?, UUID(), 2025, ?, 'UNDER_APPRAISAL', UUID(), UTC_TIMESTAMP(6) FROM seq_1_to_5000`,
        [TYPE, UNITS.otherSchool.id, REPORT],
      );
      // The worst there can be: thousands with the very same report.
      await bench.dataSource.query(
        `INSERT INTO nomination_fingerprint (band, hash, nomination_id)
         SELECT f.band, f.hash, n.id FROM nomination n
           JOIN (SELECT band, hash FROM nomination_fingerprint WHERE nomination_id =
                  (SELECT nomination_id FROM nomination_fingerprint LIMIT 1)) f
          WHERE n.state = 'UNDER_APPRAISAL' AND n.nominating_unit_id = ?`,
        [UNITS.otherSchool.id],
      );
      await bench.dataSource.query('ANALYZE TABLE nomination, nomination_fingerprint, received_award, quota_place');
      await quota('BOUNDED', 'PROVINCE', 9);
      const draft = await bench.draft(chair, UNITS.direct, { achievement: REPORT });
      const asked = jest.spyOn(bench.dataSource, 'query');
      await tried(chair, draft.id);
      const statements = asked.mock.calls.filter(
        ([sql]) => /nomination|received_award|quota_place/u.test(sql) && /^\(?\s*SELECT/u.test(sql),
      );
      asked.mockRestore();
      expect(statements.length).toBeGreaterThanOrEqual(3);
      for (const [sql, parameters] of statements) {
        // What is read is what counts: the optimiser's own guess knows no LIMIT.
        const plan = await bench.dataSource.query<
          { table: string | null; type: string | null; r_rows: string | null }[]
        >(`ANALYZE ${sql}`, parameters as unknown[]);
        const tables = plan.filter(({ table }) => table !== null && !table.startsWith('<'));
        expect([sql.slice(0, 80), tables.filter(({ type }) => type === 'ALL')]).toEqual([sql.slice(0, 80), []]);
        const read = tables.reduce((sum, row) => sum + Number(row.r_rows ?? 0), 0);
        expect([sql.slice(0, 80), read < 500]).toEqual([sql.slice(0, 80), true]);
      }
    });

    it('cost the same number of statements however many candidates there are', async () => {
      const alone = await bench.draft(chair, UNITS.direct, { achievement: 'x '.repeat(30) });
      const crowded = await bench.draft(chair, UNITS.direct, { achievement: REPORT });
      const cost = async (id: string): Promise<number> =>
        (await bench.send(chair, 'query ($id: ID!) { checkNomination(nominationId: $id) { outcome } }', { id }))
          .statements;
      // The names of the bodies that hold the candidates are two statements more.
      expect(await cost(crowded.id)).toBeLessThanOrEqual((await cost(alone.id)) + 2);
      expect(await cost(crowded.id)).toBeLessThanOrEqual(20);
    });
  });
});
