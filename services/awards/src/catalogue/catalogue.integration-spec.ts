import { newId, seededId } from '@thidua/contracts/ids';
import { fewestStatements } from '@thidua/testkit';
import { AwardRecipients, SourceStatus } from '../award-type/award-type.enum';
import { Nomination } from '../nomination/nomination.entity';
import { AwardsBench, person, UNITS } from '../testing/awards-bench';
import { CatalogueRowKind, PaidRecipient, Rounding, RuleEffect } from './catalogue.enum';
import { countTouched } from './catalogue-preview';
import { CatalogueService } from './catalogue.service';
import { rulesOfSet, rulesOn } from './eligibility-rules';

const AWARD = seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE');
const CONFEDERATION = seededId('award-type', 'CONFEDERATION_MERIT_CERTIFICATE');

describe('the dated catalogue in its database', () => {
  const directChair = person('CHAIR', UNITS.direct);
  const confederationChair = person('CHAIR', UNITS.tld);
  let bench: AwardsBench;
  let service: CatalogueService;

  beforeAll(async () => {
    bench = await AwardsBench.start('catalogue');
    service = new CatalogueService(bench.dataSource, bench.decisions);
  });
  afterAll(() => bench.stop());

  const SEED = { kind: 'system', name: 'test' } as const;
  const rule = (code: string, validFrom: string, more: object = {}) => ({
    commandId: newId(),
    awardTypeId: AWARD,
    code,
    name: 'Không bị kỷ luật',
    englishName: 'Free of discipline',
    recipients: AwardRecipients.Both,
    effect: RuleEffect.Block,
    overridePosition: null,
    overrideLevel: null,
    predicate: { predicate: 'DISCIPLINE_FREE', years: 1 },
    validFrom,
    validUntil: null,
    document: 'Văn bản minh họa',
    article: null,
    sourceStatus: SourceStatus.DesignDefault,
    ...more,
  });

  it('lets no two rows of one code hold on the same day, whoever writes them', async () => {
    const { answer } = await service.setRule(SEED, rule('ALONE', '2020-01-01'));
    await expect(
      bench.dataSource.query(
        `INSERT INTO award_rule SELECT UUID(), award_type_id, code, name, english_name, recipients, effect,
                override_position, override_level, predicate, 2, '2021-01-01', valid_until, document, article,
                source_status, provenance FROM award_rule WHERE id = ?`,
        [answer.rowId],
      ),
    ).rejects.toThrow(/Duplicate entry/);
  });

  it('gives rules as they are evaluated, on the days around a change, to those whom they are for', async () => {
    const on = async (day: string, nominee: AwardRecipients.Individual | AwardRecipients.Collective) =>
      (await rulesOn(bench.dataSource.manager, CONFEDERATION, day, nominee)).map(({ code, severity, sourceStatus }) => [
        code,
        severity,
        sourceStatus,
      ]);
    expect(await on('2024-05-28', AwardRecipients.Individual)).toEqual([
      ['COMPREHENSIVE_XOR_THEMATIC', 'BLOCK', 'VERIFIED'],
      ['INDIVIDUAL_MERIT', 'BLOCK', 'VERIFIED'],
    ]);
    expect(await on('2024-05-29', AwardRecipients.Individual)).toEqual([
      ['COMPREHENSIVE_XOR_THEMATIC', 'WARN', 'DESIGN_DEFAULT'],
      ['INDIVIDUAL_MERIT', 'WARN', 'DESIGN_DEFAULT'],
    ]);
    expect(await on('2024-05-28', AwardRecipients.Collective)).toEqual([
      ['COMPREHENSIVE_XOR_THEMATIC', 'BLOCK', 'VERIFIED'],
    ]);
    expect(await on('2018-12-31', AwardRecipients.Individual)).toEqual([]);
  });

  it('keeps one set for all nominations submitted under the same rows, and another once a row is replaced', async () => {
    const setOf = async (): Promise<string> => {
      const { id } = await bench.submitted(directChair, directChair, UNITS.direct);
      const { ruleSetId } = await bench.dataSource.manager.findOneByOrFail(Nomination, { id });
      return ruleSetId ?? '';
    };
    const [first, second] = [await setOf(), await setOf()];
    expect(second).toBe(first);
    const { answer } = await service.setRule(SEED, rule('ADDED', '2021-01-01'));
    const third = await setOf();
    expect(third).not.toBe(first);
    const codes = async (ruleSetId: string): Promise<string[]> =>
      (await rulesOfSet(bench.dataSource.manager, ruleSetId, AwardRecipients.Individual)).map(({ id }) => id);
    expect(await codes(third)).toContain(answer.rowId);
    expect(await codes(first)).not.toContain(answer.rowId);
  });

  it('counts what a change would touch over an index alone', async () => {
    const change = { kind: CatalogueRowKind.Rule, awardTypeId: AWARD };
    const before = await countTouched(bench.dataSource, change);
    await bench.draft(directChair, UNITS.direct);
    expect(await countTouched(bench.dataSource, change)).toEqual({ ...before, touched: before.touched + 1 });
    const [plan] = await bench.dataSource.query<{ key: string; Extra: string }[]>(
      `EXPLAIN SELECT n.state = 'DRAFT' AS draft, COUNT(*) FROM nomination n
        WHERE n.award_type_id = ? AND n.closed_at IS NULL GROUP BY draft`,
      [AWARD],
    );
    expect(plan?.key).toBe('nomination_award_type_open');
    expect(plan?.Extra).toContain('Using index');
  });

  it('costs as many statements for the whole catalogue as for one award of it', async () => {
    const read = (which: string) =>
      fewestStatements(() =>
        bench.send(
          directChair,
          `{ awardTypes(${which}, asOf: "2025-08-01") { nodes {
             code route(asOf: "2025-08-01") { stages { stage papers { paper } } }
             rules(asOf: "2025-08-01") { code } quotas(asOf: "2025-08-01") { code } multiples { multiple } } } }`,
        ),
      );
    const [few, many] = [await read('first: 2, issuerLevel: PROVINCIAL_FEDERATION'), await read('first: 200')];
    expect([few.errors, many.errors]).toEqual([[], []]);
    expect((many.data as unknown as { awardTypes: { nodes: object[] } }).awardTypes.nodes.length).toBeGreaterThan(20);
    expect(many.statements).toBe(few.statements);
  });

  it('tells the money of the default catalogue, and replaces it from a day on alone', async () => {
    const award = seededId('award-type', 'LDTT');
    await service.setMultiple(SEED, {
      commandId: newId(),
      awardTypeId: award,
      recipients: PaidRecipient.Individual,
      multiple: '0.4',
      isUpperBound: false,
      rounding: Rounding.HalfUp,
      roundingStepDong: 1000,
      validFrom: '2030-01-01',
      validUntil: null,
      document: null,
      article: null,
      sourceStatus: SourceStatus.DesignDefault,
    });
    const { data } = await bench.send(
      confederationChair,
      `{ awardType(id: "${award}") { multiples(allVersions: true) { multiple validFrom validUntil rounding } } }`,
    );
    expect(data).toEqual({
      awardType: {
        multiples: [
          { multiple: '0.300', validFrom: '2024-01-01', validUntil: '2030-01-01', rounding: 'CEILING' },
          { multiple: '0.400', validFrom: '2030-01-01', validUntil: null, rounding: 'HALF_UP' },
        ],
      },
    });
  });
});
