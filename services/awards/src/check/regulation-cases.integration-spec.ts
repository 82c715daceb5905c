import type { UnitAwardFacts } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { CASES, type Case, REGULAR } from '../rule/regulation-cases.fixture';
import type { HeldAward, NominationContext } from '../rule/rule-facts';
import { AwardsBench, must, person, UNITS } from '../testing/awards-bench';

/** All that jest's clock could take over but the date. */
const REAL = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
const NOON_IN_VIETNAM = 'T05:00:00Z';

const chair = person('CHAIR', UNITS.direct);

/** A case that is about a nomination elsewhere: the graph has it from a nomination, which a row cannot stand for. */
const isNominatedElsewhere = (held: HeldAward): boolean => held.standing === 'NOMINATED';
const REPLAYED = CASES.filter(([, { facts }]) => !(facts.awards ?? []).some(isNominatedElsewhere));

/**
 * The cases of the regulations once more, as whoever asks the graph meets them: the rules are dated rows of the
 * catalogue, what is known of the nominee comes from its owners and from the registry, and the day is the case's.
 */
describe('eligibility by the rows of the regulations, asked of the graph', () => {
  let bench: AwardsBench;
  beforeAll(async () => {
    bench = await AwardsBench.start('regulations');
  });
  afterAll(() => bench.stop());
  afterEach(() => jest.useRealTimers());

  const awardTypeOf = async ({ code, name, form, issuerLevel, track }: NominationContext['award']): Promise<string> => {
    const id = newId();
    await bench.dataSource.query(
      `INSERT INTO award_type (id, owner_unit_id, code, name, kind, form, issuer_level, track, basis, recipients, valid_from,
                               valid_until, document, source_status, provenance)
       SELECT ?, owner_unit_id, CONCAT(?, '#', ?), ?, kind, ?, ?, ?, basis, 'BOTH', '2000-01-01', valid_until, document,
              source_status, 'DEMONSTRATION'
         FROM award_type LIMIT 1`,
      [id, code, id, name, form, issuerLevel, track],
    );
    // Of each case its own: the code that the rules know is unique only while the others have another.
    await bench.dataSource.query("UPDATE award_type SET code = CONCAT('old-', id) WHERE code = ?", [code]);
    await bench.dataSource.query('UPDATE award_type SET code = ? WHERE id = ?', [code, id]);
    return id;
  };
  const setRules = async (awardTypeId: string, { rules }: Case): Promise<void> => {
    for (const [index, each] of rules.entries()) {
      await bench.dataSource.query(
        `INSERT INTO award_rule (id, award_type_id, code, name, recipients, effect, predicate, version, valid_from,
                                 valid_until, document, source_status, provenance)
         VALUES (?, ?, ?, ?, 'BOTH', ?, ?, ?, ?, ?, ?, 'VERIFIED', 'DEMONSTRATION')`,
        [
          newId(),
          awardTypeId,
          each.code,
          each.code,
          each.severity,
          JSON.stringify(each.predicate),
          index + 1,
          each.validFrom,
          each.validUntil,
          each.document,
        ],
      );
    }
  };
  const holds = async (memberId: string, unitId: string, held: HeldAward): Promise<void> => {
    await bench.dataSource.query(
      `INSERT INTO received_award (id, award_code, name, form, issuer_level, track, basis, recipient_member_id,
         home_unit_id, merit_year, decision_number, decided_on, external_body, status, provenance, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, 'MERIT', ?, ?, ?, '1/QĐ', '2020-01-01', 'Cơ quan', 'VALID', 'STATED', UTC_TIMESTAMP(6))`,
      [newId(), held.code, held.name, held.form, held.issuerLevel, held.track, memberId, unitId, held.meritYear],
    );
  };

  it('are forty of them and more', () => {
    expect(REPLAYED.length).toBeGreaterThanOrEqual(40);
  });

  it.each(REPLAYED)('%s', async (_name, each) => {
    const { facts, on, year, award: nominated = REGULAR, expected } = each;
    const awardTypeId = await awardTypeOf(nominated);
    await setRules(awardTypeId, each);
    const memberId = newId();
    const unit = {
      id: newId(),
      path: `${UNITS.direct.path}${Number.parseInt(memberId.slice(-6), 16)}/`,
      level: 'UNION_SECTION',
    };
    await bench.placeUnit(`REG-${unit.id}`, unit);
    const isCollective = facts.person === null;
    for (const held of facts.awards ?? []) {
      await holds(memberId, unit.id, held);
    }
    for (const { award: title, holders } of facts.titleHolders ?? []) {
      for (let holder = 0; holder < holders; holder += 1) {
        await holds(newId(), unit.id, {
          id: newId(),
          standing: 'HELD',
          code: title.codes?.[0] ?? '',
          name: title.codes?.[0] ?? '',
          form: 'EMULATION_TITLE',
          issuerLevel: 'GRASSROOTS_UNION',
          track: 'REGULAR',
          meritYear: year,
          decision: null,
          isStated: true,
        });
      }
    }
    const { source: _source, memberId: _memberId, ...known } = facts.person ?? { source: null, memberId: null };
    bench.owners.persons.set(memberId, known);
    const unitKnown: Partial<UnitAwardFacts> = facts.unit ? { members: facts.unit.members } : {};
    bench.owners.units.set(unit.id, unitKnown);
    bench.owners.initiatives.push(
      ...(facts.initiatives ?? []).map((initiative) => ({ ...initiative, id: newId(), authorMemberIds: [memberId] })),
    );
    bench.owners.ratings.push(...(facts.ratings ?? []).map((rating) => ({ ...rating, unitId: unit.id })));
    const draft = await bench.draft(chair, UNITS.direct, {
      awardTypeId,
      meritYear: year,
      ...(isCollective ? { nomineeUnitId: unit.id, nomineeMemberId: null } : { nomineeMemberId: memberId }),
    });
    jest.useFakeTimers({ doNotFake: [...REAL], now: new Date(`${on}${NOON_IN_VIETNAM}`) });
    const answer = await bench.send(
      chair,
      'query ($id: ID!) { run: checkNomination(nominationId: $id) { results { kind outcome document } } }',
      { id: draft.id },
    );
    const { run } = must(
      answer.data as unknown as { run: { results: { kind: string; outcome: string; document: string }[] } } | null,
    );
    const eligibility = run.results.filter(({ kind }) => kind === 'ELIGIBILITY');
    expect(eligibility.map(({ document, outcome }) => `${document}: ${outcome}`)).toEqual(expected);
  });
});
