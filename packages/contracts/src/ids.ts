import { v5, v7 } from 'uuid';

/** Namespace of every derived id of thidua. Never change it: stored ids depend on it. */
const NAMESPACE = '6f1b6d0e-5d5a-5c1e-9a51-7468696475a1';

/** A new time-ordered id (UUIDv7). */
export function newId(): string {
  return v7();
}

/**
 * An id derived from what it stands for (UUIDv5): the same parts give the same id, so a repeated act is recognised.
 * @param parts what the id stands for, for example `('pledge', groupId, cycleId)`.
 */
export function derivedId(...parts: readonly (string | number)[]): string {
  return v5(JSON.stringify(parts), NAMESPACE);
}

/**
 * The command id of a timer's act (decision-path.md rule 11): uuidv5 of workflow id, stage key and timer name.
 */
export function timerCommandId(workflowId: string, stageKey: string, timer: string): string {
  return derivedId('timer', workflowId, stageKey, timer);
}

/** Id of a seeded row, from its kind and code, so that the services' seeds can refer to each other's rows. */
export function seededId(kind: string, code: string): string {
  return derivedId('seed', kind, code);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in its canonical lower-case form. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
