import 'reflect-metadata';
import { newId, seededId } from '@thidua/contracts/ids';
import { AwardsBench, person, type TestPerson, type TestUnit, UNITS } from './awards-bench';
import { loadGenerated } from './generated-awards';

/** Rows of the small and of the large database; the large number can be given: `npm run bench:awards -- 100000`. */
const FEW = 1_000;
const MANY = Number(process.argv[2] ?? 1_000_000);
/** What a page may cost with many rows, as a multiple of what it costs with few. */
const LIMIT = 1.5;
const WARM_UP = 30;
const MEASURED = 150;
const OTHER_UNITS = 2_000;
const BUFFER_POOL = 1024 * 1024 * 1024;

interface Measured {
  readonly name: string;
  readonly ask: () => Promise<void>;
}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function medianOf({ name, ask }: Measured): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < WARM_UP + MEASURED; turn += 1) {
    const began = performance.now();
    await ask().catch((error: unknown) => {
      throw new Error(`${name}: ${String(error)}`);
    });
    times.push(performance.now() - began);
  }
  const sorted = times.slice(WARM_UP).sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function questions(
  bench: AwardsBench,
  nominationId: string,
  nomineeId: string,
  people: Record<string, TestPerson>,
): Measured[] {
  const asked = (name: string, who: string, query: string, variables: object = {}): Measured => ({
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

/**
 * `npm run bench:awards`: what people look at every day, with 1,000 and with 1,000,000 nominations, tasks and awards in
 * the database. The caller's own province is the same in both; all others grow.
 */
async function run(): Promise<void> {
  const bench = await AwardsBench.start('bench_awards');
  const [before] = await bench.dataSource.query<{ size: string }[]>('SELECT @@GLOBAL.innodb_buffer_pool_size AS size');
  try {
    await bench.dataSource.query(`SET GLOBAL innodb_buffer_pool_size = ${BUFFER_POOL}`);
    const people = { cadre: person('FULL_TIME_CADRE', UNITS.ag), confederation: person('CHAIR', UNITS.tld) };
    const chair = person('CHAIR', UNITS.lxSchool);
    const nomineeId = newId();
    const { id: nominationId } = await bench.submitted(chair, chair, UNITS.lxSchool, { nomineeMemberId: nomineeId });
    const others = await placeOthers(bench);
    const awardTypeId = seededId('award-type', 'PROVINCIAL_MERIT_CERTIFICATE');
    const url = bench.database.url;
    const own = [UNITS.lx.id, UNITS.lxSchool.id, UNITS.direct.id];
    await loadGenerated(url, { from: 0, to: FEW, awardTypeId, unitIds: own, taskUnitIdOf: () => UNITS.ag.id });
    const measured = questions(bench, nominationId, nomineeId, people);
    const few: number[] = [];
    for (const question of measured) {
      few.push(await medianOf(question));
    }
    const began = performance.now();
    await loadGenerated(url, {
      from: FEW,
      to: MANY,
      awardTypeId,
      unitIds: others,
      taskUnitIdOf: (row) => others[row % others.length] ?? '',
    });
    say(`filled to ${MANY} nominations, tasks and awards in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    let isWithin = true;
    for (const [index, question] of measured.entries()) {
      const many = await medianOf(question);
      const ratio = many / (few[index] ?? Number.NaN);
      isWithin &&= ratio <= LIMIT;
      say(
        `${question.name.padEnd(44)} ${(few[index] ?? 0).toFixed(2).padStart(8)} ms → ${many.toFixed(2).padStart(8)} ms   × ${ratio.toFixed(2)}`,
      );
    }
    say(isWithin ? `every ratio is within ${LIMIT}` : `NOT every ratio is within ${LIMIT}`);
    process.exitCode = isWithin ? 0 : 1;
  } finally {
    await bench.dataSource.query(`SET GLOBAL innodb_buffer_pool_size = ${Number(before?.size)}`);
    await bench.stop();
  }
}

void run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
