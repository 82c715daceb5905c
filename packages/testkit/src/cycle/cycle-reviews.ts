import { awaited, type CycleLog } from './cycle-log';
import type { CycleGroups } from './cycle-opening';
import type { DemonstrationProvince } from './demonstration-province';
import type { PersistentClient } from './persistent-client';

interface Contribution {
  readonly unit: { readonly name: string } | null;
  readonly numerator: string;
  readonly denominator: string | null;
  readonly records: number | null;
  readonly recordedIn: string;
}

interface Review {
  readonly id: string;
  readonly state: string;
  readonly group: { readonly id: string } | null;
  readonly unit: { readonly id: string } | null;
  readonly lines: readonly {
    readonly indicator: { readonly source: string };
    readonly achievement: { readonly percent: string | null; readonly display: string };
    readonly contributions: readonly Contribution[];
  }[];
}

const REVIEWS = `query Reviews($cycleId: ID!) {
  reviews(cycleId: $cycleId, first: 10) {
    nodes {
      id state group { id } unit { id }
      lines {
        indicator { source }
        achievement { percent display }
        contributions(first: 20) { unit { name } numerator denominator records recordedIn }
      }
    }
  }
}`;

/** Blocks 1 and 10 refer 11 and 12 members, as the article says. */
export async function referMembers(
  log: CycleLog,
  { block1, block10 }: DemonstrationProvince,
  as: (memberId: string) => PersistentClient,
  year: number,
): Promise<void> {
  for (const [units, count, name] of [
    [block1, 11, 'Block 1 refers 11 outstanding members to the Party'],
    [block10, 12, 'Block 10 refers 12'],
  ] as const) {
    await log.step(name, `${count} referred`, async () => {
      const unit = units[0];
      const client = as(unit?.chair ?? '');
      const { members } = await client.read<{ members: { nodes: { id: string }[] } }>(
        'query Members($unitId: ID!, $first: Int!) { members(unitId: $unitId, first: $first) { nodes { id } } }',
        { unitId: unit?.id, first: count },
      );
      const referred = await client.command<{ count: number }>(
        'referToParty',
        'ReferToPartyInput',
        { unitId: unit?.id, memberIds: members.nodes.map((member) => member.id), referredOn: `${year}-05-19` },
        '... on ReferToPartySuccess { count }',
      );
      return referred.result ? `${referred.result.count} referred` : JSON.stringify(referred);
    });
  }
}

/** The reviews show what the article prints, each figure with the rows it came from. */
export async function checkReviews(
  log: CycleLog,
  { province, cluster1 }: DemonstrationProvince,
  groups: CycleGroups,
  cycleId: string,
  as: (memberId: string) => PersistentClient,
): Promise<void> {
  const client = as(province.chair);
  const reviewOf = async (about: { groupId?: string; unitId?: string }): Promise<Review> =>
    awaited('the review', async () => {
      const { reviews } = await client.read<{ reviews: { nodes: Review[] } }>(REVIEWS, { cycleId });
      const review = reviews.nodes.find(
        ({ group, unit }) =>
          (about.groupId !== undefined && group?.id === about.groupId) ||
          (about.unitId !== undefined && unit?.id === about.unitId),
      );
      return review && review.state !== 'COLLECTING' ? review : null;
    });
  const expectations = [
    {
      title: 'Review of block 1: Party referrals, 11 of 10',
      about: { groupId: groups.block1 },
      source: 'PARTY_REFERRALS',
      expected: '110.00 (110 %)',
    },
    {
      title: 'Review of block 10: Party referrals, 12 of 10',
      about: { groupId: groups.block10 },
      source: 'PARTY_REFERRALS',
      expected: '120.00 (120 %)',
    },
    {
      title: 'Review of the province: new members, 5.157 of TLĐ’s target 5.000',
      about: { unitId: province.id },
      source: 'MEMBERS_JOINED',
      expected: '103.14 (103 %)',
    },
    {
      title: 'Review of cluster 1: union fund against its budget',
      about: { groupId: groups.cluster1 },
      source: 'UNION_FUND_COLLECTED',
      expected: '100.00 (100 %)',
    },
    {
      title: 'Review of the province: union fund against its budget',
      about: { unitId: province.id },
      source: 'UNION_FUND_COLLECTED',
      expected: '100.00 (100 %)',
    },
  ];
  for (const { title, about, source, expected } of expectations) {
    await log.step(title, expected, async () => {
      const review = await reviewOf(about);
      const line = review.lines.find(({ indicator }) => indicator.source === source);
      for (const contribution of line?.contributions.filter(({ records }) => (records ?? 0) > 0) ?? []) {
        const ratio = contribution.denominator
          ? `${contribution.numerator} / ${contribution.denominator}`
          : contribution.numerator;
        log.line(
          `        from ${contribution.unit?.name}: ${ratio} (${contribution.records} rows in ${contribution.recordedIn})`,
        );
      }
      return line ? `${line.achievement.percent} (${line.achievement.display})` : 'no such line';
    });
  }
  await log.step('The head of cluster 1 concludes its review', 'CONCLUDED', async () => {
    const head = as(cluster1[0]?.chair ?? '');
    const review = await reviewOf({ groupId: groups.cluster1 });
    const task = await awaited('the task to conclude', async () => {
      const { viewer } = await head.read<{
        viewer: { emulationTasks: { nodes: { id: string; kind: string; version: number; subjectId: string }[] } };
      }>('query Tasks { viewer { id emulationTasks(first: 200) { nodes { id kind version subjectId } } } }');
      return viewer.emulationTasks.nodes.find(
        ({ kind, subjectId }) => kind === 'CONCLUDE_REVIEW' && subjectId === review.id,
      );
    });
    const concluded = await head.command<{ review: { state: string } }>(
      'concludeReview',
      'ConcludeReviewInput',
      {
        taskId: task.id,
        version: task.version,
        limits: 'Phối hợp giữa các đơn vị chưa chặt chẽ.',
        remedies: 'Thêm hoạt động chung mang dấu ấn của cụm.',
        conclusion: 'Hoàn thành các chỉ tiêu 6 tháng đầu năm.',
      },
      '... on ConcludeReviewSuccess { routing review { id state } }',
    );
    if (!concluded.result) {
      return JSON.stringify(concluded);
    }
    return awaited('the review to be concluded', async () => {
      const { review: now } = await head.read<{ review: { state: string } }>(
        'query Review($id: ID!) { review(id: $id) { id state } }',
        { id: review.id },
      );
      return now.state === 'CONCLUDED' ? now.state : null;
    });
  });
}
