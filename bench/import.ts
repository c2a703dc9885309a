// How long Node takes to import each bundle, which is what a cold start pays for it: every import in a
// process of its own. The fastest of several is judged, since a busy machine only ever adds to it.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { judged, median, millisecondsOf, ROOT, show } from './measure';

const RUNS = 15;
const GOAL_MS = 50;

function importTime(file: string): number {
  const script = `
    const before = performance.now();
    import(${JSON.stringify(pathToFileURL(file).href)}).then(() => console.log(performance.now() - before));`;
  return millisecondsOf(['-e', script]);
}

function rowOf(handler: string): string[] {
  const file = path.join(ROOT, 'build', 'handlers', handler, 'index.mjs');
  const times = Array.from({ length: RUNS }, () => importTime(file));
  const fastest = Math.min(...times);
  const shown = [fastest, median(times), Math.max(...times)].map((ms) => ms.toFixed(1));
  return [handler, ...shown, judged(fastest <= GOAL_MS)];
}

export function importBench(): void {
  const head = ['bundle', 'fastest ms', 'median', 'slowest', `goal ${GOAL_MS} ms`];
  show(`import: ${RUNS} imports of each bundle`, head, ['intake', 'step'].map(rowOf));
}
