import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { addDays, calendarDateAt } from '@thidua/service-kit';
import { Gender } from '../member/gender.enum';
import { MemberService } from '../member/member.service';
import { OfficerService } from '../officer/officer.service';
import { Position } from '../officer/position.enum';
import { SecurityLog } from '../security/security-log';
import { UnitLevel } from '../unit/unit.enums';
import { startMembership, SYSTEM, type RunningMembership, type TestUnit } from './running-membership';

/** A unit of the scene with its path. */
export interface SceneUnit extends TestUnit {
  readonly path: string;
}

/** An officer of the scene: the office's id is the mandate's. */
export interface SceneOfficer {
  readonly memberId: string;
  readonly mandate: Mandate;
}

/** Two provinces under the root, the first with two unions. */
export interface ProvinceScene {
  readonly membership: RunningMembership;
  readonly root: SceneUnit;
  readonly province: SceneUnit;
  readonly union: SceneUnit;
  readonly sibling: SceneUnit;
  readonly otherProvince: SceneUnit;
  /** Appoints somebody new, from 2020 on unless said otherwise. */
  appoint(
    unit: SceneUnit,
    position: `${Position}`,
    more?: { readonly from?: string; readonly until?: string },
  ): Promise<SceneOfficer>;
  /** Appoints a known member. */
  appointMember(unit: SceneUnit, position: `${Position}`, memberId: string, from?: string): Promise<SceneOfficer>;
  /** Admits a member without an office. @returns their id. */
  admit(unit: SceneUnit, fullName?: string): Promise<string>;
}

/** The calendar date so many days from today, in Việt Nam. */
export function daysFromToday(days: number): string {
  return addDays(calendarDateAt(new Date()), days);
}

const BEGINNING = '2020-01-01';

function positionOf(name: `${Position}`): Position {
  const position = Object.values(Position).find((known) => known === name);
  if (!position) {
    throw new Error(`there is no position ${name}`);
  }
  return position;
}

/** Starts the service with the scene's tree. */
export async function startProvinceScene(): Promise<ProvinceScene> {
  const membership = await startMembership();
  const { decisions, dataSource } = membership.service.dependencies;
  const unit = (code: string, level: UnitLevel, parentId: string | null, path: string): SceneUnit => ({
    id: newId(),
    code,
    level,
    parentId,
    path,
  });
  const root = unit('ROOT', UnitLevel.GeneralConfederation, null, '/1/');
  const province = unit('P', UnitLevel.ProvincialFederation, root.id, '/1/2/');
  const union = unit('P-1', UnitLevel.GrassrootsUnion, province.id, '/1/2/3/');
  const sibling = unit('P-2', UnitLevel.GrassrootsUnion, province.id, '/1/2/4/');
  const otherProvince = unit('Q', UnitLevel.ProvincialFederation, root.id, '/1/5/');
  await membership.grow([root, province, union, sibling, otherProvince]);
  const officers = new OfficerService(decisions, dataSource, new SecurityLog(membership.database.auditDatabase));
  const members = new MemberService(decisions);

  const appointWith = async (
    { id: unitId, path: unitPath }: SceneUnit,
    position: `${Position}`,
    who: { readonly memberId: string } | { readonly newMember: { fullName: string; gender: Gender; code: null } },
    from: string,
    until: string | null,
  ): Promise<SceneOfficer> => {
    const { officerId } = await officers.appoint(SYSTEM, {
      commandId: newId(),
      memberId: null,
      newMember: null,
      ...who,
      unitId,
      position: positionOf(position),
      from,
      until,
      document: `QĐ ${position}`,
    });
    const [row] = await dataSource.query<{ memberId: string }[]>(
      'SELECT member_id AS memberId FROM officer WHERE id = ?',
      [officerId],
    );
    return { memberId: row?.memberId ?? '', mandate: { id: officerId, unitId, unitPath, position } };
  };

  return {
    membership,
    root,
    province,
    union,
    sibling,
    otherProvince,
    appoint: (of, position, { from = BEGINNING, until } = {}) =>
      appointWith(
        of,
        position,
        { newMember: { fullName: `${position} ${of.code}`, gender: Gender.Female, code: null } },
        from,
        until ?? null,
      ),
    appointMember: (of, position, memberId, from = BEGINNING) => appointWith(of, position, { memberId }, from, null),
    async admit(of, fullName = 'Đoàn viên') {
      const { memberIds } = await members.admit(SYSTEM, {
        commandId: newId(),
        unitId: of.id,
        admittedOn: BEGINNING,
        members: [{ fullName, gender: Gender.Male, code: null }],
      });
      return memberIds[0] ?? '';
    },
  };
}

/** The trail of a subject: what was done, by whom, under which mandate. */
export async function trailOf(
  { service, database }: RunningMembership,
  subjectId: string,
): Promise<{ action: string; actor: string; mandateId: string | null; entry: string }[]> {
  const rows = await service.dependencies.dataSource.query<{ action: string; actor: string; entry: string }[]>(
    `SELECT action, actor, entry FROM ${database.auditDatabase}.audit_entry WHERE subject_id = ? ORDER BY sequence`,
    [subjectId],
  );
  return rows.map((row) => ({
    ...row,
    mandateId: (JSON.parse(row.entry) as { mandateId: string | null }).mandateId,
  }));
}

/** The events of the security log, oldest first. */
export function loggedEvents(
  { service, database }: RunningMembership,
  kind: string,
): Promise<
  { kind: string; memberId: string | null; unitId: string | null; mandateId: string | null; detail: string }[]
> {
  return service.dependencies.dataSource.query(
    `SELECT kind, member_id AS memberId, unit_id AS unitId, mandate_id AS mandateId, detail
       FROM ${database.auditDatabase}.security_event WHERE kind = ? ORDER BY at, id`,
    [kind],
  );
}
