import { derivedId, seededId } from '@thidua/contracts/ids';
import { Provenance, type CommandActor, type ServiceDependencies } from '@thidua/service-kit';
import { createEmulationServices } from '../emulation-services';
import { AN_GIANG } from './seed-data';

const ACTOR: CommandActor = { kind: 'system', name: 'seed' };

const unitId = (code: string): string => seededId('unit', code);
const commandId = (kind: string, code: string): string => derivedId('seed-command', kind, code);
/** Id of a seeded group, for example of `CLUSTER-1` of `AG`. */
const groupIdOf = (ownerCode: string, group: string): string => seededId('group', `${ownerCode}-${group}`);
/** Id of a seeded cycle. */
const cycleIdOf = (ownerCode: string, year: number): string => seededId('cycle', `${ownerCode}-${year}`);

/**
 * Loads An Giang through the service's own commands. Their ids come from the entries' codes, so loading twice changes
 * nothing. It needs no unit in the projection, which is empty until emulation first hears of membership.
 */
export async function seedAnGiang(dependencies: Pick<ServiceDependencies, 'decisions' | 'dataSource'>): Promise<void> {
  const services = createEmulationServices(dependencies);

  const { indicators } = AN_GIANG;
  for (const { provenance, sentence: _kept, ...indicator } of indicators.indicators) {
    await services.indicators.define(
      ACTOR,
      { commandId: commandId('indicator', indicator.code), ownerId: unitId(indicators.ownerCode), ...indicator },
      provenance,
    );
  }

  const { groups } = AN_GIANG;
  for (const group of groups.groups) {
    const code = `${group.kind}-${group.number}`;
    await services.groups.form(
      ACTOR,
      {
        commandId: commandId('group', `${groups.ownerCode}-${code}`),
        ownerId: unitId(groups.ownerCode),
        kind: group.kind,
        number: group.number,
        name: group.name,
        headUnitId: group.headCode ? unitId(group.headCode) : null,
        memberUnitIds: group.memberCodes.map(unitId),
        from: groups.from,
      },
      {
        groupId: groupIdOf(groups.ownerCode, code),
        provenance: Provenance.Source,
        memberProvenance: group.memberProvenance,
        statedUntil: groups.statedUntil,
      },
    );
  }
  for (const event of groups.events) {
    await services.groups.recordEvent(
      ACTOR,
      {
        commandId: commandId('event', event.code),
        groupId: groupIdOf(groups.ownerCode, event.group),
        kind: event.kind,
        year: event.year,
        hostUnitId: event.hostCode ? unitId(event.hostCode) : null,
        title: event.title,
        source: groups.source,
        sentence: event.sentence,
      },
      Provenance.Source,
    );
  }

  const { cycles } = AN_GIANG;
  for (const { year, theme, minimumJointActivities } of cycles.cycles) {
    await services.cycles.recordPast(ACTOR, {
      commandId: commandId('cycle', `${cycles.ownerCode}-${year}`),
      cycleId: cycleIdOf(cycles.ownerCode, year),
      ownerId: unitId(cycles.ownerCode),
      year,
      theme,
      minimumJointActivities,
      provenance: Provenance.Source,
    });
  }
  for (const decision of cycles.targetDecisions) {
    await services.targets.issue(
      ACTOR,
      {
        commandId: commandId('target-decision', decision.code),
        issuerId: unitId(decision.issuerCode),
        cycleId: cycleIdOf(cycles.ownerCode, decision.year),
        number: null,
        issuedOn: null,
        targets: decision.targets.map((target) => ({
          indicatorCode: target.indicatorCode,
          groupId: target.group ? groupIdOf(cycles.ownerCode, target.group) : null,
          unitId: target.unitCode ? unitId(target.unitCode) : null,
          value: target.value,
        })),
      },
      {
        decisionId: seededId('target-decision', decision.code),
        provenance: Provenance.Source,
        sentence: decision.sentence,
        year: decision.year,
      },
    );
  }

  const { figures } = AN_GIANG;
  for (const { code, group, ...figure } of figures.figures) {
    await services.figures.recordStated(
      ACTOR,
      {
        commandId: commandId('stated-figure', code),
        ownerUnitId: unitId(figures.ownerCode),
        groupId: group ? groupIdOf(figures.ownerCode, group) : null,
        unitId: group ? null : unitId(figures.ownerCode),
        source: figures.source,
        ...figure,
      },
      { figureId: seededId('stated-figure', code), provenance: Provenance.Source },
    );
  }
}
