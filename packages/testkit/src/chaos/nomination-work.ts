import { setTimeout as wait } from 'node:timers/promises';
import { once, severalCommand, subjectCommand, taskCommand, type Command, type OpenTask } from './command';
import type { CommandSender } from './command-sender';
import { chooseTask, claimOrNot, readInbox } from './inbox';
import type { Person } from './person';
import type { SeededRandom } from './seeded-random';
import { onSeveral } from './several-at-once';
import type { WorkInHand } from './work-in-hand';
import type { Approver, Workplace } from './workplace';

const COUNCIL = 9;
const FIRST_MERIT_YEAR = 2015;
/** What somebody does with a nomination, out of a hundred; while finishing nothing is returned. */
const RETURNS = 15;
const REJECTS = 8;
const VOTES_FAIL = 8;
const TAKES_A_TAKEN_NUMBER = 0.05;
const NAMES_THE_TASK = 0.5;
const WITHDRAWS = 0.05;
const HANDS_ON = 0.04;
const MOVES_A_DEADLINE = 0.04;
const SUSPENDS = 0.04;
const LONGEST_SUSPENSION = 1_500;
const DAY = 86_400_000;
const CHANGES_A_ROUTE = 0.15;
/** How often somebody does the same with several tasks at once. */
const SEVERAL = 0.08;
const EDITS_A_DRAFT = 0.15;
const AT_ONCE_IN_A_FLOOD = 8;
/** Outcomes after which the nomination is at its end. */
const ENDING = new Set(['rejectNomination', 'decideNomination', 'withdrawNomination']);

/** The work on nominations: drafting, submitting, appraising, voting and deciding. */
export class NominationWork {
  constructor(
    private readonly sender: CommandSender,
    private readonly workplace: Workplace,
    private readonly inHand: WorkInHand,
    /** Today in Việt Nam. */
    private readonly today: string,
  ) {}

  /** Does one thing that waits. @returns whether there was anything to do. */
  async actOnInbox(approver: Approver, random: SeededRandom): Promise<boolean> {
    const { person } = approver;
    const tasks = await readInbox(this.sender, person, 'awards');
    const task = chooseTask(tasks, person, random);
    if (!task) {
      return tasks.length > 0;
    }
    const { finishing } = this.inHand;
    if (!finishing && task.kind === 'DECIDE_NOMINATION' && random.chance(SUSPENDS)) {
      await this.suspendForAWhile(person, task, random);
      return true;
    }
    const several = finishing || !random.chance(SEVERAL) ? null : onSeveral(approver, task, tasks, random);
    if (several) {
      await this.sender.carryOut(person, several, random);
      return true;
    }
    const command =
      (finishing ? null : this.besides(approver, task, random)) ??
      claimOrNot('awards', task, person, finishing, random) ??
      this.decisionOn(task, random);
    if (command.operation === 'resubmitNomination' && random.chance(EDITS_A_DRAFT)) {
      await this.edit(person, task.subjectId, random);
    }
    const { outcome, code } = await this.sender.carryOut(person, command, random);
    if (command.operation === 'resubmitNomination' && code?.startsWith('CHECK_')) {
      // Somebody has received this very award meanwhile: nothing is left but to withdraw.
      await this.withdraw(person, task.subjectId, random);
    }
    if (command.operation === 'decideNomination' && code?.startsWith('CHECK_')) {
      // The same, seen by whoever decides: nothing is left but to reject.
      const rejection = this.withText('rejectNomination', task, 'reason', 'Đã được khen ở hồ sơ khác (minh họa).');
      await this.sender.carryOut(person, rejection, random);
    }
    if (outcome === 'ACKNOWLEDGED' && ENDING.has(command.operation)) {
      this.inHand.ended(task.subjectId);
    }
    return true;
  }

