import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { parseArgs } from 'node:util';
import { describeFailure, Failure } from './failure.mjs';
import { readJson } from './files.mjs';
import { privateKeyPath } from './passport-keys.mjs';
import { services, settingsInUse } from './settings.mjs';

const usage = [
  'npm run path -- health [--service <name>]                       how far decisions are behind, what is set aside',
  'npm run path -- findings [--service <name>] [--resolved]        where databases and engine differ',
  'npm run path -- reconcile [--service <name>]                    compare now',
  'npm run path -- release --service <name> --row <outbox row>     try a decision again that was set aside',
  'npm run path -- restart --service <name> --subject <id> --reason <words>',
  'npm run path -- end-workflow --service <name> --kind <kind> --subject <id> --reason <words>',
  'npm run path -- rebuild-units --service <name>',
];
const reconciled = ['emulation', 'awards'];
const lifetimeSeconds = 30;

const say = (line) => process.stdout.write(`${line}\n`);
const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A passport of the operator for one service (packages/contracts/src/passport.ts). */
function passport(settings, service) {
  const jwk = readJson(privateKeyPath(settings, 'operator'));
  if (!jwk) throw new Failure('There is no key of the operator yet.', 'start the system first: npm start');
  const issuedAt = Math.floor(Date.now() / 1000);
  const claims = {
    kind: 'system',
    mandates: [],
    mandatesAsOf: new Date().toISOString(),
    treeVersion: 0,
    rights: ['path:read', 'path:repair'],
    requestId: randomUUID(),
    iss: 'operator',
    sub: 'operator',
    aud: service,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  };
  const text = `${encoded({ alg: 'EdDSA', kid: jwk.kid })}.${encoded(claims)}`;
  const signature = sign(null, Buffer.from(text), createPrivateKey({ key: jwk, format: 'jwk' }));
  return `${text}.${signature.toString('base64url')}`;
}

async function ask(settings, service, path, body) {
  const url = `http://127.0.0.1:${settings.ports[service]}/internal/${path}`;
  let response;
  try {
    response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: {
        'x-thidua-passport': passport(settings, service),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(60_000),
    });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${service} does not answer at ${url}.`, 'start the system first: npm start');
  }
  const answer = await response.json();
  if (!response.ok) {
    const [{ message } = {}] = answer.errors ?? [];
    throw new Failure(`${service} refuses (${response.status}): ${message ?? 'no reason given'}`, usage);
  }
  return answer;
}

function sayHealth({ service, outbox, feed, findings, setAside }) {
  const listed = Object.entries(findings).map(([finding, subjects]) => `${finding} ${subjects}`);
  say(
    `${service.padEnd(11)} backlog ${outbox.backlog} (oldest ${outbox.oldestSeconds} s, attempts ${outbox.mostAttempts}), ` +
      `set aside ${outbox.setAside}, held ${outbox.held}; ${listed.join(', ') || 'no findings'}`,
  );
  if (feed.followed) {
    const { cursor, head, secondsBehind, rebuilding } = feed.followed;
    say(
      `${''.padEnd(11)} union tree at ${cursor} of ${head}, ${secondsBehind} s ago${rebuilding ? ', rebuilding' : ''}`,
    );
  }
  for (const { outboxId, subjectKind, subjectId, number, attempts, reason } of setAside) {
    say(`  row ${outboxId}: ${subjectKind} ${subjectId}, decision ${number}, ${attempts} attempts: ${reason}`);
  }
}

function sayFindings({ service, findings }) {
  if (findings.length === 0) say(`${service}: nothing`);
  for (const { kind, subjectId, finding, firstSeenAt, resolution, databaseSide, engineSide } of findings) {
    say(`${service} ${kind} ${subjectId}: ${finding}, first seen ${firstSeenAt}${resolution ? `; ${resolution}` : ''}`);
    say(`  database ${JSON.stringify(databaseSide)}`);
    say(`  engine   ${JSON.stringify(engineSide)}`);
  }
}

/** What each command asks, and what it says of the answer. */
const commands = {
  health: { path: () => 'path-health', tell: sayHealth },
  findings: {
    among: reconciled,
    path: ({ resolved }) => `reconciliation?which=${resolved ? 'RESOLVED' : 'OPEN'}`,
    tell: sayFindings,
  },
  reconcile: { among: reconciled, path: () => 'path/reconcile', body: () => ({}) },
  release: { needs: ['service', 'row'], path: () => 'path/release', body: ({ row }) => ({ outboxId: row }) },
  restart: {
    needs: ['service', 'subject', 'reason'],
    path: () => 'path/restart',
    body: ({ subject, reason }) => ({ commandId: randomUUID(), subjectId: subject, reason }),
  },
  'end-workflow': {
    needs: ['service', 'kind', 'subject', 'reason'],
    path: () => 'path/end-workflow',
    body: ({ kind, subject, reason }) => ({ subjectKind: kind, subjectId: subject, reason }),
  },
  'rebuild-units': { needs: ['service'], path: () => 'feed/rebuild', body: () => ({}) },
};

function readOptions(words) {
  const text = { type: 'string' };
  let parsed;
  try {
    parsed = parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        service: text,
        row: text,
        subject: text,
        kind: text,
        reason: text,
        resolved: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  const { positionals, values } = parsed;
  const command = positionals.length === 1 ? commands[positionals[0]] : undefined;
  const missing = (command?.needs ?? []).filter((name) => values[name] === undefined);
  if (!command || missing.length > 0) {
    throw new Failure(missing.length > 0 ? `--${missing.join(', --')} is missing.` : 'Which command?', usage);
  }
  const among = command.among ?? services;
  if (values.service !== undefined && !among.includes(values.service)) {
    throw new Failure(`Not ${String(values.service)}.`, `name one of ${among.join(', ')}.`);
  }
  return { command, values, asked: values.service === undefined ? among : [values.service] };
}

/** `npm run path` */
export async function runPath(words) {
  try {
    const { command, values, asked } = readOptions(words);
    const settings = settingsInUse();
    for (const service of asked) {
      const answer = await ask(settings, service, command.path(values), command.body?.(values));
      if (command.tell) command.tell(answer);
      else say(`${service}: ${JSON.stringify(answer)}`);
    }
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
