import type { AnswerPath } from './field-entry';
import { awardsScene } from './entries/awards/awards-scene';
import { dossierScene } from './entries/awards/dossier-scene';
import { awardOfOfficer } from './entries/awards/registry.entries';
import { decisionsScene } from './entries/awards/decisions-scene';
import { ballotsScene } from './entries/awards/ballots-scene';
import { decidedNomination } from './entries/awards/decided-nomination';
import { emulationScene } from './entries/emulation/emulation-scene';
import { initiativesScene } from './entries/emulation/initiatives.entries';
import { membershipScene } from './entries/membership/membership-scene';
import type { MatrixScene } from './scene/matrix-scene';
import type { ScenePerson } from './scene/scene-person';

/** What is personal: whoever is beyond reach gets an error for each, whatever way they came by. */
export const PERSONAL_FIELDS = ['dateOfBirth', 'nationalId', 'phone', 'address', 'bankAccount'] as const;
const MEMBER = `{ id ${PERSONAL_FIELDS.join(' ')} }`;

/** A way by which somebody comes to a member whose personal data are none of their business. */
export interface PersonPath {
  /** The field that returns the member. */
  readonly field: string;
  readonly asker: (scene: MatrixScene) => ScenePerson;
  readonly document: string;
  readonly variables: (scene: MatrixScene) => Promise<object>;
  /** Where a member stands in the answer. */
  readonly at: AnswerPath;
}

const stranger = ({ people }: MatrixScene): ScenePerson => people.of.VICE_CHAIR.otherProvince;
const unitLeader = ({ people }: MatrixScene): ScenePerson => people.officers.VICE_CHAIR;
const provinceLeader = ({ people }: MatrixScene): ScenePerson => people.of.VICE_CHAIR.province;
const inspector = ({ people }: MatrixScene): ScenePerson => people.officers.INSPECTION_COMMITTEE_MEMBER;

/** Ways of which each begins at something that the asker may see. */
function from(
  root: string,
  asker: PersonPath['asker'],
  variables: PersonPath['variables'],
  ways: Readonly<Record<string, readonly [selection: string, at: AnswerPath]>>,
): PersonPath[] {
  const name = root.split('(')[0] ?? '';
  return Object.entries(ways).map(([field, [selection, at]]) => ({
    field,
    asker,
    document: `query Matrix($id: ID!) { ${root} { ${selection.replace('MEMBER', MEMBER)} } }`,
    variables,
    at: [name, ...at],
  }));
}

