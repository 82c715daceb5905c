import { transformFileSync } from '@swc/core';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '..');

/** The program as it is installed, made from the sources of today: tests need no build. */
export class BuiltProgram {
  /** @param folder where it is put. */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(SOURCES).filter((file) => /^[a-z-]+(\.worker)?\.ts$/.test(file))) {
      const { code } = transformFileSync(join(SOURCES, name), {
        swcrc: false,
        module: { type: 'commonjs' },
        jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
      });
      writeFileSync(join(folder, name.replace(/ts$/, 'js')), code);
    }
  }

  /** Runs it as a person does. */
  run(words: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [join(this.folder, 'main.js'), ...words], { encoding: 'utf8' });
  }

  /** Verifies on one thread and says the most memory the process ever had, in bytes. */
  peakMemory(exportFolder: string, trustedKey: string): number {
    const script = `
      const { verifyExport } = require(${JSON.stringify(join(this.folder, 'verify-export.js'))});
      verifyExport(${JSON.stringify(exportFolder)}, { trustedKeys: ['${trustedKey}'], threads: 1 }).then((report) => {
        const { rss } = process.memoryUsage();
        const peak = process.resourceUsage().maxRSS * 1024;
        process.stdout.write(JSON.stringify({ verdict: report.verdict, bytes: Math.max(rss, peak) }));
      });`;
    // A small nursery, so that the collector's own appetite does not count.
    const { stdout, stderr } = spawnSync(process.execPath, ['--max-semi-space-size=1', '-e', script], {
      encoding: 'utf8',
    });
    const { verdict, bytes } = JSON.parse(stdout || '{}') as { verdict?: string; bytes?: number };
    if (verdict !== 'VALID' || bytes === undefined) {
      throw new Error(`the export did not verify: ${verdict} ${stderr}`);
    }
    return bytes;
  }
}
