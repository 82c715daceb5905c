import { CommandInput } from '@thidua/service-kit';
import { Field, ID, InputType } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import type { PreparePledgeCommand } from './pledge-preparation.service';

/** Input of preparePledge. */
@InputType({
  description:
    'Lập giao ước cho một cụm, khối chưa có giao ước trong chu kỳ. Prepares the pledge of a group that has none in the cycle.',
})
export class PreparePledgeInput extends CommandInput implements PreparePledgeCommand {
  @Field(() => ID, { description: 'Chu kỳ. The cycle.' })
  @IsIdentifier()
  cycleId: string;

  @Field(() => ID, { description: 'Cụm, khối. The group.' })
  @IsIdentifier()
  groupId: string;
}
