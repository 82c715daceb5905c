const REFUSED = '... on CommandRefused { reasons { code vi en field } }';
const UNIT = 'unit { id code name level status validFrom parent { id } }';

/** The mutations of membership as the tests send them. */
export const OPERATIONS = {
  foundUnit: `mutation ($input: FoundUnitInput!) { foundUnit(input: $input) { __typename ... on FoundUnitSuccess { ${UNIT} } ${REFUSED} } }`,
  changeUnitFact: `mutation ($input: ChangeUnitFactInput!) { changeUnitFact(input: $input) { __typename ... on ChangeUnitFactSuccess { ${UNIT} } ${REFUSED} } }`,
  transferUnit: `mutation ($input: TransferUnitInput!) { transferUnit(input: $input) { __typename ... on TransferUnitSuccess { ${UNIT} } ${REFUSED} } }`,
  dissolveUnit: `mutation ($input: DissolveUnitInput!) { dissolveUnit(input: $input) { __typename ... on DissolveUnitSuccess { ${UNIT} } ${REFUSED} } }`,
  admitMembers: `mutation ($input: AdmitMembersInput!) { admitMembers(input: $input) { __typename ... on AdmitMembersSuccess { count memberIds unit { id } } ${REFUSED} } }`,
  appointOfficer: `mutation ($input: AppointOfficerInput!) { appointOfficer(input: $input) { __typename ... on AppointOfficerSuccess { officer { id position from until provenance member { id fullName } unit { id } } } ${REFUSED} } }`,
  endOffice: `mutation ($input: EndOfficeInput!) { endOffice(input: $input) { __typename ... on EndOfficeSuccess { officer { id until } } ${REFUSED} } }`,
  recordHeadcount: `mutation ($input: RecordHeadcountInput!) { recordHeadcount(input: $input) { __typename ... on RecordHeadcountSuccess { headcount { id total qualifier sentence } } ${REFUSED} } }`,
  referToParty: `mutation ($input: ReferToPartyInput!) { referToParty(input: $input) { __typename ... on ReferToPartySuccess { count referrals { id referredOn admittedOn member { id } } } ${REFUSED} } }`,
  recordPartyAdmission: `mutation ($input: RecordPartyAdmissionInput!) { recordPartyAdmission(input: $input) { __typename ... on RecordPartyAdmissionSuccess { referral { id admittedOn } } ${REFUSED} } }`,
} as const;

/** Name of a mutation. */
export type OperationName = keyof typeof OPERATIONS;
