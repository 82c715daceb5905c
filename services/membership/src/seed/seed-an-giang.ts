import { derivedId, seededId } from '@thidua/contracts/ids';
import { Provenance, type CommandActor, type ServiceDependencies } from '@thidua/service-kit';
import { HeadcountService } from '../headcount/headcount.service';
import { IdentityService } from '../identity/identity.service';
import { Gender } from '../member/gender.enum';
import type { NewMember } from '../member/member.writer';
import { MemberService } from '../member/member.service';
import { OfficerService, type SeededOfficer } from '../officer/officer.service';
import { Position } from '../officer/position.enum';
import { PartyReferralService } from '../party-referral/party-referral.service';
import { SecurityLog } from '../security/security-log';
import type { NewUnit } from '../unit/unit-founding';
import { UnionUnitService } from '../unit/union-unit.service';
import { UnitLevel } from '../unit/unit.enums';
import { linksToImport } from './accounts';
import { demonstrationMemberCode, directUnions, evenShares } from './demonstration-plan';
import { demonstration, namedOfficers, namedUnits, statedHeadcounts } from './seed-data';

const SEED: CommandActor = { kind: 'system', name: 'seed' };
const AT_ONCE = 4;
const MONTHS_OF_ADMISSION = 10;

const commandId = (...parts: readonly (string | number)[]): string => derivedId('seed', 'membership', ...parts);
const unitId = (code: string): string => seededId('unit', code);
const memberId = (code: string): string => seededId('member', code);
const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** Loads An Giang (article 000): what the article tells, and what the run needs besides, marked as demonstration. */
export async function seedAnGiang({ decisions, dataSource, environment }: ServiceDependencies): Promise<void> {
  const units = unitsToImport();
  const [officers, inspectors] = [officersToImport(units), inspectorsToImport()];
  await new UnionUnitService(decisions).importTree(SEED, commandId('tree'), units);
  const log = new SecurityLog(environment.AUDIT_DATABASE);
  const offices = new OfficerService(decisions, dataSource, log);
  await offices.importOfficers(SEED, commandId('officers'), unitId('TLD'), officers);
  // A command of their own: a database that was seeded before there were any takes them as well.
  await offices.importOfficers(SEED, commandId('inspectors'), unitId('TLD'), inspectors);
  const headcounts = new HeadcountService(decisions);
  for (const [index, { unit, ...figure }] of statedHeadcounts.headcounts.entries()) {
    await headcounts.record(
      SEED,
      {
        commandId: commandId('headcount', index),
        unitId: unitId(unit),
        ...figure,
        female: null,
        asOf: figure.asOf ?? null,
        periodFrom: figure.periodFrom ?? null,
        periodTo: figure.periodTo ?? null,
        source: statedHeadcounts.source,
      },
      Provenance.Source,
    );
  }
  const members = new MemberService(decisions);
  await severalAtOnce(admissionsToRecord(units), ({ code, count, admittedOn }) =>
    members.admit(
      SEED,
      {
        commandId: commandId('admission', code),
        unitId: unitId(code),
        admittedOn,
        members: Array.from({ length: count }, (_, index) => ({
          code: demonstrationMemberCode(code, index),
          fullName: `Đoàn viên minh họa ${code} số ${index + 1}`,
          gender: index % 2 === 0 ? Gender.Female : Gender.Male,
        })),
      },
      Provenance.Demonstration,
      (index) => memberId(demonstrationMemberCode(code, index)),
    ),
  );
  await new IdentityService(decisions, log).importLinks(
    SEED,
    commandId('links'),
    unitId('TLD'),
    linksToImport([...officers, ...inspectors]),
  );
  const referrals = new PartyReferralService(decisions, dataSource);
  await severalAtOnce(
    directUnions(demonstration.blocks).filter(({ partyReferrals }) => partyReferrals > 0),
    ({ code, partyReferrals }) =>
      referrals.refer(
        SEED,
        {
          commandId: commandId('referral', code),
          unitId: unitId(code),
          memberIds: Array.from({ length: partyReferrals }, (_, index) =>
            memberId(demonstrationMemberCode(code, index)),
          ),
          referredOn: demonstration.referredOn,
        },
        Provenance.Demonstration,
      ),
  );
}

