import type { Mandate, Reason } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { OPERATIONS, type OperationName } from './operations';
import type { Answer, RunningMembership } from './running-membership';

/** What a mutation came to. */
export interface CommandResult extends Answer {
  /** `<Verb>Success`, `CommandRefused`, or the code of the first error. */
  readonly outcome: string;
  /** Codes of the refusal's reasons. */
  readonly reasonCodes: readonly string[];
  /** The union's member. */
  readonly result: Readonly<Record<string, unknown>> & { readonly reasons?: readonly Reason[] };
}

/** Sends a mutation with a new command id, unless the input brings one. */
export async function command(
  membership: RunningMembership,
  operation: OperationName,
  input: object,
  mandates: readonly Mandate[],
  memberId?: string,
): Promise<CommandResult> {
  const answer = await membership.send(
    OPERATIONS[operation],
    { input: { commandId: newId(), ...input } },
    mandates,
    memberId,
  );
  const result = (answer.data[operation] ?? {}) as CommandResult['result'];
  const typename = result['__typename'] as string | undefined;
  return {
    ...answer,
    outcome: typename ?? String(answer.errors[0]?.extensions.code ?? 'NOTHING'),
    reasonCodes: result.reasons?.map(({ code }) => code) ?? [],
    result,
  };
}
