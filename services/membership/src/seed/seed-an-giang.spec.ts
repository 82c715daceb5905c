import { seededId } from '@thidua/contracts/ids';
import { Provenance } from '@thidua/service-kit';
import { mayStandUnder } from '../unit/unit-level-rules';
import { UnitLevel } from '../unit/unit.enums';
import { linksToImport } from './accounts';
import { directUnions, evenShares } from './demonstration-plan';
import { admissionsToRecord, inspectorsToImport, officersToImport, unitsToImport } from './seed-an-giang';
import { demonstration, namedOfficers, namedUnits, statedHeadcounts } from './seed-data';

describe('An Giang as the article tells it', () => {
  const units = unitsToImport();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const direct = directUnions(demonstration.blocks);

  it('has 14 upper-level unions and 114 direct grassroots unions in 10 blocks', () => {
    const province = units.find(({ code }) => code === 'AG');
    const children = units.filter(({ parentId }) => parentId === province?.id);
    expect(children.filter(({ level }) => level === UnitLevel.ImmediateUpperUnion)).toHaveLength(14);
    expect(children.filter(({ level }) => level === UnitLevel.GrassrootsUnion)).toHaveLength(114);
    expect(new Set(direct.map(({ block }) => block)).size).toBe(10);
    expect(direct.filter(({ block }) => block === 1)).toHaveLength(10);
    expect(direct.filter(({ block }) => block === 10)).toHaveLength(9);
  });

  it('refers 11 members in block 1 and 12 in block 10 to the Party, and none elsewhere', () => {
    const referred = (block: number): number =>
      direct.filter((union) => union.block === block).reduce((sum, union) => sum + union.partyReferrals, 0);
    expect([referred(1), referred(10), referred(5)]).toEqual([11, 12, 0]);
  });

  it('admits 5.157 members in 2020, at most 500 to a unit', () => {
    const admissions = admissionsToRecord(units);
    expect(admissions.reduce((sum, { count }) => sum + count, 0)).toBe(5157);
    expect(admissions.every(({ count, admittedOn }) => count <= 500 && admittedOn.startsWith('2020-'))).toBe(true);
  });

  it('names a source and a sentence for everything that is not generated, and marks the rest', () => {
    for (const unit of units) {
      expect([unit.code, Boolean(unit.source && unit.sentence)]).toEqual([
        unit.code,
        unit.provenance === Provenance.Source,
      ]);
    }
    expect(units.filter(({ provenance }) => provenance === Provenance.Source)).toHaveLength(namedUnits.units.length);
    expect(statedHeadcounts.headcounts.every(({ sentence }) => sentence.length > 0)).toBe(true);
    expect(namedOfficers.officers.filter(({ sentence }) => sentence).map(({ fullName }) => fullName)).toEqual([
      'Trương Văn Chiêm',
    ]);
  });

  it('is written in NFC and stands at the right levels, parents first', () => {
    const seen = new Set<string>();
    for (const unit of units) {
      expect(unit.name).toBe(unit.name.normalize('NFC'));
      const parent = unit.parentId ? byId.get(unit.parentId) : null;
      expect(parent === null || (parent && mayStandUnder(unit.level, parent.level) && seen.has(parent.id))).toBe(true);
      seen.add(unit.id);
    }
  });

  it('gives every unit one chair under the expected code', () => {
    const officers = officersToImport(units);
    const codes = officers.map(({ member }) => member.code);
    expect(new Set(officers.map(({ officer }) => officer.id)).size).toBe(officers.length);
    for (const unit of units) {
      expect(codes).toContain(`${unit.code.toLowerCase()}-chair`);
    }
    expect(codes).toEqual(expect.arrayContaining(['ag-vice-chair', 'ag-emulation-secretary', 'ag-cadre']));
  });

  it('tells what the source says of an office on its date from the time that it does not tell', () => {
    const terms = officersToImport(units).filter(({ member }) => member.code === 'ag-lx-chair');
    expect(terms.map(({ officer }) => [officer.from, officer.until, officer.provenance])).toEqual([
      ['2019-01-01', '2021-04-05', Provenance.Demonstration],
      ['2021-04-05', null, Provenance.Source],
    ]);
    expect(terms.map(({ member }) => member.provenance)).toEqual([Provenance.Source, Provenance.Source]);
    expect(terms.every(({ officer }) => officer.document?.includes('không nêu nhiệm kỳ'))).toBe(true);
    expect(terms.every(({ officer }) => (officer.document ?? '').length <= 500)).toBe(true);
  });

  it('says of every unit of the source that its first day is not sourced', () => {
    for (const unit of units.filter(({ provenance }) => provenance === Provenance.Source)) {
      expect(unit.document).toContain('Ngày bắt đầu là ngày minh họa');
      expect((unit.document ?? '').length).toBeLessThanOrEqual(255);
    }
  });

  it.each([
    [11, 10, [2, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
    [12, 9, [2, 2, 2, 1, 1, 1, 1, 1, 1]],
    [0, 2, [0, 0]],
  ])('%i in %i parts', (total, parts, expected) => {
    expect(evenShares(total, parts)).toEqual(expected);
  });

  it('lets everybody with an office sign in, and a few members without one', () => {
    const officers = [...officersToImport(units), ...inspectorsToImport()];
    const links = linksToImport(officers);
    const linked = new Set(links.map(({ memberId }) => memberId));
    expect(linked.size).toBe(links.length);
    expect(officers.filter(({ member }) => !linked.has(member.id))).toEqual([]);
    expect(links.length - new Set(officers.map(({ member }) => member.id)).size).toBe(3);
    expect(links.find(({ subject }) => subject === 'ag-k10-01-001')?.memberId).toBe(
      seededId('member', 'ag-k10-01-001'),
    );
  });
});
