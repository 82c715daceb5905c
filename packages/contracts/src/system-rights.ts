/** Who signs passports: the gateway for people, every process for itself, the operator of the system by commands. */
export const PASSPORT_SIGNERS = [
  'gateway',
  'issuer',
  'membership',
  'finance',
  'emulation',
  'awards',
  'workflows',
  'operator',
] as const;
/** Name of a process that signs passports. */
export type PassportSignerName = (typeof PASSPORT_SIGNERS)[number];

/** What one process may ask of another by a system passport. Never a person's permission. */
export type SystemRight =
  | 'feed:read'
  | 'mandates:read'
  | 'members:read'
  | 'cycles:read'
  | 'award-facts:read'
  | 'councils:read'
  | 'member-names:read'
  | 'people:list'
  | 'security:write'
  | 'sessions:end'
  | 'path:read'
  | 'path:repair';

/** The most that each process may claim: a passport that claims more is refused, whoever signed it. */
export const SYSTEM_RIGHTS: Readonly<Record<PassportSignerName, readonly SystemRight[]>> = {
  gateway: ['mandates:read', 'security:write', 'sessions:end'],
  issuer: ['people:list'],
  membership: ['security:write'],
  finance: ['feed:read', 'security:write'],
  emulation: ['feed:read', 'security:write'],
  awards: [
    'feed:read',
    'members:read',
    'cycles:read',
    'award-facts:read',
    'councils:read',
    'member-names:read',
    'security:write',
  ],
  workflows: [],
  operator: ['path:read', 'path:repair'],
};
