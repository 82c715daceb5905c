import type { TourStage } from './tour-stage';

/** Who takes a step. */
export type TourRole = 'cadre' | 'chair' | 'secretary' | 'union' | 'inspector';

/** What the steps before have brought, by names of the steps' own. */
export type TourFinds = Map<string, string>;

/** Something that a person of the tour asks or does in the graph. */
export interface GraphStep {
  readonly kind: 'GRAPH';
  readonly who: TourRole;
  /** What it is about, before the operation. */
  readonly prose: string;
  readonly operation: string;
  /** Variables beside `commandId`, which every command gets anew. */
  readonly variables?: (stage: TourStage, finds: TourFinds) => object;
  /** Code of the error with which it must be refused; it must be answered otherwise. */
  readonly refusedWith?: string;
  /** What later steps need of the answer; it is asked again until this no longer throws `NotYet`. */
  readonly keep?: (data: never, finds: TourFinds, stage: TourStage) => void;
}

/** Something that happens between two steps, told in words: by people whose view is not shown, or by the machine. */
export interface AsideStep {
  readonly kind: 'ASIDE';
  readonly prose: string;
  readonly act: (stage: TourStage, finds: TourFinds) => Promise<void>;
}

/** Commands on the machine of the system, with what they print. */
export interface ShellStep {
  readonly kind: 'SHELL';
  readonly prose: string;
  readonly commands: (finds: TourFinds) => readonly string[];
}

/** A heading. */
export interface ChapterStep {
  readonly kind: 'CHAPTER';
  readonly title: string;
  readonly prose: string;
}

/** A step of the tour. */
export type TourStep = GraphStep | AsideStep | ShellStep | ChapterStep;

/** The answer does not say yet what the step waits for: it is asked again. */
export class NotYet extends Error {}

/** A value that a step before has found. @throws when none has. */
export function found(finds: TourFinds, name: string): string {
  const value = finds.get(name);
  if (value === undefined) {
    throw new Error(`no step of the tour has found ${name}`);
  }
  return value;
}

/** A value that must be there. @throws NotYet. */
export function must<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) {
    throw new NotYet('not there yet');
  }
  return value;
}
