import 'reflect-metadata';
import { newId, seededId } from '@thidua/contracts/ids';
import { fingerprintOf } from '../check/achievement-fingerprint';
import { AwardsBench, person, type TestPerson, type TestUnit, UNITS } from './awards-bench';
import { loadGenerated, REPORT } from './generated-awards';

/** Rows that belong to the caller's own province, the same in every database. */
const OWN_ROWS = 1_000;
const OTHER_UNITS = 2_000;

interface Question {
  readonly name: string;
  readonly ask: () => Promise<void>;
}

/** What the process with a database says. */
export type ScaleMessage =
  | { readonly kind: 'ready'; readonly names: readonly string[]; readonly seconds: number }
  | { readonly kind: 'took'; readonly milliseconds: number }
  | { readonly kind: 'failed'; readonly what: string };

function questions(
  bench: AwardsBench,
  nominationId: string,
  nomineeId: string,
  people: Record<string, TestPerson>,
): Question[] {
  const asked = (name: string, who: string, query: string, variables: object = {}): Question => ({
    name,
    ask: async () => {
      const { errors } = await bench.send(people[who] ?? person(), query, variables);
      if (errors.length > 0) {
        throw new Error(errors.map(({ message }) => message).join(' '));
      }
    },
  });
  const search = (name: string): string =>
    `{ receivedAwards(first: 50, filter: { name: "${name}" }) { nodes { id meritYear } } }`;
  const inbox = `query ($them: [_Any!]!) { them: _entities(representations: $them) {
    ... on Viewer { awardTasks(first: 50) { nodes { id kind dueAt nomination { id state } } } } } }`;
  const them = (who: string): object => ({ them: [{ __typename: 'Viewer', id: people[who]?.id }] });
  return [
    asked('inbox page of a province', 'cadre', inbox, them('cadre')),
    asked(
      'history of a nomination',
      'cadre',
      `{ nominationHistory(nominationId: "${nominationId}", first: 50) { nodes { sequence action } } }`,
    ),
    asked('registry search, whole country', 'confederation', search('thi ngoc hoa')),
    asked('registry search, one province', 'cadre', search('hoa')),
    asked(
      'check of a nomination',
      'chair',
      `{ checkNomination(nominationId: "${nominationId}") { outcome results { code outcome } } }`,
    ),
    asked(
      'a nomination with its nominee’s awards',
      'cadre',
      `query ($id: ID!, $them: [_Any!]!) {
      nomination(id: $id) { id state awardType { id code } stages { stage } }
      them: _entities(representations: $them) { ... on Member { awards(first: 50) { nodes { id meritYear } } } } }`,
      {
        id: nominationId,
        them: [{ __typename: 'Member', id: nomineeId }],
      },
    ),
  ];
}

async function placeOthers(bench: AwardsBench): Promise<string[]> {
  const others = Array.from(
    { length: OTHER_UNITS },
    (_, index): TestUnit => ({
      id: newId(),
      path: `/1/6/${100 + index}/`,
      level: 'GRASSROOTS_UNION',
    }),
  );
  for (const [index, other] of others.entries()) {
    await bench.placeUnit(`BENCH-${index}`, other);
  }
  return others.map(({ id }) => id);
}

/** A database with so many nominations, tasks and awards, of which OWN_ROWS are the caller's province's. */
async function filled(bench: AwardsBench, rows: number): Promise<Question[]> {
  const people = {
    cadre: person('FULL_TIME_CADRE', UNITS.ag),
    confederation: person('CHAIR', UNITS.tld),
    chair: person('CHAIR', UNITS.lxSchool),
  };
  const nomineeId = newId();
  const { id: nominationId } = await bench.submitted(people.chair, people.chair, UNITS.lxSchool, {
    nomineeMemberId: nomineeId,
    achievement: REPORT,
  });
  const others = await placeOthers(bench);
  const generated = {
    awardTypeId: seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE'),
    measuredFingerprint: fingerprintOf(REPORT),
  };
  await loadGenerated(bench.database.url, {
    ...generated,
    from: 0,
    to: OWN_ROWS,
    // As many reports share a band as are compared at most, whatever comes later.
    sharedOneIn: 50,
    unitIds: [UNITS.lx.id, UNITS.lxSchool.id, UNITS.direct.id],
    taskUnitIdOf: () => UNITS.ag.id,
  });
  if (rows > OWN_ROWS) {
    await loadGenerated(bench.database.url, {
      ...generated,
      from: OWN_ROWS,
      to: rows,
      sharedOneIn: 10_000,
      unitIds: others,
      taskUnitIdOf: (row) => others[row % others.length] ?? '',
    });
  }
  return questions(bench, nominationId, nomineeId, people);
}

/** One of the two databases of `npm run bench:awards`, in a process of its own that asks what it is told to. */
async function serve(rows: number): Promise<void> {
  const say = (message: ScaleMessage): void => {
    process.send?.(message);
  };
  const bench = await AwardsBench.start(`bench_awards_${rows}`);
  const stopped = new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
  });
  try {
    const began = performance.now();
    const asked = await filled(bench, rows);
    process.on('message', (index: number) => {
      const start = performance.now();
      asked[index]?.ask().then(
        () => say({ kind: 'took', milliseconds: performance.now() - start }),
        (error: unknown) => say({ kind: 'failed', what: `${asked[index]?.name}: ${String(error)}` }),
      );
    });
    say({ kind: 'ready', names: asked.map(({ name }) => name), seconds: (performance.now() - began) / 1000 });
    await stopped;
  } finally {
    await bench.stop();
  }
}

void serve(Number(process.argv[2])).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
