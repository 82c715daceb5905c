import { once, subjectCommand, taskCommand, type Command, type OpenTask } from './command';
import type { CommandSender } from './command-sender';
import { chooseTask, claimOrNot, readInbox } from './inbox';
import type { Person } from './person';
import type { SeededRandom } from './seeded-random';
import type { WorkInHand } from './work-in-hand';
import type { Approver, Workplace } from './workplace';

/** Seconds from a cycle's opening to the deadline of its pledges: near enough for timers to race with people. */
const DEADLINE = { least: 4, most: 14 };
const RACES_FOR_THE_YEAR = 0.3;
const DRAFTS_ANEW = 0.2;
const DRAFT = {
  content: 'Các đơn vị cam kết hoàn thành các chỉ tiêu được giao (minh họa).',
  jointActivities: ['Hội thao đoàn viên (minh họa)'],
};

/** The work on cycles and their pledges: opening, drafting, signing, dealing with lateness. */
export class PledgeWork {
  constructor(
    private readonly sender: CommandSender,
    private readonly workplace: Workplace,
    private readonly inHand: WorkInHand,
  ) {}

  /** Does one thing that waits. @returns whether there was anything to do. */
  async actOnInbox({ person }: Approver, random: SeededRandom): Promise<boolean> {
    const tasks = await readInbox(this.sender, person, 'emulation');
    const task = chooseTask(tasks, person, random);
    if (!task) {
      return tasks.length > 0;
    }
    const command =
      claimOrNot('emulation', task, person, this.inHand.finishing, random) ?? (await this.actOn(task, person, random));
    if (command) {
      await this.sender.carryOut(person, command, random);
    }
    return true;
  }

  /** Opens the next year's cycle when its time has come. @returns whether it had. */
  async openCycle({ person }: Approver, random: SeededRandom): Promise<boolean> {
    const year = this.inHand.cycleYear(random.chance(RACES_FOR_THE_YEAR));
    if (year === null) {
      return false;
    }
    const deadline = random.between(DEADLINE.least, DEADLINE.most);
    const theme = 'Nâng cao chất lượng hoạt động công đoàn cơ sở (minh họa)';
    const input = {
      ownerId: this.workplace.provinceId,
      year,
      theme,
      minimumJointActivities: 1,
      calendar: [
        { milestone: 'PLEDGE_DRAFTING', offset: 'PT0S' },
        { milestone: 'PLEDGE_REMINDER', offset: `PT${deadline - 2}S` },
        { milestone: 'PLEDGE_DEADLINE', offset: `PT${deadline}S` },
        { milestone: 'MID_YEAR_REVIEW', offset: 'P1D' },
        { milestone: 'MID_YEAR_DEADLINE', offset: 'P2D' },
        { milestone: 'YEAR_END', offset: 'P3D' },
      ],
    };
    const other = { theme: `${theme}: chủ đề khác` };
    await this.sender.carryOut(
      person,
      subjectCommand('openCycle', 'emulation', null, input, once(`cycle/${year}`), other),
      random,
    );
    return true;
  }

  private async actOn(task: OpenTask, person: Person, random: SeededRandom): Promise<Command | null> {
    const { subjectId: pledgeId, unitId } = task;
    switch (task.kind) {
      case 'DRAFT_PLEDGE':
        return this.draftOrOpen(pledgeId, person, random);
      case 'SIGN_PLEDGE':
        return subjectCommand(
          'signPledge',
          'emulation',
          pledgeId,
          { pledgeId, unitId },
          once(`signature/${pledgeId}/${unitId}`),
        );
      default: {
        const note = 'Đã nhắc các đơn vị ký bổ sung (minh họa).';
        return taskCommand('handlePledgeEscalation', 'emulation', task, { note }, { note: `${note} Lần khác.` });
      }
    }
  }

  private async draftOrOpen(pledgeId: string, person: Person, random: SeededRandom): Promise<Command | null> {
    const { pledge } = await this.sender.read<{ pledge: { version: number; content: string | null } | null }>(
      person,
      'query Draft($id: ID!) { pledge(id: $id) { id version content } }',
      { id: pledgeId },
    );
    if (!pledge) {
      return null;
    }
    const { version, content } = pledge;
    const contested = { id: pledgeId, version };
    if (content === null || (!this.inHand.finishing && random.chance(DRAFTS_ANEW))) {
      const input = { pledgeId, version, ...DRAFT };
      const other = { content: `${DRAFT.content} Bản khác.` };
      return subjectCommand('draftPledge', 'emulation', pledgeId, input, contested, other);
    }
    return subjectCommand('openPledgeForSignature', 'emulation', pledgeId, { pledgeId, version }, contested);
  }
}
