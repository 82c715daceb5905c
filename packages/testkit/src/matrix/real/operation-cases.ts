import { OFFICER_POSITIONS, ruleOf, type Permission } from '@thidua/contracts';
import type { PersistentClient } from '../../cycle/persistent-client';
import { expectedAnswer, expectedRows, type Asking } from './expected-answer';
import type { AccessStatement } from './operation-entry';
import type { MatrixScene } from './scene/matrix-scene';
import { mandateOf, type ScenePerson } from './scene/scene-person';

/** Callers who are nobody. */
export interface ClientsOfNobody {
  readonly anonymous: PersistentClient;
  readonly forged: PersistentClient;
  readonly expired: PersistentClient;
  readonly notLinked: PersistentClient;
}

/** One way to ask for an operation, with the answer that must come. */
export interface OperationCase {
  /** Who asks, in words. */
  readonly caller: string;
  readonly client: PersistentClient;
  /** Member id of whoever asks; null for nobody. */
  readonly memberId: string | null;
  readonly expected: string;
  /** For lists: the planted rows that must come, and no other planted one. */
  readonly rows: readonly string[] | null;
}

interface Candidate extends Partial<Asking> {
  readonly caller: string;
  readonly person: ScenePerson;
}

/** Everybody whose mandate is not what it would have to be, and those whose mandate is. */
function candidates({ people }: MatrixScene, { by, permission }: AccessStatement): Candidate[] {
  const of = people.of[by];
  const positions = ruleOf(permission).grants.flatMap((grant) => [...grant.positions]);
  const unsuitable = mandateOf(of.ofTwoMandates, 'WOMENS_BOARD_MEMBER', 'sibling');
  const delegation = of.delegate.mandates.at(-1)?.id ?? '';
  const formerDelegation = of.formerDelegate.mandates.at(-1)?.id ?? '';
  const inConfederation = positions.includes('CHAIR')
    ? [{ caller: 'chair of the confederation', person: people.confederation.chair }]
    : positions.includes('INSPECTION_COMMITTEE_MEMBER')
      ? [{ caller: 'inspector of the confederation', person: people.confederation.inspector }]
      : [];
  return [
    { caller: 'member without a mandate', person: people.member },
    ...OFFICER_POSITIONS.map((position) => ({ caller: `${position} of the unit`, person: people.officers[position] })),
    { caller: `${by} of a unit below`, person: of.child },
    { caller: `${by} of the unit above`, person: of.province },
    { caller: `${by} of a sibling`, person: of.sibling },
    { caller: `${by} of another province`, person: of.otherProvince },
    ...inConfederation,
    { caller: `${by} from tomorrow on`, person: of.notYet },
    { caller: `${by} until 2021`, person: of.ended },
    { caller: `${by}, suspended`, person: of.suspended },
    { caller: `${by} by delegation`, person: of.delegate, actAs: delegation },
    { caller: `${by} by a delegation that has ended`, person: of.formerDelegate, actAs: formerDelegation },
    { caller: `${by} by a delegation that has ended, under their own mandate`, person: of.formerDelegate },
    { caller: `${by} and another mandate, none chosen`, person: of.ofTwoMandates },
    { caller: `${by}, acting under another mandate`, person: of.ofTwoMandates, actAs: unsuitable },
    { caller: `${by}, acting under somebody else’s mandate`, person: people.officers[by], actAs: delegation },
  ];
}

/**
 * Every case of an entry.
 * @param declared the permissions that the operation declares in the schema.
 * @param isCommand whether it must be done under one mandate.
 */
export async function casesOf(
  scene: MatrixScene,
  nobody: ClientsOfNobody,
  entry: AccessStatement,
  declared: readonly Permission[],
  isCommand = false,
): Promise<OperationCase[]> {
  const owner = entry.owner ? await entry.owner(scene) : null;
  const planted = entry.planted ? await entry.planted(scene) : null;
  const asked = { isCommand, declared, entry, ownerId: owner?.memberId ?? null };
  const caseOf = ({ caller, person, actAs = null }: Candidate, facts = {}): OperationCase => {
    const asking = { person, actAs };
    const expected = expectedAnswer(asking, { ...asked, facts });
    return {
      caller,
      memberId: person.memberId,
      client: actAs === null ? person.client : person.client.actingUnder(actAs),
      expected,
      rows: planted && expected === 'ALLOWED' ? expectedRows(asking, planted) : null,
    };
  };
  const broken = await Promise.all(
    (entry.broken ?? []).map(async ({ condition, facts, person: find, actAs }) => {
      const person = await find(scene);
      const candidate = { caller: `somebody who breaks ${condition}`, person };
      return caseOf(actAs ? { ...candidate, actAs: actAs(person) } : candidate, facts);
    }),
  );
  const nobodys = (caller: string, client: PersistentClient, expected: string): OperationCase => ({
    caller,
    client,
    memberId: null,
    expected,
    rows: null,
  });
  return [
    nobodys('no token', nobody.anonymous, 'UNAUTHENTICATED'),
    nobodys('a forged token', nobody.forged, 'UNAUTHENTICATED'),
    nobodys('an expired token', nobody.expired, 'UNAUTHENTICATED'),
    nobodys('an account that is linked to nobody', nobody.notLinked, 'IDENTITY_NOT_LINKED'),
    ...candidates(scene, entry).map((candidate) => caseOf(candidate)),
    ...(owner ? [caseOf({ caller: 'the one whose own it is', person: owner })] : []),
    ...broken,
  ];
}
