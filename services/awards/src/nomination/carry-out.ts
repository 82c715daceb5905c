import { type CommandActor, type CommandOutcome, type CommandRefused, refusable } from '@thidua/service-kit';
import type { ClassType } from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { ROUTING_STATE } from '../graph/routing-state';
import { Nomination } from './nomination.entity';
import type { NominationSuccess } from './nomination.result';
import type { NominationAnswer } from './nomination.service';

/** Carries out a command and reads the nomination as it stands after it. */
export function carryOut(
  context: AwardsContext,
  Success: ClassType<NominationSuccess>,
  command: (actor: CommandActor) => Promise<CommandOutcome<NominationAnswer>>,
): Promise<NominationSuccess | CommandRefused> {
  return refusable(async () => {
    const { answer, routing } = await command({ kind: 'person', passport: context.passport });
    context.loaders.forget();
    const nomination = await context.dataSource.manager.findOneByOrFail(Nomination, { id: answer.nominationId });
    return Object.assign(new Success(), { nomination, routing: ROUTING_STATE[routing] });
  });
}
