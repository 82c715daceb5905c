import { copyFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { papersCopy, readBackup } from './backup-command.mjs';
import { provideDumpPrograms, restoreService } from './backup-databases.mjs';
import { copyPapers } from './backup-papers.mjs';
import { runWithSystem } from './command.mjs';
import { administrator } from './databases.mjs';
import { describeFailure, Failure } from './failure.mjs';
import { environmentOf } from './node-environment.mjs';
import { Report } from './report.mjs';
import { services, settingsInUse } from './settings.mjs';
import { System } from './system.mjs';
import { removeTemporalData } from './temporal.mjs';

const usage = `npm run restore -- --from <folder> --yes [--service ${services.join('|')}] [--engine] [--reason <words>]`;

function readOptions(words) {
  let values;
  try {
    values = parseArgs({
      args: words,
      options: {
        from: { type: 'string' },
        service: { type: 'string', multiple: true, default: [] },
        engine: { type: 'boolean', default: false },
        reason: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new Failure(error.message, usage);
  }
  if (!values.from) throw new Failure('From where?', usage);
  const unknown = values.service.filter((name) => !services.includes(name));
  if (unknown.length > 0) throw new Failure(`There is no service ${unknown.join(', ')}.`, usage);
  // --engine alone puts back the engine alone.
  const all = values.service.length === 0 && !values.engine;
  return { ...values, from: resolve(values.from), services: all ? services : values.service };
}

// Takes the published anchors in again, and lets every subject name the anchored entries that it no longer has.
async function sayWhatIsLost(system, settings, service, reason) {
  const run = (name, file, ...words) =>
    system.groups.run(`${name}-${service}`, {
      command: settings.node,
      args: [join(settings.root, 'packages', 'service-kit', 'dist', file), '--service', service, ...words],
      environment: environmentOf(settings, service),
    });
  await run('audit-adopt', join('audit', 'adopt-command.js'));
  await run('acknowledge-restore', join('reconciler', 'acknowledge-command.js'), '--reason', reason);
}

/** `npm run restore`: puts a backup in the place of what the stopped system holds. */
export async function restore(words) {
  try {
    const options = readOptions(words);
    const settings = settingsInUse();
    const { begunAt, files } = await readBackup(options.from);
    const reason = options.reason ?? `Khôi phục từ bản sao lưu lúc ${begunAt} (UTC)`;
    const wanted = options.services.map((service) => `${service}.sql.gz`);
    const missing = wanted.filter((name) => !(name in files));
    if (options.engine && !('temporal.sqlite' in files)) missing.push('temporal.sqlite');
    if (missing.length > 0) throw new Failure(`The backup lacks ${missing.join(', ')}.`, usage);
    const what = [...options.services.map((name) => `the databases of ${name}`), options.engine && 'the engine'];
    if (!options.yes) {
      throw new Failure(
        `This puts ${what.filter(Boolean).join(', ')} back to what they were.`,
        `say so: add --yes (and back up what there is now, first).`,
      );
    }
    const report = new Report();
    const system = new System(settings, report);
    await runWithSystem(system, report, async () => {
      await system.open({ command: 'npm run restore', onlyServers: true });
      await system.dependencies();
      if (options.engine) {
        await report.step('Engine', async () => {
          if (settings.temporalAddress) {
            throw new Failure('The engine is not ours.', 'restore it by its own means: docs/operations.md');
          }
          removeTemporalData(settings);
          copyFileSync(join(options.from, 'temporal.sqlite'), settings.paths.temporalData);
        });
      }
      await system.servers();
      const programs = await provideDumpPrograms(system.groups, () => {});
      for (const service of options.services) {
        await report.step(`Databases of ${service}`, () =>
          restoreService({
            program: programs.client,
            server: administrator(settings),
            file: join(options.from, `${service}.sql.gz`),
          }),
        );
        // The tables may be those of an older release.
        rmSync(join(settings.paths.stamps, `migrate-${service}`), { force: true });
      }
      if (options.services.includes('awards')) {
        await report.step('Papers', async () => {
          const { papers, broken } = await copyPapers(join(options.from, papersCopy), settings.paths.papers);
          if (broken.length > 0) {
            throw new Failure(`These papers are not what was backed up: ${broken.join(', ')}.`, 'take another copy.');
          }
          return `${papers}`;
        });
      }
      if (options.services.length > 0) {
        await system.build();
        await system.migrate();
        // Before anybody decides anything: the trail says itself what it has lost.
        for (const service of options.services) {
          await report.step(`Audit trail of ${service}`, () => sayWhatIsLost(system, settings, service, reason));
        }
      }
      report.line();
      report.line('  Next (docs/operations.md, "Backup and restore"): npm start, then');
      report.line('    npm run path -- reconcile     what agrees goes on by itself');
      report.line('    npm run path -- findings      what was lost, decision by decision');
      report.line();
      return 0;
    });
  } catch (error) {
    process.stderr.write(`${describeFailure(error)}\n`);
    process.exitCode = 1;
  }
}
