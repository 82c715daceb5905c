import { NOMINATION_SIDE_TASKS } from '@thidua/contracts';
import {
  lastStated,
  notReconstructed,
  readChainUntil,
  sha256,
  statedAfter,
  type AuditEntry,
  type NotReconstructed,
  type SqlRunner,
} from '@thidua/service-kit';
import { NominationAction } from '@thidua/contracts';
import type { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import type { NominationRevision } from '../nomination/nomination-revision.entity';
import { isClosed } from '../nomination/nomination.states';
import { NominationAsOf } from './nomination-as-of.type';

const TEXT_NOT_KEPT = {
  vi: 'Bản soạn này đã bị bản sau thay thế trước khi trình; hệ thống giữ nguyên văn các lần trình và 50 phiên bản bản soạn gần nhất cho người được xem bản soạn. Mã băm vẫn chứng minh được một bản sao.',
  en: 'This draft was replaced before it was submitted; kept word for word are submitted texts and, for those who may read drafts, the last 50 versions. The digest still proves a copy.',
};

/** The stage that is open after an entry; a closed nomination has none, and most entries leave it as it was. */
function stageAfter(stage: string | null, entry: AuditEntry): string | null {
  const [state, opened] = [statedAfter(entry, 'state'), statedAfter(entry, 'opened')];
  if (typeof state !== 'string') {
    return stage;
  }
  if (!Array.isArray(opened)) {
    // The workflow has not yet said what opens; a submission opens nothing by itself, what else happens closes nothing.
    return state === NominationStatus.Submitted ? null : stage;
  }
  const [first] = (opened as readonly { readonly kind: string; readonly stage: string }[]).filter(
    ({ kind }) => !NOMINATION_SIDE_TASKS.includes(kind),
  );
  return first?.stage ?? (isClosed(state) ? null : stage);
}

const SHARED_NOT_TOLD = {
  vi: 'Giấy tờ dùng chung của danh sách ở thời điểm này chỉ có trong nhật ký của danh sách; lần trình kế tiếp ghi lại đầy đủ.',
  en: 'Which papers the list shared at that time stands in the list’s own history; the next submission names them all.',
};

/** The papers of the dossier after an entry: a submission names all of them, and then each change its own. */
export function papersAfter(papers: readonly string[], entry: AuditEntry): readonly string[] {
  const { action, before, after } = entry;
  const paperId = (side: unknown): string => (side as { readonly paperId: string }).paperId;
  switch (action) {
    case NominationAction.Submit:
    case NominationAction.Resubmit:
      return ((statedAfter(entry, 'papers') ?? []) as readonly { readonly paperId: string }[]).map(paperId);
    case 'ATTACH_PAPER':
      return [...papers, paperId(after)];
    case 'REMOVE_PAPER':
      return papers.filter((id) => id !== paperId(before));
    default:
      return papers;
  }
}

function lastNumber(entries: readonly AuditEntry[], field: string): number {
  const stated = entries.map((entry) => statedAfter(entry, field)).filter((value) => typeof value === 'number');
  return stated.at(-1) ?? 1;
}

/** The text that has the digest, among those that whoever sees the nomination sees anyway. */
function textOf(
  digest: string,
  nomination: Nomination,
  revisions: readonly NominationRevision[],
): { achievement: string | null; missing: NotReconstructed[] } {
  const texts = [...revisions, nomination].map(({ achievement }) => achievement);
  const achievement = texts.find((text) => sha256(text) === digest) ?? null;
  return { achievement, missing: achievement === null ? [notReconstructed('achievement', TEXT_NOT_KEPT)] : [] };
}

/**
 * The nomination as it stood right after an entry: from the entries up to there and the texts that were submitted.
 * @throws NOT_FOUND when its history does not go so far.
 */
export async function nominationAsOf(
  runner: SqlRunner,
  nomination: Nomination,
  revisions: readonly NominationRevision[],
  sequence: number,
): Promise<NominationAsOf> {
  const { entries, last } = await readChainUntil(runner, nomination.id, sequence);
  const achievementDigest = lastStated(entries, 'achievementDigest') ?? '';
  const state = lastStated(entries, 'state');
  const { achievement, missing } = textOf(achievementDigest, nomination, revisions);
  const isDrafted = state === null || state === NominationStatus.Draft || state === NominationStatus.Returned;
  const shared = nomination.listId && isDrafted ? [notReconstructed('papers', SHARED_NOT_TOLD)] : [];
  return Object.assign(new NominationAsOf(), {
    nominationId: nomination.id,
    sequence,
    at: new Date(last.at),
    state: Object.values(NominationStatus).find((each) => String(each) === state) ?? NominationStatus.Draft,
    stage: entries.reduce(stageAfter, null),
    revision: lastNumber(entries, 'revision'),
    version: lastNumber(entries, 'version'),
    // An override names the rule set that it was given under, every other entry the route.
    routeVersionId:
      entries.findLast(({ action, ruleVersion }) => ruleVersion !== null && action !== 'OVERRIDE_CHECK')?.ruleVersion ??
      null,
    achievementDigest,
    achievement,
    paperIds: entries.reduce(papersAfter, []),
    notReconstructed: [...missing, ...shared],
  });
}
