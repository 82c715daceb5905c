import { checkAnswers } from './check-answers';
import { checkAwards } from './check-awards';
import { checkChains } from './check-chains';
import { checkPaths } from './check-paths';
import { checkSettled } from './check-settled';
import { checkTraces } from './check-traces';
import { checkTrees } from './check-trees';
import { checkVerdicts } from './check-verdicts';
import { fatesOf } from './command-fate';
import { tracesOf } from './command-trace';
import type { Evidence } from './evidence';
import type { Violation } from './violation';

/**
 * Judges a run by what was collected from outside. Pure: the same evidence has the same verdict.
 * @returns everything that is wrong; empty when the run is clean.
 */
export function check(evidence: Evidence): Violation[] {
  const fates = fatesOf(evidence.attempts);
  const seen = new Map([...fates].map(([commandId, { attempts }]) => [commandId, attempts[0]?.contested ?? null]));
  return [
    ...checkAnswers(fates),
    ...checkTraces(fates, tracesOf(evidence, new Set(fates.keys()))),
    ...evidence.services.flatMap((service) => [...checkChains(service), ...checkPaths(service, seen)]),
    ...checkSettled(evidence),
    ...checkTrees(evidence.trees),
    ...(evidence.awards ? checkAwards(evidence.awards) : []),
    ...checkVerdicts(evidence.verdicts),
  ];
}
