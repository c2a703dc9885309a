// npm run test:package: packs the package as npm would publish it, and uses what came out in folders of its own: by each
// package manager, from CommonJS and from ES modules, with old and new compilers.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Table from 'cli-table3';
import { checkCompilers } from './compilers';
import { checkManagers } from './managers';
import { checkTarball, pack } from './tarball';

/** What was checked, and what came of it. An error means that it failed. */
export type Check = readonly [title: string, check: () => string];

function main(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'packaging-'));
  const table = new Table({
    head: ['check', 'result', 'seconds'],
    style: { head: [], border: [] },
  });
  try {
    const tarball = pack(folder);
    const place = (name: string): string => {
      const made = path.join(folder, name);
      mkdirSync(made);
      return made;
    };
    const checks = [
      ...checkTarball(tarball),
      ...checkManagers(tarball, place),
      ...checkCompilers(tarball, place),
    ];
    for (const check of checks) table.push(rowOf(check));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(table.toString());
}

function rowOf([title, check]: Check): string[] {
  const began = Date.now();
  const seconds = (): string => ((Date.now() - began) / 1000).toFixed(0);
  try {
    return [title, check(), seconds()];
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
    return [title, 'FAILED, see above', seconds()];
  }
}

main();
