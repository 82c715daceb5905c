import { readFileSync, writeFileSync } from 'node:fs';
import { check } from './checker';
import type { Evidence } from './evidence';
import type { Violation } from './violation';

/** The evidence of some subjects alone: small enough to be kept, and still what a real run left behind. */
export function cutToSubjects(evidence: Evidence, subjectIds: ReadonlySet<string>): Evidence {
  const ofSubjects = <Row extends { readonly subjectId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter(({ subjectId }) => subjectIds.has(subjectId));
  const services = evidence.services
    .map((service) => ({
      service: service.service,
      commands: ofSubjects(service.commands),
      heads: ofSubjects(service.heads),
      outbox: ofSubjects(service.outbox),
      tasks: ofSubjects(service.tasks),
      entries: ofSubjects(service.entries),
      subjects: ofSubjects(service.subjects),
      findings: ofSubjects(service.findings),
    }))
    .filter(({ heads, outbox }) => heads.length + outbox.length > 0);
  const commandIds = new Set(services.flatMap(({ commands, outbox }) => [...commands, ...outbox].map(commandIdOf)));
  const concerns = (id: string | null): boolean => id !== null && subjectIds.has(id);
  return {
    attempts: evidence.attempts.filter(
      ({ commandId, subjectId, answeredSubjectId }) =>
        commandIds.has(commandId) || concerns(subjectId) || concerns(answeredSubjectId),
    ),
    services,
    workflows: ofSubjects(evidence.workflows),
    verdicts: [],
    reconciliations: [],
    trees: [],
    unsettled: [],
  };
}

/** The subject that a violation is about, itself or by its command or task; null when it is about none. */
export function subjectOf({ services }: Evidence, { about }: Violation): string | null {
  for (const { heads, commands, outbox, tasks } of services) {
    const found =
      [...heads, ...outbox].find(({ subjectId }) => about.includes(subjectId)) ??
      [...commands, ...outbox].find(({ commandId }) => about.includes(commandId)) ??
      tasks.find(({ id }) => about.includes(id));
    if (found) {
      return found.subjectId;
    }
  }
  return null;
}

const commandIdOf = ({ commandId }: { readonly commandId: string }): string => commandId;

/** Cuts a run's evidence to one subject with a violation of that kind and two subjects without any. */
function cut(evidence: Evidence, kind: string): Evidence {
  const violations = check(evidence);
  const wrong = new Set(violations.map((violation) => subjectOf(evidence, violation)));
  const about = violations
    .filter((violation) => violation.kind === kind)
    .map((violation) => subjectOf(evidence, violation))
    .find((subjectId) => subjectId !== null);
  if (!about) {
    throw new Error(`no subject has a violation ${kind}: ${violations.map(({ kind: found }) => found).join(', ')}`);
  }
  const sound = evidence.services
    .flatMap(({ heads }) => heads)
    .filter(({ subjectId, lastNumber }) => lastNumber > 1 && !wrong.has(subjectId))
    .slice(0, 2);
  return cutToSubjects(evidence, new Set([about, ...sound.map(({ subjectId }) => subjectId)]));
}

if (require.main === module) {
  const [from, kind, to] = process.argv.slice(2);
  if (!from || !kind || !to) {
    throw new Error('cut-evidence <evidence.json of a run> <kind of violation> <file to write>');
  }
  const small = cut(JSON.parse(readFileSync(from, 'utf8')) as Evidence, kind);
  writeFileSync(to, `${JSON.stringify(small, null, 1)}\n`);
}
