// How long Node takes to import each bundle, which is what a cold start pays for it: every import in a
// process of its own. The fastest of several is judged, since a busy machine only ever adds to it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Table from 'cli-table3';

/** The SDK says at every start that it will soon want a newer Node than this one. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

const RUNS = 15;
const GOAL = 50;
const BUNDLES = path.join(__dirname, '..', 'build', 'handlers');

function importTime(file: string): number {
  const script = `
    const before = performance.now();
    import(${JSON.stringify(pathToFileURL(file).href)}).then(() => console.log(performance.now() - before));`;
  const output = execFileSync(process.execPath, ['-e', script], {
    env: { ...process.env, AWS_REGION: 'eu-west-1', ...QUIET },
    encoding: 'utf8',
  });
  return Number(output);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const table = new Table({
  head: ['bundle', 'fastest ms', 'median', 'slowest', `goal ${GOAL} ms`],
  style: { head: [], border: [] },
});
for (const handler of ['intake', 'step']) {
  const file = path.join(BUNDLES, handler, 'index.mjs');
  if (!existsSync(file)) throw new Error(`no bundle at ${file}; run npm run build:handlers`);
  const times = Array.from({ length: RUNS }, () => importTime(file));
  const fastest = Math.min(...times);
  const shown = [fastest, median(times), Math.max(...times)].map((ms) => ms.toFixed(1));
  table.push([handler, ...shown, fastest <= GOAL ? 'met' : 'missed']);
  if (fastest > GOAL) process.exitCode = 1;
}
console.log(`Node ${process.version}, ${RUNS} imports each`);
console.log(table.toString());