  /** Begins a nomination or brings a draft on; several at once in a flood. @returns whether there was anything to do. */
  async nominate({ person }: Approver, random: SeededRandom): Promise<boolean> {
    const { unitId } = person;
    const draft = this.inHand.draftOf(unitId);
    if (draft) {
      if (random.chance(EDITS_A_DRAFT)) {
        await this.edit(person, draft, random);
      }
      await this.submit(person, draft, random);
      return true;
    }
    if (!this.inHand.mayDraft(unitId)) {
      return false;
    }
    if (this.inHand.flooding) {
      await Promise.all(Array.from({ length: AT_ONCE_IN_A_FLOOD }, () => this.draft(person, random)));
      const drafts = this.inHand.draftsOf(unitId);
      if (random.chance(0.5)) {
        await this.submitTogether(person, drafts, random);
      } else {
        await Promise.all(drafts.map((id) => this.submit(person, id, random)));
      }
    } else {
      await this.draft(person, random);
    }
    return true;
  }

  /** What somebody does to a task besides deciding on it: hands it on, moves its deadline or changes its route. */
  private besides({ role, person }: Approver, task: OpenTask, random: SeededRandom): Command | null {
    if (random.chance(HANDS_ON)) {
      const colleagues = this.workplace.approvers.filter(
        (other) => other.role === role && other.person.unitId === person.unitId && other.person !== person,
      );
      return colleagues.length === 0
        ? null
        : taskCommand('delegateAwardTask', 'awards', task, { toMemberId: random.pick(colleagues).person.memberId });
    }
    if (role === 'DECIDER' && task.kind === 'DECIDE_NOMINATION' && random.chance(CHANGES_A_ROUTE)) {
      const routeVersionId = random.pick(this.workplace.routeVersionIds);
      return severalCommand('changeNominationRoutes', {
        routeVersionId,
        nominationIds: [task.subjectId],
        reason: 'Quy trình mới (minh họa).',
      });
    }
    if (role === 'DECIDER' && random.chance(MOVES_A_DEADLINE)) {
      const dueAt = new Date(Date.now() + random.between(5, 30) * DAY).toISOString();
      return taskCommand('moveNominationDeadline', 'awards', task, { dueAt, reason: 'Cần thêm thời gian (minh họa).' });
    }
    return null;
  }

  /** Suspends a nomination and lets it go on again: whoever suspends sees to that. */
  private async suspendForAWhile(person: Person, { subjectId }: OpenTask, random: SeededRandom): Promise<void> {
    const input = { nominationId: subjectId, reason: 'Chờ xác minh (minh họa).' };
    const suspend = subjectCommand('suspendNomination', 'awards', subjectId, input, null);
    const { outcome } = await this.sender.carryOut(person, suspend, random);
    if (outcome !== 'REFUSED') {
      await wait(random.between(0, LONGEST_SUSPENSION));
      await this.sender.carryOut(
        person,
        subjectCommand('resumeNomination', 'awards', subjectId, { ...input, reason: 'Đã rõ (minh họa).' }, null),
        random,
      );
    }
  }

  private async withdraw(person: Person, nominationId: string, random: SeededRandom): Promise<void> {
    const input = { nominationId, reason: 'Đã được khen ở hồ sơ khác (minh họa).' };
    const contested = once(`withdrawal/${nominationId}`);
    await this.sender.carryOut(
      person,
      subjectCommand('withdrawNomination', 'awards', nominationId, input, contested, { reason: 'Lý do khác.' }),
      random,
    );
    this.inHand.ended(nominationId);
  }

  private async draft(person: Person, random: SeededRandom): Promise<void> {
    const { unitId } = person;
    const input = {
      awardTypeId: random.pick(this.workplace.awardTypeIds),
      nominatingUnitId: unitId,
      nomineeMemberId: random.pick(this.workplace.membersOf.get(unitId) ?? []),
      meritYear: random.between(FIRST_MERIT_YEAR, Number(this.today.slice(0, 4))),
      achievement: 'Hoàn thành xuất sắc các chỉ tiêu thi đua (minh họa).',
    };
    const other = { achievement: 'Một báo cáo khác (minh họa).' };
    const command = subjectCommand('draftNomination', 'awards', null, input, null, other);
    const { subjectId } = await this.sender.carryOut(person, command, random);
    if (subjectId) {
      this.inHand.drafted(unitId, subjectId);
    }
  }

