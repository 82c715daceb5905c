import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { SecurityLog } from '../security/security-log';
import { startProvinceScene, type ProvinceScene, type SceneOfficer } from './province-scene';
import type { Answer } from './running-membership';

/** An event as a page of the log shows it. */
export interface SeenEvent {
  readonly id: string;
  readonly kind: string;
  readonly code: string | null;
  readonly reporter: string;
  readonly unit: { readonly code: string } | null;
  readonly member: { readonly fullName: string | null } | null;
}

/** A page of the log. */
export interface SeenPage {
  readonly nodes: readonly SeenEvent[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

const PAGE = `query Log($unitId: ID, $includeBelow: Boolean! = false, $kinds: [SecurityEventKind!], $memberId: ID,
  $from: CalendarDate, $until: CalendarDate, $first: Int! = 50, $after: String) {
  securityEvents(unitId: $unitId, includeBelow: $includeBelow, kinds: $kinds, memberId: $memberId, from: $from,
    until: $until, first: $first, after: $after) {
    nodes { id at kind code operation permission reporter detail { name value } unit { code } member { id fullName } }
    pageInfo { hasNextPage endCursor }
  }
}`;
/** When a reported event happened unless it says otherwise. */
const AT = '2026-03-01T05:00:00.000Z';

/** The scene of two provinces with an inspector of each body, and the log as they read it. */
export interface SecurityScene extends ProvinceScene {
  readonly log: SecurityLog;
  readonly chairOfUnion: SceneOfficer;
  readonly inspectors: Readonly<Record<'root' | 'province' | 'union' | 'elsewhere', Mandate>>;
  /** Reports events as the gateway does. */
  report(...events: readonly object[]): Promise<{ status: number; body: never }>;
  read(variables: object, mandates: readonly Mandate[]): Promise<Answer>;
  /** A page that must be readable. */
  page(variables: object, mandate: Mandate): Promise<SeenPage>;
  /** Ids of the events on a page of 200. */
  ids(variables: object, mandate: Mandate): Promise<string[]>;
}

/** Starts the scene. */
export async function startSecurityScene(): Promise<SecurityScene> {
  const scene = await startProvinceScene();
  const { membership } = scene;
  const inspectorOf = async (unit: ProvinceScene['root']): Promise<Mandate> =>
    (await scene.appoint(unit, 'INSPECTION_COMMITTEE_MEMBER')).mandate;
  const read: SecurityScene['read'] = (variables, mandates) => membership.send(PAGE, variables, mandates);
  const page: SecurityScene['page'] = async (variables, mandate) => {
    const { data, errors } = await read(variables, [mandate]);
    if (errors.length > 0) {
      throw new Error(JSON.stringify(errors));
    }
    return data['securityEvents'] as SeenPage;
  };
  return {
    ...scene,
    log: new SecurityLog(membership.database.auditDatabase),
    chairOfUnion: await scene.appoint(scene.union, 'CHAIR'),
    inspectors: {
      root: await inspectorOf(scene.root),
      province: await inspectorOf(scene.province),
      union: await inspectorOf(scene.union),
      elsewhere: await inspectorOf(scene.otherProvince),
    },
    report: (...events) =>
      membership.internal('/internal/security-events', ['security:write'], {
        events: events.map((event) => ({ id: newId(), at: AT, kind: 'REFUSED', ...event })),
      }),
    read,
    page,
    ids: async (variables, mandate) => (await page({ first: 200, ...variables }, mandate)).nodes.map(({ id }) => id),
  };
}