/** Every way to a member but those of EXEMPT. */
export const PERSON_PATHS: readonly PersonPath[] = [
  ...from('unit(id: $id)', stranger, async ({ units }) => ({ id: units.child }), {
    'Officer.member': ['officers { member MEMBER }', ['officers', 0, 'member']],
  }),
  ...from('unit(id: $id)', unitLeader, async ({ units }) => ({ id: units.child }), {
    'MemberConnection.nodes': ['members { nodes MEMBER }', ['members', 'nodes', 0]],
    'MemberEdge.node': ['members { edges { node MEMBER } }', ['members', 'edges', 0, 'node']],
  }),
  ...from('unit(id: $id)', provinceLeader, async ({ units }) => ({ id: units.unit }), {
    'PartyReferral.member': ['partyReferrals { nodes { member MEMBER } }', ['partyReferrals', 'nodes', 0, 'member']],
  }),
  ...from(
    'member(id: $id)',
    provinceLeader,
    async (scene) => ({ id: (await scene.part(membershipScene)).principal.memberId }),
    {
      'MandateDelegation.principal': [
        'offices { delegations { principal MEMBER } }',
        ['offices', 0, 'delegations', 0, 'principal'],
      ],
      'MandateDelegation.toMember': [
        'offices { delegations { toMember MEMBER } }',
        ['offices', 0, 'delegations', 0, 'toMember'],
      ],
    },
  ),
  ...from(
    'securityEvents(unitId: $id, kinds: [MANDATE_DELEGATED])',
    inspector,
    async ({ units }) => ({ id: units.unit }),
    {
      'SecurityEvent.member': ['nodes { member MEMBER }', ['nodes', 0, 'member']],
    },
  ),
  ...from('pledge(id: $id)', stranger, async (scene) => ({ id: (await scene.part(emulationScene)).signedId }), {
    'PledgeSignature.signedBy': ['signatures { signedBy MEMBER }', ['signatures', 0, 'signedBy']],
  }),
  ...from('initiative(id: $id)', stranger, async (scene) => ({ id: (await scene.part(initiativesScene)).toAcceptId }), {
    'Initiative.authors': ['authors MEMBER', ['authors', 0]],
  }),
  ...from('review(id: $id)', stranger, async (scene) => ({ id: (await scene.part(emulationScene)).concludedId }), {
    'MidYearReview.concludedBy': ['concludedBy MEMBER', ['concludedBy']],
  }),
  ...from(
    'nominationVersions(nominationId: $id)',
    inspector,
    async (scene) => ({ id: (await scene.part(awardsScene)).toEditId }),
    { 'NominationVersion.savedBy': ['savedBy MEMBER', [0, 'savedBy']] },
  ),
  ...from(
    'nomination(id: $id)',
    inspector,
    async (scene) => {
      await scene.part(dossierScene);
      return { id: (await scene.part(awardsScene)).toEditId };
    },
    { 'NominationPaper.attachedBy': ['papers { attachedBy MEMBER }', ['papers', 0, 'attachedBy']] },
  ),
  ...from(
    'nominationList(id: $id)',
    provinceLeader,
    async (scene) => ({ id: (await scene.part(dossierScene)).submittedListId }),
    { 'NominationList.draftedBy': ['draftedBy MEMBER', ['draftedBy']] },
  ),
  ...from('receivedAward(id: $id)', provinceLeader, async (scene) => ({ id: await scene.part(awardOfOfficer) }), {
    'ReceivedAward.recipient': ['recipient MEMBER', ['recipient']],
  }),
  ...from(
    'awardRevocation(id: $id)',
    provinceLeader,
    async (scene) => ({ id: (await scene.part(decisionsScene)).revocationId }),
    { 'AwardRevocation.signatory': ['signatory MEMBER', ['signatory']] },
  ),
  ...from(
    'ballotSession(id: $id)',
    inspector,
    async (scene) => ({ id: (await scene.part(ballotsScene)).closed.sessionId }),
    {
      'BallotSession.chair': ['chair MEMBER', ['chair']],
      'BallotSession.openedBy': ['openedBy MEMBER', ['openedBy']],
      'BallotSession.closedBy': ['closedBy MEMBER', ['closedBy']],
      'BallotSession.roll': ['roll MEMBER', ['roll', 0]],
      'BallotRecusal.member': ['items { recusals { member MEMBER } }', ['items', 0, 'recusals', 0, 'member']],
    },
  ),
  ...from('nomination(id: $id)', provinceLeader, async (scene) => ({ id: await scene.part(decidedNomination) }), {
    'Nomination.nominee': ['nominee MEMBER', ['nominee']],
    'Nomination.draftedBy': ['draftedBy MEMBER', ['draftedBy']],
    'Nomination.submittedBy': ['submittedBy MEMBER', ['submittedBy']],
    'NominationRevision.submittedBy': ['revisions { submittedBy MEMBER }', ['revisions', 0, 'submittedBy']],
    'NominationRevision.returnedBy': ['revisions { returnedBy MEMBER }', ['revisions', 0, 'returnedBy']],
    'Consultation.askedBy': ['consultations { askedBy MEMBER }', ['consultations', 0, 'askedBy']],
    'Suspension.suspendedBy': ['suspensions { suspendedBy MEMBER }', ['suspensions', 0, 'suspendedBy']],
    'Suspension.resumedBy': ['suspensions { resumedBy MEMBER }', ['suspensions', 0, 'resumedBy']],
    'DeadlineMove.movedBy': ['deadlineMoves { movedBy MEMBER }', ['deadlineMoves', 0, 'movedBy']],
    'CouncilVote.recordedBy': ['councilVote { recordedBy MEMBER }', ['councilVote', 'recordedBy']],
    'AwardDecision.draftedBy': ['decision { draftedBy MEMBER }', ['decision', 'draftedBy']],
    'AwardDecision.signatory': ['decision { signatory MEMBER }', ['decision', 'signatory']],
    'HistoryEntry.actor': ['history(first: 1) { nodes { actor MEMBER } }', ['history', 'nodes', 0, 'actor']],
    'NominationTask.assignee': ['tasks { kind assignee MEMBER }', ['tasks', 2, 'assignee']],
  }),
];

/** Fields that return a member or a nomination and need no way of their own, and why. */
export const EXEMPT: Readonly<Record<string, string>> = {
  'Viewer.member': 'it is always whoever asks',
  'TypedFigure.recordedBy': 'a typed figure is only ever the answer of recordActual: to whoever recorded it',
  'CheckOverrideView.overriddenBy':
    'an override stands in the history of a nomination, whose HistoryEntry.actor is the same member',
  'WhatIfNominee.member':
    'whatIf gives the members of a unit to those alone who may read its members, and is asked by everybody',
  'HistoryEntry.principal': 'it is resolved by the very reference of HistoryEntry.actor',
  'AwardDecisionItem.nomination': 'it is loaded as Query.nomination is, and null where that is NOT_FOUND',
  'ChecklistAnswer.answeredBy': 'it is resolved by the very reference of Consultation.askedBy, beside it',
  'Nomination.forwardedFrom': 'whoever sees the nomination that it was forwarded to shares its dossier and its history',
  'Nomination.forwardedTo': 'as a draft it is read by Query.nomination’s own scope; submitted, it shares the dossier',
  'NominationTask.nomination': 'Viewer.awardTasks gives nobody a task that is not theirs, and is asked by everybody',
  'BallotItem.nomination': 'it is read by the very loader of Query.nomination, which every caller is asked about',
  'NominationConnection.nodes': 'every list of nominations is asked by everybody',
  'NominationEdge.node': 'every list of nominations is asked by everybody',
};
