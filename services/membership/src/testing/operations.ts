const REFUSED = '... on CommandRefused { reasons { code vi en field } }';
const UNIT = 'unit { id code name level status validFrom parent { id } }';

const DELEGATION =
  'delegation { id from until document reason provenance office { id position } principal { id } toMember { id } }';

/** The mutations of membership as the tests send them. */
export const OPERATIONS = {
  foundUnit: `mutation ($input: FoundUnitInput!) { foundUnit(input: $input) { __typename ... on FoundUnitSuccess { ${UNIT} } ${REFUSED} } }`,
  changeUnitFact: `mutation ($input: ChangeUnitFactInput!) { changeUnitFact(input: $input) { __typename ... on ChangeUnitFactSuccess { ${UNIT} } ${REFUSED} } }`,
  transferUnit: `mutation ($input: TransferUnitInput!) { transferUnit(input: $input) { __typename ... on TransferUnitSuccess { ${UNIT} } ${REFUSED} } }`,
  dissolveUnit: `mutation ($input: DissolveUnitInput!) { dissolveUnit(input: $input) { __typename ... on DissolveUnitSuccess { ${UNIT} } ${REFUSED} } }`,
  admitMembers: `mutation ($input: AdmitMembersInput!) { admitMembers(input: $input) { __typename ... on AdmitMembersSuccess { count memberIds unit { id } } ${REFUSED} } }`,
  appointOfficer: `mutation ($input: AppointOfficerInput!) { appointOfficer(input: $input) { __typename ... on AppointOfficerSuccess { endedLinks officer { id position from until provenance member { id fullName } unit { id } } } ${REFUSED} } }`,
  endOffice: `mutation ($input: EndOfficeInput!) { endOffice(input: $input) { __typename ... on EndOfficeSuccess { officer { id until } } ${REFUSED} } }`,
  recordHeadcount: `mutation ($input: RecordHeadcountInput!) { recordHeadcount(input: $input) { __typename ... on RecordHeadcountSuccess { headcount { id total qualifier sentence } } ${REFUSED} } }`,
  referToParty: `mutation ($input: ReferToPartyInput!) { referToParty(input: $input) { __typename ... on ReferToPartySuccess { count referrals { id referredOn admittedOn member { id } } } ${REFUSED} } }`,
  recordPartyAdmission: `mutation ($input: RecordPartyAdmissionInput!) { recordPartyAdmission(input: $input) { __typename ... on RecordPartyAdmissionSuccess { referral { id admittedOn } } ${REFUSED} } }`,
  linkIdentity: `mutation ($input: LinkIdentityInput!) { linkIdentity(input: $input) { __typename ... on LinkIdentitySuccess { member { id } } ${REFUSED} } }`,
  unlinkIdentity: `mutation ($input: UnlinkIdentityInput!) { unlinkIdentity(input: $input) { __typename ... on UnlinkIdentitySuccess { member { id } } ${REFUSED} } }`,
  delegateMandate: `mutation ($input: DelegateMandateInput!) { delegateMandate(input: $input) { __typename ... on DelegateMandateSuccess { ${DELEGATION} } ${REFUSED} } }`,
  endDelegation: `mutation ($input: EndDelegationInput!) { endDelegation(input: $input) { __typename ... on EndDelegationSuccess { ${DELEGATION} } ${REFUSED} } }`,
  suspendMandate: `mutation ($input: SuspendMandateInput!) { suspendMandate(input: $input) { __typename ... on SuspendMandateSuccess { officer { id suspensions { from until document reason } } } ${REFUSED} } }`,
  resumeMandate: `mutation ($input: ResumeMandateInput!) { resumeMandate(input: $input) { __typename ... on ResumeMandateSuccess { officer { id suspensions { from until document reason } } } ${REFUSED} } }`,
  recordPersonalData: `mutation ($input: RecordPersonalDataInput!) { recordPersonalData(input: $input) { __typename ... on RecordPersonalDataSuccess { member { id } } ${REFUSED} } }`,
} as const;

/** Name of a mutation. */
export type OperationName = keyof typeof OPERATIONS;
