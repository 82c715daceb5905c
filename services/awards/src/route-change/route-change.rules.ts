import type { Reason, RouteStage } from '@thidua/contracts';

/** Where a nomination stands: the open stage, or the one that returned it. */
export type StandingAt = Pick<RouteStage, 'stage' | 'taskKind' | 'unitId' | 'permission'>;

/** What another route makes of a nomination. */
export interface RouteChange {
  /** Why it cannot go on along that route; empty when it can. */
  readonly problems: readonly Reason[];
  /** Whether the open task becomes another one: for another unit or of another kind. */
  readonly reopensTask: boolean;
}

/**
 * Whether a nomination can go on along another route: from the stage of the same name, which must have a unit there.
 * @param isReturned whether the dossier is with the nominating unit, so that no task of the route is open.
 */
export function routeChange(at: StandingAt, isReturned: boolean, stages: readonly RouteStage[]): RouteChange {
  const same = stages.find(({ stage, unitId }) => stage === at.stage && unitId !== null);
  const problems: Reason[] = [];
  if (!same) {
    problems.push({
      code: 'ROUTE_LACKS_OPEN_STAGE',
      vi: `Hồ sơ đang ở bước ${at.stage}; quy trình mới không có bước này cho đơn vị đề nghị.`,
      en: `The nomination stands at the stage ${at.stage}, which the new route does not have for its unit.`,
      field: null,
    });
  }
  if (!stages.at(-1)?.unitId) {
    problems.push({
      code: 'ROUTE_HAS_NO_DECIDING_UNIT',
      vi: 'Theo quy trình mới không có đơn vị nào có thẩm quyền quyết định cho đơn vị đề nghị.',
      en: 'Along the new route no unit above the nominating unit can decide.',
      field: null,
    });
  }
  const isSameTask =
    same !== undefined &&
    same.taskKind === at.taskKind &&
    same.unitId === at.unitId &&
    same.permission === at.permission;
  return { problems, reopensTask: problems.length === 0 && !isReturned && !isSameTask };
}