  private async submit(person: Person, nominationId: string, random: SeededRandom): Promise<void> {
    const contested = once(`submission/${nominationId}`);
    const command = subjectCommand('submitNomination', 'awards', nominationId, { nominationId }, contested);
    const { outcome } = await this.sender.carryOut(person, command, random);
    if (outcome !== 'UNKNOWN') {
      this.inHand.noLongerDraft(person.unitId, nominationId);
    }
  }

  private async submitTogether(person: Person, nominationIds: readonly string[], random: SeededRandom): Promise<void> {
    if (nominationIds.length > 0) {
      await this.sender.carryOut(person, severalCommand('submitNominations', { nominationIds }), random);
    }
  }

  private decisionOn(task: OpenTask, random: SeededRandom): Command {
    if (task.kind === 'REVISE_NOMINATION') {
      return this.revision(task, random);
    }
    const chance = this.inHand.finishing ? 100 : random.between(1, 100);
    if (chance <= RETURNS) {
      return this.withText('returnNomination', task, 'reason', 'Cần bổ sung minh chứng.');
    }
    if (chance <= RETURNS + REJECTS) {
      return this.withText('rejectNomination', task, 'reason', 'Chưa đủ điều kiện.');
    }
    switch (task.kind) {
      case 'RECORD_COUNCIL_VOTE':
        return this.vote(task, random);
      case 'DECIDE_NOMINATION': {
        const decisionNumber = this.inHand.decisionNumber(random.chance(TAKES_A_TAKEN_NUMBER));
        return taskCommand('decideNomination', 'awards', task, { decisionNumber, decidedOn: this.today });
      }
      default:
        return this.withText('passAppraisal', task, 'opinion', 'Đủ điều kiện, tiêu chuẩn.');
    }
  }

  private vote(task: OpenTask, random: SeededRandom): Command {
    const fails = !this.inHand.finishing && random.between(1, 100) <= VOTES_FAIL;
    const yes = fails ? 3 : COUNCIL - random.between(0, 1);
    return taskCommand('recordCouncilVote', 'awards', task, {
      councilMembers: COUNCIL,
      yes,
      no: COUNCIL - yes,
      abstain: 0,
    });
  }

  /** Resubmitting may name its task or leave it to the service to find the open one. */
  private revision(task: OpenTask, random: SeededRandom): Command {
    const input = { nominationId: task.subjectId };
    if (!this.inHand.finishing && random.chance(WITHDRAWS)) {
      const withdrawal = { ...input, reason: 'Đơn vị rút hồ sơ (minh họa).' };
      const contested = once(`withdrawal/${task.subjectId}`);
      return subjectCommand('withdrawNomination', 'awards', task.subjectId, withdrawal, contested);
    }
    return random.chance(NAMES_THE_TASK)
      ? taskCommand('resubmitNomination', 'awards', task, input)
      : subjectCommand('resubmitNomination', 'awards', task.subjectId, input, null);
  }

  private withText(operation: string, task: OpenTask, field: string, text: string): Command {
    return taskCommand(operation, 'awards', task, { [field]: text }, { [field]: `${text} (ý kiến khác)` });
  }

  private async edit(person: Person, nominationId: string, random: SeededRandom): Promise<void> {
    const { nomination } = await this.sender.read<{ nomination: { version: number } | null }>(
      person,
      'query Version($id: ID!) { nomination(id: $id) { id version } }',
      { id: nominationId },
    );
    if (nomination) {
      const { version } = nomination;
      const input = { nominationId, version, achievement: 'Báo cáo đã bổ sung (minh họa).' };
      await this.sender.carryOut(
        person,
        subjectCommand('editNomination', 'awards', nominationId, input, { id: nominationId, version }),
        random,
      );
    }
  }
}
