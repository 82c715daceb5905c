import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  OPEN_END,
  Provenance,
  badInput,
  normalisedText,
  notFound,
  refuse,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { endLinksFromBelow, linksOf, type EndedLink } from '../identity/ended-links';
import { actsAsOrFor, permissionToAppoint } from '../mandate/mandate-permission';
import { assertNotHeldFromAbove } from '../mandate/suspension-from-above';
import { insertAffiliations } from '../member/affiliation.writer';
import { assertActiveOn, assertMembersKnown } from '../member/member.service';
import { insertMembers, type NewMember } from '../member/member.writer';
import type { SecurityLog } from '../security/security-log';
import { assertWithinReach } from './appointment-reach';
import { assertPeriod } from './office-period';
import type { AppointOfficerInput, EndOfficeInput } from './officer.input';
import { insertOfficers, type NewOfficer } from './officer.writer';
import { Position } from './position.enum';

/** Which office the command ended. */
export interface OfficerAnswer {
  readonly officerId: string;
}

/** Which office the command made, and how many links of the member to accounts it ended. */
export interface AppointmentAnswer extends OfficerAnswer {
  readonly endedLinks: number;
}

/** An officer whom a seed appoints, with the person. */
export interface SeededOfficer {
  readonly member: NewMember;
  readonly officer: NewOfficer;
}

interface StoredOffice {
  readonly memberId: string;
  readonly unitId: string;
  readonly position: Position;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Commands on officers. */
export class OfficerService {
  constructor(
    private readonly decisions: Decisions,
    private readonly runner: SqlRunner,
    private readonly log: SecurityLog,
  ) {}

  /**
   * Appoints a member, known or new, to a position in a unit. Links to accounts that were made below it end with that:
   * they were made for somebody who held no such office.
   */
  async appoint(actor: CommandActor, input: AppointOfficerInput): Promise<AppointmentAnswer> {
    const known = input.memberId ?? null;
    const person = input.newMember ?? null;
    if ((known === null) === (person === null)) {
      throw badInput({
        field: 'input.memberId',
        vi: 'Hãy nêu hoặc memberId hoặc newMember.',
        en: 'Give either memberId or newMember.',
      });
    }
    assertPeriod(input.from, input.until ?? null, 'input.until');
    const provenance = input.demonstration ? Provenance.Demonstration : Provenance.Recorded;
    const officerId = newId();
    const memberId = known ?? newId();
    const permission = permissionToAppoint(input.position);
    const outcome = await this.decisions.run<AppointmentAnswer>({
      actor,
      operation: 'appointOfficer',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: input.unitId },
      locks: [
        ...(input.position === Position.Chair ? [`chair:${input.unitId}`] : []),
        ...(known ? [linksOf(known)] : []),
      ],
      decide: async (transaction) => {
        const isOwnMandate = known !== null && actsAsOrFor(actor, known);
        const mandate = await transaction.authorise(permission, input.unitId, 'input.unitId', { isOwnMandate });
        await assertActiveOn(transaction, input.unitId, input.from, 'input.from');
        if (person) {
          await insertMembers(transaction, [
            { id: memberId, code: person.code ?? null, fullName: person.fullName, gender: person.gender, provenance },
          ]);
          await insertAffiliations(transaction, [
            { memberId, unitId: input.unitId, validFrom: input.from, admittedOn: null },
          ]);
        } else {
          await assertMembersKnown(transaction, [memberId], 'input.memberId');
          if (mandate) {
            await assertWithinReach(transaction, memberId, mandate);
          }
          await assertNotHeldFromAbove(transaction, { memberId, unitId: input.unitId }, 'input.memberId');
        }
        const officer: NewOfficer = {
          id: officerId,
          memberId,
          unitId: input.unitId,
          position: input.position,
          from: input.from,
          until: input.until ?? null,
          document: input.document ? normalisedText(input.document) : null,
          provenance,
        };
        await insertOfficers(transaction, [officer]);
        const endedLinks = known ? await this.endLinks(transaction, officer) : [];
        await this.logOffice(transaction, 'OFFICER_APPOINTED', officer);
        return {
          answer: { officerId, endedLinks: endedLinks.length },
          audit: { action: 'APPOINT', after: endedLinks.length > 0 ? { ...officer, endedLinks } : officer },
        };
      },
    });
    return outcome.answer;
  }

