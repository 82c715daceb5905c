import { found, must, NotYet, type TourStep } from './tour-step';
import { TODAY } from './tour-stage';

/** The fingerprint of awards’ key, as the operator’s command prints it. */
const FINGERPRINT = '$(npm run --silent audit:keys | sed -n "s/^awards *//p")';

/** An auditor's half hour: from a question about one award to proof that nothing was changed. */
export const AUDITOR_STEPS: readonly TourStep[] = [
  {
    kind: 'CHAPTER',
    title: 'An auditor’s half hour',
    prose:
      'A letter says that the second award rests on a false report. We are first the chair of the province, who revokes it, and then somebody of the Confederation’s inspection committee, who trusts neither the province nor our database.',
  },
  {
    kind: 'GRAPH',
    who: 'chair',
    prose: 'The revocation names its article; without one it is refused:',
    operation: `mutation Revoke($input: RevokeAwardsInput!) {
  revokeAwards(input: $input) {
    ... on RevokeAwardsSuccess { revocation { id state items { nominationId } } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: ({ nominationIds }, finds) => ({
      input: {
        decisionId: found(finds, 'decision'),
        nominationIds: [nominationIds[1]],
        article: 'Điều 93 Luật Thi đua, khen thưởng',
        reason: 'Kê khai sai số tiền làm lợi (minh họa).',
        revokedOn: TODAY,
      },
    }),
    keep: (data: { revokeAwards: { revocation?: { id: string } } }, finds) => {
      finds.set('revocation', must(data.revokeAwards.revocation).id);
    },
  },
  {
    kind: 'GRAPH',
    who: 'chair',
    prose:
      'The money comes back by the same way, as an entry against the first; the certificate now says that it is revoked:',
    operation: `query Reversed($unitId: ID!, $decisionId: ID!) {
  awardPayments(unitId: $unitId, decisionId: $decisionId) { nodes { nominationId state amount entries { amount } } }
  receivedAwards(first: 5) { nodes { status recipient { fullName } certificate { verificationUrl } } }
}`,
    variables: ({ provinceId }, finds) => ({ unitId: provinceId, decisionId: found(finds, 'decision') }),
    keep: (
      data: {
        awardPayments: { nodes: { state: string }[] };
        receivedAwards: { nodes: { status: string; certificate: { verificationUrl: string } | null }[] };
      },
      finds,
    ) => {
      const revoked = data.receivedAwards.nodes.find(({ status }) => status === 'REVOKED');
      if (!data.awardPayments.nodes.some(({ state }) => state === 'REVERSED')) {
        throw new NotYet('the money is not back');
      }
      finds.set('verification', new URL(must(must(revoked).certificate).verificationUrl).pathname);
    },
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose:
      'Now the inspection committee: what happened to this nomination, who did it, on whose behalf, under which mandate and by which version of the rules? Each entry carries its hash and that of the entry before.',
    operation: `query History($id: ID!) {
  nomination(id: $id) { state revision nominee { fullName } decision { number decidedOn } }
  nominationHistory(nominationId: $id, first: 4) {
    nodes {
      sequence at action reason
      actor { fullName } position unit { name } mandateId ruleVersion
      differences { label before after }
      previousHash hash anchorState
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[1] }),
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'Only what one officer did, or one kind of act, or a time:',
    operation: `query ByAction($id: ID!) {
  nominationHistory(nominationId: $id, action: "RETURN") {
    nodes { sequence at actor { fullName } reason temporalUrl }
  }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[1] }),
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose:
      'The dossier as it stood right after entry 2, before it was returned: its text is compared with the digest that the entry holds.',
    operation: `query AsOf($id: ID!) {
  nominationAsOf(nominationId: $id, sequence: 2) { at state stage revision achievement achievementDigest }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[1] }),
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'What the checks said at submission and at each stage, by the rules that the nomination carries:',
    operation: `query Checked($id: ID!) {
  nomination(id: $id) {
    checks { number occasion stage outcome ruleSetId auditSequence checkedAt results { code outcome } }
  }
}`,
    variables: ({ nominationIds }) => ({ id: nominationIds[1] }),
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'The council’s vote: counts over all members, and nothing of who voted how. The session’s own history:',
    operation: `query Votes($id: ID!) {
  ballotSession(id: $id) { memberCount keyFingerprint root keyDestroyedAt items { ordinal yes no outcome } }
  ballotSessionHistory(sessionId: $id, first: 3) { nodes { sequence action actor { fullName } at } }
}`,
    variables: (_stage, finds) => ({ id: found(finds, 'session') }),
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'And the decision, its signature and its revocation:',
    operation: `query Decided($id: ID!) {
  awardDecision(id: $id) { number decidedOn signatory { fullName } mandateId revocations { article reason state } }
  awardDecisionHistory(decisionId: $id, first: 10) { nodes { sequence action position actor { fullName } hash } }
}`,
    variables: (_stage, finds) => ({ id: found(finds, 'decision') }),
  },
  {
    kind: 'ASIDE',
    prose: 'Anybody, without signing in, sees at the address in the QR code what the certificate is worth today:',
    act: async ({ inspector }, finds) => {
      const page = await (await inspector.client.fetch(found(finds, 'verification'))).text();
      const words = page
        .replaceAll(/<style[\s\S]*?<\/style>|<title>[\s\S]*?<\/title>|<[^>]+>/g, '\n')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean);
      finds.set('shown', words.join('\n'));
    },
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'The whole trail of awards is exported by a job; the request is part of the trail itself:',
    operation: `mutation Export($input: RequestAuditExportInput!) {
  requestAwardsAuditExport(input: $input) {
    ... on RequestAuditExportSuccess { auditExport { id state entriesTotal } }
    ... on CommandRefused { reasons { code vi en field } }
  }
}`,
    variables: () => ({ input: { reason: 'Kiểm tra theo đơn (minh họa).' } }),
    keep: (data: { requestAwardsAuditExport: { auditExport?: { id: string } } }, finds) => {
      finds.set('export', must(data.requestAwardsAuditExport.auditExport).id);
    },
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'How far it is, and once it is done the digest that whatever is handed over must have:',
    operation: `query Exported($id: ID!) {
  awardsAuditExport(id: $id) { state entriesDone entriesTotal manifestDigest keyId lastAnchor { number root } }
}`,
    variables: (_stage, finds) => ({ id: found(finds, 'export') }),
    keep: (data: { awardsAuditExport: { state: string } }) => {
      if (data.awardsAuditExport.state !== 'DONE') {
        throw new NotYet('the export is being made');
      }
    },
  },
  {
    kind: 'SHELL',
    prose:
      'Offline, on a machine of the auditor’s own, two verifiers that share no line of code judge an export. The fingerprint comes from where the Confederation published it. What follows the last anchor is called UNANCHORED, never valid: run again after the next anchor, ten minutes at most.',
    commands: () => [
      'npm run --silent audit:keys | grep awards',
      'rm -rf /tmp/awards-trail; npm run --silent audit:export -- --service awards --out /tmp/awards-trail',
      `npx thidua-audit-verifier /tmp/awards-trail --trusted-key ${FINGERPRINT} | head -15`,
      `python3 packages/audit-verifier/second-verifier/second_verifier.py /tmp/awards-trail ${FINGERPRINT} | head -9`,
    ],
  },
  {
    kind: 'GRAPH',
    who: 'inspector',
    prose: 'Who tried what they may not, in the province and below:',
    operation: `query Security($unitId: ID!) {
  securityEvents(unitId: $unitId, includeBelow: true, kinds: [REFUSED], first: 5) {
    nodes { at kind operation code permission member { fullName } }
  }
}`,
    variables: ({ provinceId }) => ({ unitId: provinceId }),
  },
];
