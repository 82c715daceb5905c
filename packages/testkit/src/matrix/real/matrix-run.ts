import { PersistentClient } from '../../cycle/persistent-client';
import { committedSurface } from '../schema-surface';
import type { FieldEntry } from './field-entry';
import { prepareFields, runField } from './field-run';
import { tokensOfNobody } from './forged-tokens';
import { fewAtOnce, together, type MatrixResult } from './matrix-result';
import type { ClientsOfNobody } from './operation-cases';
import type { OperationEntry } from './operation-entry';
import { keysOf, type MatrixTarget } from './matrix-target';
import { changesIn, prepareEntries, runRefusals, runSuccesses } from './operation-run';
import { runPersonPaths } from './person-path-run';
import type { PersonPath } from './person-paths';
import type { ReferenceEntry } from './reference-entry';
import { ReferenceRun } from './reference-run';
import { RowWatch } from './row-watch';
import { MatrixScene } from './scene/matrix-scene';
import type { ActingPosition } from './scene/scene-people';
import { awaitStillness, whileWorkflowsStand } from './stillness';

/** What is run; all entries, or those of a few operations. */
export interface MatrixPlan {
  readonly operations?: readonly OperationEntry[];
  readonly fields?: readonly FieldEntry[];
  readonly paths?: readonly PersonPath[];
  readonly references?: readonly ReferenceEntry[];
}

function clientsOfNobody({ url, issuerUrl, stateFolder }: MatrixTarget): ClientsOfNobody {
  const { forged, expired, notLinked } = tokensOfNobody(stateFolder, issuerUrl, 'tld-chair');
  const withToken = (token: string | null): PersistentClient => new PersistentClient(url, token);
  return {
    anonymous: withToken(null),
    forged: withToken(forged),
    expired: withToken(expired),
    notLinked: withToken(notLinked),
  };
}

/** Positions in which the plan's entries act; whoever sets the scene up is a leader. */
function positionsOf({ operations = [], fields = [] }: MatrixPlan): ActingPosition[] {
  return [...new Set<ActingPosition>(['VICE_CHAIR', ...[...operations, ...fields].map(({ by }) => by)])];
}

/** The matrix against one running system, with a scene of its own. */
export class Matrix {
  private constructor(
    private readonly target: MatrixTarget,
    private readonly scene: MatrixScene,
    private readonly nobody: ClientsOfNobody,
  ) {}

  /** Founds the scene with the people whom the plan needs. */
  static async found(target: MatrixTarget, plan: MatrixPlan): Promise<Matrix> {
    return new Matrix(target, await MatrixScene.found(target.system, positionsOf(plan)), clientsOfNobody(target));
  }

  /**
   * Runs a plan through the gateway: everything that must be refused is asked while nothing else writes and no row may
   * change, and then whoever is allowed succeeds.
   */
  async run({ operations = [], fields = [], paths = [], references = [] }: MatrixPlan): Promise<MatrixResult> {
    const { scene, nobody, target } = this;
    const prepared = await prepareEntries(scene, nobody, operations, committedSurface().operations);
    const preparedFields = await prepareFields(scene, nobody, fields);
    await Promise.all([...paths.map(({ variables }) => variables(scene)), ...references.map(({ id }) => id(scene))]);
    await this.signIn([
      ...[...prepared, ...preparedFields].flatMap(({ cases }) => cases.map(({ client }) => client)),
      ...paths.map(({ asker }) => asker(scene).client),
    ]);
    await awaitStillness(target.databaseUrl);
    const refused = await whileWorkflowsStand(target.stateFolder, target.databaseUrl, async () => {
      const watch = await RowWatch.begin(target.databaseUrl);
      try {
        const access = { urls: target.subgraphs, keysFolder: keysOf(target), pathOf: watch.pathOf };
        return [
          ...(await inTurn(prepared, (entry) => runRefusals(scene, entry, watch))),
          ...(await inTurn(preparedFields, (entry) => runField(scene, entry))),
          await runPersonPaths(scene, paths),
          await new ReferenceRun(scene, access).run(references),
          { entries: 0, cases: 0, differences: await changesIn(watch, 'fields and rows that are read') },
        ];
      } finally {
        await watch.end();
      }
    });
    return together([...refused, ...(await inTurn(prepared, (entry) => runSuccesses(scene, entry)))]);
  }

  /** Has everybody sign in once, which links their accounts: from then on, asking writes nothing. */
  private async signIn(clients: readonly PersistentClient[]): Promise<void> {
    await fewAtOnce([...new Set(clients)], (client) => client.send('{ viewer { id } }', {}));
  }
}

async function inTurn<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<MatrixResult>,
): Promise<MatrixResult[]> {
  return fewAtOnce(items, run, 1);
}
