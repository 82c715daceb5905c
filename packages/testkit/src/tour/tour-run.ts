import { newId } from '@thidua/contracts/ids';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { awaited } from '../cycle/cycle-log';
import type { PersistentClient } from '../cycle/persistent-client';
import type { TourStage } from './tour-stage';
import { NotYet, type GraphStep, type TourFinds, type TourStep } from './tour-step';

const WHO: Readonly<Record<GraphStep['who'], string>> = {
  cadre: 'the province’s cadre',
  chair: 'the province’s chair',
  secretary: 'the council’s secretary',
  union: 'the union’s chair',
  inspector: 'the inspection committee',
};
/** The most lines of an answer that are printed; the rest is said to be left out. */
const MOST_LINES = 28;
/** The longest line of JSON, in characters, where a value can be broken up. */
const WIDTH = 150;

/** A step with what came of it, as the tour prints it. */
export interface TakenStep {
  readonly step: TourStep;
  readonly text: string;
}

/** How the tour is walked. */
export interface TourWalk {
  readonly stage: TourStage;
  /** Where commands of the machine run; null leaves them out, where the system is not on this machine. */
  readonly folder: string | null;
}

/** Takes the steps one after the other. @throws with the step at which the answer was another one. */
export async function* walk(steps: readonly TourStep[], { stage, folder }: TourWalk): AsyncGenerator<TakenStep> {
  const finds: TourFinds = new Map();
  for (const step of steps) {
    if (step.kind === 'CHAPTER') {
      yield { step, text: `## ${step.title}\n\n${step.prose}\n` };
    } else if (step.kind === 'ASIDE') {
      finds.delete('shown');
      await step.act(stage, finds);
      const shown = finds.get('shown');
      yield { step, text: `${step.prose}\n${shown === undefined ? '' : fenced('text', shown)}` };
    } else if (step.kind === 'SHELL') {
      if (folder !== null) {
        yield { step, text: await ofShell(step.prose, step.commands(finds), folder) };
      }
    } else {
      yield { step, text: await ofGraph(step, stage, finds) };
    }
  }
}

function clientOf(stage: TourStage, { who }: GraphStep): PersistentClient {
  return stage[who].client;
}

async function ofGraph(step: GraphStep, stage: TourStage, finds: TourFinds): Promise<string> {
  const { operation, prose, who, refusedWith } = step;
  const variables = withCommandId(operation, step.variables?.(stage, finds) ?? {});
  const answered = await awaited(prose, async () => {
    const { data, errors } = await clientOf(stage, step).send<never>(operation, variables);
    const [error] = errors;
    if (error?.extensions.code !== refusedWith || (data === null && refusedWith === undefined)) {
      throw new Error([prose, operation, JSON.stringify(variables), JSON.stringify({ data, errors })].join('\n'));
    }
    if (error) {
      const { code, message, ...more } = error.extensions;
      return { errors: [{ message: error.message, extensions: { code, message, ...more } }] };
    }
    return isThere(step, data as never, stage, finds) ? data : null;
  });
  const asked = Object.keys(variables).length > 0 ? `with\n${fenced('json', readable(variables))}\n` : '';
  const answer = fenced('json', shortened(readable(answered)));
  return `${prose} (${WHO[who]})\n${fenced('graphql', operation)}\n${asked}answers\n${answer}`;
}

/** Whether the answer says what the step waits for. @throws when it never will, because the command was refused. */
function isThere(step: GraphStep, data: never, stage: TourStage, finds: TourFinds): boolean {
  try {
    step.keep?.(data, finds, stage);
    return true;
  } catch (error) {
    if (!(error instanceof NotYet) || step.operation.startsWith('mutation')) {
      throw new Error(`${step.prose}: ${JSON.stringify(data)}`, { cause: error });
    }
    return false;
  }
}

/** Every command has an id of its own. */
function withCommandId(operation: string, variables: object): object {
  const { input } = variables as { input?: object };
  return operation.startsWith('mutation') ? { ...variables, input: { commandId: newId(), ...input } } : variables;
}

async function ofShell(prose: string, commands: readonly string[], folder: string): Promise<string> {
  const run = promisify(execFile);
  const parts: string[] = [];
  for (const command of commands) {
    // A verifier that finds entries after the last anchor says so by its exit code as well.
    const { stdout } = await run('sh', ['-c', command], { cwd: folder }).catch((error: { stdout?: string }) => ({
      stdout: error.stdout ?? '',
    }));
    parts.push(`$ ${command}\n${shortened(stdout.trimEnd())}`);
  }
  return `${prose}\n${fenced('console', parts.join('\n\n'))}`;
}

/** JSON as people write it: what fits on a line stands on one. */
function readable(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ');
  if (typeof value !== 'object' || value === null || indent.length + flat.length <= WIDTH) {
    return flat;
  }
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  const lines = isList
    ? value.map((each) => `${inner}${readable(each, inner)}`)
    : Object.entries(value).map(([name, each]) => `${inner}${JSON.stringify(name)}: ${readable(each, inner)}`);
  return [isList ? '[' : '{', lines.join(',\n'), `${indent}${isList ? ']' : '}'}`].join('\n');
}

function shortened(text: string): string {
  const lines = text.split('\n');
  return lines.length <= MOST_LINES
    ? text
    : [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines`].join('\n');
}

function fenced(language: string, text: string): string {
  return `\n\`\`\`${language}\n${text}\n\`\`\`\n`;
}
