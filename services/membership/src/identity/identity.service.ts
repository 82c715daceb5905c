import { SubjectKind, type Permission, type UnitInScope } from '@thidua/contracts';
import {
  actorName,
  isDuplicateKey,
  normalisedText,
  refuse,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  type SqlRunner,
} from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { actingUnit } from '../mandate/acting-unit';
import { assertMembersKnown } from '../member/member.service';
import type { SecurityLog } from '../security/security-log';
import { accountDigest } from './account-digest';
import type { LinkIdentityInput, UnlinkIdentityInput } from './identity.input';
import { linksOf } from './ended-links';
import { readPersonUnits, readRoot } from './person-units';

/** Whose link the command made or took away. */
export interface IdentityAnswer {
  readonly memberId: string;
}

/** A link that a seed makes. */
export interface SeededLink {
  readonly provider: string;
  readonly subject: string;
  readonly memberId: string;
}

/** Commands on the links of members to the accounts they sign in with. */
export class IdentityService {
  constructor(
    private readonly decisions: Decisions,
    private readonly log: SecurityLog,
  ) {}

  /** Links a member to an account: one account of an issuer for a member, one member for an account. */
  async link(actor: CommandActor, input: LinkIdentityInput): Promise<IdentityAnswer> {
    const { memberId, provider, subject } = input;
    const outcome = await this.decisions.run<IdentityAnswer>({
      actor,
      operation: 'linkIdentity',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Member, id: memberId, isNew: 'IF_MISSING' },
      locks: [linksOf(memberId)],
      decide: async (transaction) => {
        const { unit, permission } = await authoriseOverPerson(transaction, memberId);
        if ((await linkedSubject(transaction, provider, memberId)) !== null) {
          throw refuse(
            'MEMBER_ALREADY_LINKED',
            'Đoàn viên này đã được liên kết với một tài khoản của nơi cấp này; hãy gỡ liên kết đó trước.',
            'The member is linked to an account of this issuer already; take that link away first.',
            'input.memberId',
          );
        }
        await insertLinks(transaction, [{ provider, subject, memberId }]);
        await this.log.addOfCommand(transaction, {
          kind: 'IDENTITY_LINKED',
          operation: 'linkIdentity',
          permission,
          unit,
          account: { provider, subject },
          detail: { memberId },
        });
        return {
          answer: { memberId },
          audit: { action: 'LINK_IDENTITY', after: { provider, account: accountDigest({ provider, subject }) } },
        };
      },
    });
    return outcome.answer;
  }

  /** Takes the link to an account of an issuer away: who signs in with it is nobody here from now on. */
  async unlink(actor: CommandActor, input: UnlinkIdentityInput): Promise<IdentityAnswer> {
    const { memberId, provider } = input;
    const outcome = await this.decisions.run<IdentityAnswer>({
      actor,
      operation: 'unlinkIdentity',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Member, id: memberId, isNew: 'IF_MISSING' },
      locks: [linksOf(memberId)],
      decide: async (transaction) => {
        const { unit, permission } = await authoriseOverPerson(transaction, memberId);
        const subject = await linkedSubject(transaction, provider, memberId);
        if (subject === null) {
          throw refuse(
            'MEMBER_NOT_LINKED',
            'Đoàn viên này không được liên kết với tài khoản nào của nơi cấp này.',
            'The member is not linked to any account of this issuer.',
            'input.provider',
          );
        }
        await transaction.query('DELETE FROM identity_link WHERE provider = ? AND member_id = ?', [provider, memberId]);
        await this.log.addOfCommand(transaction, {
          kind: 'IDENTITY_UNLINKED',
          operation: 'unlinkIdentity',
          permission,
          unit,
          account: { provider, subject },
          detail: { memberId },
        });
        return {
          answer: { memberId },
          audit: {
            action: 'UNLINK_IDENTITY',
            reason: normalisedText(input.reason),
            before: { provider, account: accountDigest({ provider, subject }) },
          },
        };
      },
    });
    return outcome.answer;
  }

  /** Links many members at once: the seed's way. The command's subject is a unit above them all. */
  async importLinks(
    actor: CommandActor,
    commandId: string,
    subjectUnitId: string,
    links: readonly SeededLink[],
  ): Promise<void> {
    await this.decisions.run<{ links: number }>({
      actor,
      operation: 'importLinks',
      commandId,
      payload: links,
      subject: { kind: SubjectKind.Unit, id: subjectUnitId },
      decide: async (transaction) => {
        await insertLinks(transaction, links);
        return {
          answer: { links: links.length },
          audit: { action: 'IMPORT_LINKS', after: links.map(({ memberId }) => memberId) },
        };
      },
    });
  }
}

/** By which unit a person is known, and which permission their account takes. */
interface AccountInScope {
  readonly unit: UnitInScope;
  readonly permission: Permission;
}

/**
 * Checks who may say which account a person signs in with: who can give somebody's account to another can act as them,
 * so for an officer the mandate must be of a unit above every one in which they hold an office or will, and for anybody
 * else reach the unit to which they belong. Of whom neither is known only the root may decide, and nobody else learns
 * whether there is such a member.
 * @returns the unit by which the person is known; that of an office first.
 */
async function authoriseOverPerson(transaction: DecisionTransaction, memberId: string): Promise<AccountInScope> {
  const { offices, officesToCome, belongings } = await readPersonUnits(transaction, memberId, transaction.today);
  const ofOffices = [...offices, ...officesToCome];
  const permission = ofOffices.length > 0 ? 'identity.link-officer' : 'identity.link';
  const [first, ...others] = ofOffices.length > 0 ? ofOffices : belongings;
  const root = await readRoot(transaction, transaction.today);
  for (const unitId of [first ?? root.unitId, ...others]) {
    await transaction.authorise(permission, unitId, 'input.memberId');
  }
  await assertMembersKnown(transaction, [memberId], 'input.memberId');
  return { unit: first ? await transaction.unit(first) : root, permission };
}

async function linkedSubject(runner: SqlRunner, provider: string, memberId: string): Promise<string | null> {
  const [link] = await runner.query<{ subject: string }[]>(
    'SELECT subject FROM identity_link WHERE provider = ? AND member_id = ?',
    [provider, memberId],
  );
  return link?.subject ?? null;
}

async function insertLinks(transaction: DecisionTransaction, links: readonly SeededLink[]): Promise<void> {
  const unitId = await actingUnit(transaction);
  try {
    await insertRows(
      transaction,
      'identity_link',
      ['provider', 'subject', 'member_id', 'linked_at', 'linked_by', 'unit_id'],
      links.map(({ provider, subject, memberId }) => [
        provider,
        subject,
        memberId,
        transaction.now,
        actorName(transaction.actor),
        unitId,
      ]),
    );
  } catch (error) {
    if (isDuplicateKey(error)) {
      throw refuse(
        'ACCOUNT_ALREADY_LINKED',
        'Tài khoản này đã được liên kết với đoàn viên khác.',
        'This account is linked to another member already.',
        'input.subject',
      );
    }
    throw error;
  }
}