  /** Who may act for a unit is what its inspection committee asks first. */
  private async logOffice(
    transaction: DecisionTransaction,
    kind: 'OFFICER_APPOINTED' | 'OFFICE_ENDED',
    { id, memberId, unitId, position }: Pick<NewOfficer, 'id' | 'memberId' | 'unitId' | 'position'>,
  ): Promise<void> {
    await this.log.addOfCommand(transaction, {
      kind,
      operation: kind === 'OFFICER_APPOINTED' ? 'appointOfficer' : 'endOffice',
      permission: permissionToAppoint(position),
      unit: await transaction.unit(unitId),
      detail: { officeId: id, memberId, position },
    });
  }

  /** An office that is over already opens nothing. */
  private async endLinks(transaction: DecisionTransaction, officer: NewOfficer): Promise<EndedLink[]> {
    const { memberId, unitId, position, until } = officer;
    return until !== null && until <= transaction.today
      ? []
      : endLinksFromBelow(
          transaction,
          this.log,
          memberId,
          await transaction.unit(unitId),
          permissionToAppoint(position),
        );
  }

  /** Ends an office from a date on; what was done under it stays valid. */
  async end(actor: CommandActor, input: EndOfficeInput): Promise<OfficerAnswer> {
    const { unitId, memberId, position } = await readOffice(this.runner, input.officerId, false);
    const outcome = await this.decisions.run<OfficerAnswer>({
      actor,
      operation: 'endOffice',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: unitId },
      decide: async (transaction) => {
        const isOwnMandate = actsAsOrFor(actor, memberId);
        await transaction.authorise(permissionToAppoint(position), unitId, 'input.officerId', { isOwnMandate });
        await assertNotHeldFromAbove(transaction, { officeId: input.officerId }, 'input.officerId');
        const office = await readOffice(transaction, input.officerId, true);
        assertPeriod(office.validFrom, input.until, 'input.until');
        if (office.validUntil !== OPEN_END && input.until >= office.validUntil) {
          throw refuse(
            'OFFICE_ENDS_EARLIER',
            `Chức danh này đã kết thúc từ ngày ${office.validUntil}.`,
            `This office already ends on ${office.validUntil}.`,
            'input.until',
          );
        }
        await transaction.query('UPDATE officer SET valid_until = ? WHERE id = ?', [input.until, input.officerId]);
        await this.logOffice(transaction, 'OFFICE_ENDED', { id: input.officerId, memberId, unitId, position });
        return {
          answer: { officerId: input.officerId },
          audit: {
            action: 'END_OFFICE',
            reason: input.reason ? normalisedText(input.reason) : null,
            before: { officerId: input.officerId, until: office.validUntil },
            after: { officerId: input.officerId, until: input.until },
          },
        };
      },
    });
    return outcome.answer;
  }

  /**
   * Records many officers with their persons at once: the seed's way. The command's subject is a unit above them all. A
   * person with several offices belongs to the unit of the one that is named first, from its first day.
   */
  async importOfficers(
    actor: CommandActor,
    commandId: string,
    subjectUnitId: string,
    officers: readonly SeededOfficer[],
  ): Promise<void> {
    await this.decisions.run<{ officers: number }>({
      actor,
      operation: 'importOfficers',
      commandId,
      payload: officers,
      subject: { kind: SubjectKind.Unit, id: subjectUnitId },
      locks: officers
        .filter(({ officer }) => officer.position === Position.Chair)
        .map(({ officer }) => `chair:${officer.unitId}`),
      decide: async (transaction) => {
        const firstOfEach = [...Map.groupBy(officers, ({ member }) => member.id).values()].flatMap(
          ([first]) => first ?? [],
        );
        await insertMembers(
          transaction,
          firstOfEach.map(({ member }) => member),
        );
        await insertAffiliations(
          transaction,
          firstOfEach.map(({ officer }) => ({
            memberId: officer.memberId,
            unitId: officer.unitId,
            validFrom: officer.from,
            admittedOn: null,
          })),
        );
        await insertOfficers(
          transaction,
          officers.map(({ officer }) => officer),
        );
        return {
          answer: { officers: officers.length },
          audit: { action: 'IMPORT_OFFICERS', after: officers.map(({ officer }) => officer.id) },
        };
      },
    });
  }
}

async function readOffice(runner: SqlRunner, officerId: string, locked: boolean): Promise<StoredOffice> {
  const [office] = await runner.query<StoredOffice[]>(
    `SELECT member_id AS memberId, unit_id AS unitId, position, valid_from AS validFrom, valid_until AS validUntil FROM officer WHERE id = ?${
      locked ? ' FOR UPDATE' : ''
    }`,
    [officerId],
  );
  if (!office) {
    throw notFound({ vi: 'chức danh', en: 'office' }, 'input.officerId');
  }
  return office;
}
