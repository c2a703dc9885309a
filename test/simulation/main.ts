// npm run simulate -- --seed S --histories N: histories at random, on two cores; the first of each kind that fails is
// shrunk and told. History n has the seed S + n, so that `--seed <that> --histories 1` repeats it.
import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { emptyCells, fewest } from './cells';
import { shrunkTo, simulate } from './simulate';
import { story } from './story';
import { count, emptyTally, merge, table, type Tally } from './tally';

const WORKERS = 2;

/** Histories of one worker between two lines that tell how far it is. */
const TOLD_EVERY = 250;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    histories: { type: 'string', default: '200' },
    worker: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const histories = Number(values.histories);

async function work(first: number): Promise<void> {
  const tally = emptyTally();
  for (let n = first; n < histories; n += WORKERS) {
    count(tally, seed + n, await simulate(seed + n));
    if (tally.histories % TOLD_EVERY === 0) process.send?.({ failing: seedsOf(tally) });
  }
  process.send?.(tally);
}

const seedsOf = ({ failures }: Tally): number[] => [...new Set(failures.map(({ seed: of }) => of))];

function workerTally(worker: number): Promise<Tally> {
  const args = [
    '--seed',
    String(seed),
    '--histories',
    String(histories),
    '--worker',
    String(worker),
  ];
  const child = fork(__filename, args, { execArgv: process.execArgv });
  return new Promise((resolve, reject) => {
    let tally: Tally | undefined;
    let done = 0;
    child.on('message', (message: Tally | { readonly failing: readonly number[] }) => {
      if ('histories' in message) {
        tally = message;
        return;
      }
      done += TOLD_EVERY;
      const failing =
        message.failing.length === 0
          ? 'no violation'
          : `violations: seeds ${message.failing.join(', ')}`;
      console.log(`worker ${worker + 1}: ${done} histories, ${failing}`);
    });
    child.on('exit', (code) => {
      if (tally === undefined) reject(new Error(`worker ${worker} ended with ${code}`));
      else resolve(tally);
    });
  });
}

async function main(): Promise<void> {
  const began = performance.now();
  const tally = emptyTally();
  const workers = Array.from({ length: WORKERS }, (_, worker) => workerTally(worker));
  for (const each of await Promise.all(workers)) merge(tally, each);
  const seconds = (performance.now() - began) / 1000;
  console.log(`seed ${seed}, ${tally.histories} histories, ${tally.requests} requests`);
  console.log(
    `${tally.ticks} ticks, ${Math.round(tally.ticks / seconds)} a second; ${tally.days.toFixed(1)} days in ${seconds.toFixed(0)} s\n`,
  );
  console.log(`${table(tally)}\n`);
  console.log(`Never struck: ${emptyCells(tally.strikes).join(', ') || 'none'}`);
  console.log(`Struck least: ${fewest(tally.strikes)}\n`);
  await tellFailures(tally);
}

async function tellFailures({ failures }: Tally): Promise<void> {
  failures.sort((a, b) => a.seed - b.seed);
  for (const { seed: failed, kind, text } of failures)
    console.log(`seed ${failed}: ${kind} ${text}`);
  const firsts = failures.filter(
    ({ kind }, n) => failures.findIndex((each) => each.kind === kind) === n,
  );
  for (const { seed: failed, kind } of firsts) {
    const { history, outcome } = await shrunkTo(failed, kind);
    console.log(
      `\nThe shortest history like seed ${failed} (${kind}):\n${story(history, outcome)}`,
    );
  }
  if (failures.length > 0) process.exitCode = 1;
}

void (values.worker === undefined ? main() : work(Number(values.worker)));