/** The whole tree, parents before children. */
export function unitsToImport(): [NewUnit, ...NewUnit[]] {
  const named = namedUnits.units.map(
    (unit): NewUnit => ({
      ...generated(unit.code, unit.name, unit.level, unit.parent),
      document: namedUnits.notSourced,
      provenance: Provenance.Source,
      source: namedUnits.source,
      sentence: unit.sentence,
    }),
  );
  const namedUppers = named.filter(({ level }) => level === UnitLevel.ImmediateUpperUnion);
  const { total, codePrefix } = demonstration.upperUnions;
  const generatedUppers = Array.from({ length: total - namedUppers.length }, (_, index) => {
    const number = twoDigits(namedUppers.length + index + 1);
    return generated(
      `${codePrefix}${number}`,
      `Công đoàn cấp trên trực tiếp cơ sở số ${number} tỉnh An Giang (minh họa)`,
      UnitLevel.ImmediateUpperUnion,
      'AG',
    );
  });
  const belowUppers = [...namedUppers, ...generatedUppers].map((upper) =>
    generated(`${upper.code}-01`, `CĐCS số 1 thuộc ${upper.code} (minh họa)`, UnitLevel.GrassrootsUnion, upper.code),
  );
  const blocks = new Map(demonstration.blocks.map((block) => [block.number, block]));
  const direct = directUnions(demonstration.blocks).map(({ code, block, ordinal }) => ({
    ...generated(code, `CĐCS số ${ordinal} khối thi đua ${block} (minh họa)`, UnitLevel.GrassrootsUnion, 'AG'),
    type: blocks.get(block)?.type ?? null,
    sector: blocks.get(block)?.sector ?? null,
  }));
  const [root, ...others] = [...named, ...generatedUppers, ...belowUppers, ...direct];
  if (!root) {
    throw new Error('the data files name no unit');
  }
  return [root, ...others];
}

function generated(code: string, name: string, level: UnitLevel, parent: string | null): NewUnit {
  return {
    id: unitId(code),
    code,
    name,
    level,
    type: null,
    sector: null,
    parentId: parent === null ? null : unitId(parent),
    validFrom: demonstration.recordBegins,
    foundedOn: null,
    document: null,
    provenance: Provenance.Demonstration,
    source: null,
    sentence: null,
  };
}

/** The officers of the data file, and a chair for every unit that has none there. */
export function officersToImport(units: readonly NewUnit[]): SeededOfficer[] {
  const named = namedOfficers.officers.flatMap(({ code, unit, position, fullName, sentence }) => {
    const whole = seededOfficer(code, unitId(unit), position, fullName);
    return sentence ? splitAtSource(whole, code, sentence) : [whole];
  });
  const known = new Set(namedOfficers.officers.map(({ code }) => code));
  const chairs = units
    .map((unit) => ({ unit, code: `${unit.code.toLowerCase()}-chair` }))
    .filter(({ code }) => !known.has(code))
    .map(({ unit, code }) => seededOfficer(code, unit.id, Position.Chair, `Chủ tịch ${unit.code} (minh họa)`));
  return [...named, ...chairs];
}

/** The members of inspection committees. */
export function inspectorsToImport(): SeededOfficer[] {
  return namedOfficers.inspectors.map(({ code, unit, fullName }) =>
    seededOfficer(code, unitId(unit), Position.InspectionCommitteeMember, fullName),
  );
}

/**
 * An office that a source tells of on its date: from that day on the row is the source's, the time before is for
 * demonstration and says so.
 */
function splitAtSource({ member, officer }: SeededOfficer, code: string, sentence: string): SeededOfficer[] {
  const { source, sourceDate, notSourced } = namedOfficers;
  const sourced: NewMember = { ...member, provenance: Provenance.Source };
  return [
    {
      member: sourced,
      officer: { ...officer, id: seededId('officer', `${code}-before`), until: sourceDate, document: notSourced },
    },
    {
      member: sourced,
      officer: {
        ...officer,
        from: sourceDate,
        document: `“${sentence}” (${source}). ${notSourced}`,
        provenance: Provenance.Source,
      },
    },
  ];
}

function seededOfficer(code: string, unit: string, position: Position, fullName: string): SeededOfficer {
  const provenance = Provenance.Demonstration;
  const member: NewMember = { id: memberId(code), code, fullName, gender: Gender.NotStated, provenance };
  return {
    member,
    officer: {
      id: seededId('officer', code),
      memberId: member.id,
      unitId: unit,
      position,
      from: demonstration.recordBegins,
      until: null,
      document: null,
      provenance,
    },
  };
}

/** Who is admitted where, so that the year's admissions under the province are those of the article. */
export function admissionsToRecord(
  units: readonly NewUnit[],
): { readonly code: string; readonly count: number; readonly admittedOn: string }[] {
  const { admittedIn, total, eachDirectUnion } = demonstration.members;
  const direct = directUnions(demonstration.blocks).map(({ code }) => code);
  const below = units
    .filter(({ level, code }) => level === UnitLevel.GrassrootsUnion && !direct.includes(code))
    .map(({ code }) => code);
  const shares = evenShares(total - direct.length * eachDirectUnion, below.length);
  const counts = [
    ...direct.map((code) => ({ code, count: eachDirectUnion })),
    ...below.map((code, index) => ({ code, count: shares[index] ?? 0 })),
  ];
  return counts.map(({ code, count }, index) => ({
    code,
    count,
    admittedOn: `${admittedIn}-${twoDigits((index % MONTHS_OF_ADMISSION) + 1)}-15`,
  }));
}

async function severalAtOnce<Item>(items: readonly Item[], act: (item: Item) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        await act(item);
      }
    }),
  );
}
