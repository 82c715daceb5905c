import { SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { badInput, type CommandActor, type CommandOutcome, type Decisions } from '@thidua/service-kit';
import { rootUnit } from '../catalogue/root-unit';
import { succeed } from '../catalogue/succession';
import { CouncilQuorum, EVERY_BODY } from './council-quorum.entity';
import type { SetCouncilQuorumInput } from './council-quorum.input';

/** The one writer of quorums. A row is never changed, only followed by another. */
export class CouncilQuorumService {
  constructor(private readonly decisions: Decisions) {}

  /** Sets a quorum from a date on. A session that is open keeps the one under which it was opened. */
  set(actor: CommandActor, input: SetCouncilQuorumInput): Promise<CommandOutcome<{ readonly rowId: string }>> {
    const scope = input.bodyUnitId ?? EVERY_BODY;
    return this.decisions.run<{ readonly rowId: string }>({
      actor,
      operation: 'setCouncilQuorum',
      commandId: input.commandId,
      payload: input,
      // One subject for each line of versions: whoever sets one waits for whoever sets another.
      subject: { kind: SubjectKind.CouncilQuorum, id: derivedId('council-quorum', scope), isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await transaction.authorise(
          'council-quorum.set',
          input.bodyUnitId ?? (await rootUnit(transaction)),
          'input.bodyUnitId',
        );
        const { numerator, denominator } = input;
        if (numerator > denominator) {
          throw badInput({
            field: 'input.numerator',
            vi: `Tử số (${numerator}) không được lớn hơn mẫu số (${denominator}).`,
            en: `The numerator (${numerator}) cannot exceed the denominator (${denominator}).`,
          });
        }
        const { row, before } = await succeed(transaction, CouncilQuorum, { scope }, input, {
          scope,
          numerator,
          denominator,
        });
        return {
          answer: { rowId: row.id },
          audit: { action: 'SET_COUNCIL_QUORUM', before, after: row, ruleVersion: row.id },
        };
      },
    });
  }
}
