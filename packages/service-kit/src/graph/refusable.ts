import { Refusal } from '../errors';
import { CommandRefused } from './shared-types';

/**
 * Carries out a command for a resolver: a business refusal becomes the union's refusal member, anything else passes.
 * @param command returns an instance of the union's success class.
 */
export async function refusable<Success extends object>(
  command: () => Promise<Success>,
): Promise<Success | CommandRefused> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof Refusal) {
      return Object.assign(new CommandRefused(), { reasons: [...error.reasons] });
    }
    throw error;
  }
}
