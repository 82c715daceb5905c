import { randomBytes } from 'node:crypto';
import { seededId } from '@thidua/contracts/ids';
import { GraphCommand, type PersistentClient, type RunningSystem } from '../../../scene';
import { SceneAppointments } from './scene-appointments';
import { foundPeople, type ActingPosition, type ScenePeople } from './scene-people';
import { FOUNDINGS, type UnitName } from './scene-units';

const foundUnit = new GraphCommand<{ unit: { id: string } }>('foundUnit', 'unit { id }');
const FOUNDED_ON = '2020-01-01';

/** A part of the scene that is founded when somebody first asks for it, once. */
export type ScenePart<Part> = (scene: MatrixScene) => Promise<Part>;

/** The scene of one run: a demonstration province with people in every relation to the unit, founded through the gateway. */
export class MatrixScene {
  private readonly parts = new Map<ScenePart<unknown>, Promise<unknown>>();
  private ordinal = 0;

  private constructor(
    readonly system: RunningSystem,
    /** Part of every code, new for each scene. */
    readonly mark: string,
    /** Ids of the units. */
    readonly units: Readonly<Record<UnitName, string>>,
    readonly appointments: SceneAppointments,
    readonly people: ScenePeople,
  ) {}

  /**
   * Founds it.
   * @param positions those in which the entries act.
   */
  static async found(system: RunningSystem, positions: readonly ActingPosition[]): Promise<MatrixScene> {
    const mark = randomBytes(4).toString('hex').toUpperCase();
    const units: Partial<Record<UnitName, string>> = { confederation: seededId('unit', 'TLD') };
    for (const { name, parent, level } of FOUNDINGS) {
      const { unit } = await foundUnit.done(system.asSeeded('tld-chair'), {
        parentId: units[parent],
        code: `MATRIX-${mark}-${name.toUpperCase()}`,
        name: `${name} (minh họa ${mark})`,
        level,
        foundedOn: FOUNDED_ON,
        document: 'Dữ liệu minh họa',
        demonstration: true,
      });
      units[name] = unit.id;
    }
    const known = units as Record<UnitName, string>;
    const appointments = new SceneAppointments(system, known);
    return new MatrixScene(system, mark, known, appointments, await foundPeople(system, appointments, positions));
  }

  /** A part of the scene; the first who asks has it founded, everybody gets the same. */
  part<Part>(found: ScenePart<Part>): Promise<Part> {
    const known = this.parts.get(found) as Promise<Part> | undefined;
    const part = known ?? found(this);
    this.parts.set(found, part);
    return part;
  }

  /** A number that nobody was given before, from 1: for years, numbers and codes that must be new. */
  next(): number {
    this.ordinal += 1;
    return this.ordinal;
  }

  /** A code that nobody was given before. */
  code(): string {
    return `M${this.mark}N${this.next()}`;
  }

  /** The chair of the General Confederation, who may set up whatever a part needs. */
  get confederation(): PersistentClient {
    return this.people.confederation.chair.client;
  }

  /** The vice-chair of the unit, who may do whatever a leader of the unit may. */
  get leader(): PersistentClient {
    return this.people.officers.VICE_CHAIR.client;
  }

  /** The vice-chair of the province. */
  get provinceLeader(): PersistentClient {
    return this.people.of.VICE_CHAIR.province.client;
  }
}
