// npm run simulate:mutants -- --only NAME --seed S --histories N: defects are put back one at a time, and the simulation has
// to find each within so many histories. What is found at which seed is always the same, but for which of the two workers
// comes first.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { MUTANTS, type Mutant } from './mutants';
import { bundleMutant } from './mutate';
import type { Found, Seeds } from './worker';

const WORKERS = 2;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    histories: { type: 'string', default: '2000' },
  },
});

/** Settles with the first violation that any worker finds, or with undefined when all have found none. */
function search(handlers: string, first: number, histories: number): Promise<Found | undefined> {
  return new Promise((resolve, reject) => {
    const workers = Array.from({ length: WORKERS }, (_, n) => {
      const env = { ...process.env, SIMULATED_HANDLERS: handlers };
      const worker = fork(path.join(__dirname, 'worker.ts'), { execArgv: process.execArgv, env });
      worker.send({ first: first + n, step: WORKERS, end: first + histories } satisfies Seeds);
      return worker;
    });
    let searching = WORKERS;
    for (const worker of workers) {
      worker.on('error', reject);
      worker.on('message', (message: Found | 'none') => {
        searching -= 1;
        if (message === 'none' && searching > 0) return;
        for (const each of workers) each.kill();
        resolve(message === 'none' ? undefined : message);
      });
    }
  });
}

async function found(mutant: Mutant, folder: string): Promise<Found | undefined> {
  const handlers = path.join(folder, mutant.name);
  await bundleMutant(mutant, handlers);
  return search(handlers, Number(values.seed), Number(values.histories));
}

function chosen(): readonly Mutant[] {
  const { only } = values;
  if (only === undefined) return MUTANTS;
  const unknown = only.find((name) => MUTANTS.every((each) => each.name !== name));
  if (unknown === undefined) return MUTANTS.filter(({ name }) => only.includes(name));
  const names = MUTANTS.map(({ name }) => name).join(', ');
  throw new Error(`there is no mutant '${unknown}'; there are ${names}`);
}

async function main(): Promise<void> {
  const table = new Table({
    head: ['mutant', 'what a user would suffer', 'found by history', 'as'],
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'mutants-'));
  const survivors: string[] = [];
  try {
    for (const mutant of chosen()) {
      const { name, suffering } = mutant;
      const violation = await found(mutant, folder);
      const history = violation && violation.seed - Number(values.seed) + 1;
      console.log(`${name}: ${history === undefined ? 'NOT FOUND' : `history ${history}`}`);
      if (violation === undefined) survivors.push(name);
      table.push([name, suffering, history ?? 'none', violation?.kind ?? 'not found']);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`\n${table.toString()}`);
  const all = `all found within ${values.histories} histories each`;
  console.log(survivors.length === 0 ? all : `not found: ${survivors.join(', ')}`);
  if (survivors.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
