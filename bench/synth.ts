// How long an app with many certificates takes to synthesize: in a process that has done so before, and as a whole
// process, with loading aws-cdk-lib. The solutions take turns, so that whatever else the machine does hits all alike.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { APP, judged, median, millisecondsOf, show } from './measure';
import { ALL, SOLUTIONS, type Solution } from './solutions';

const CERTIFICATES = 100;
const RUNS = 9;
const WARM_UPS = 5;
/** How many times as long as acm.Certificate ours may take. */
const GOALS = { inProcess: 1.9, wholeProcess: 1.2 };

type Kind = keyof typeof GOALS;
type Times = Record<Kind, number>;

function synthTimes(solution: Solution): Times {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-'));
  const app = [APP, solution, String(CERTIFICATES), folder];
  try {
    const inProcess = millisecondsOf([...app, String(WARM_UPS)]);
    const before = performance.now();
    millisecondsOf(app);
    return { inProcess, wholeProcess: performance.now() - before };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rowsOf(kind: Kind, rounds: readonly Readonly<Record<Solution, Times>>[]): string[][] {
  const medianOf = (solution: Solution): number =>
    median(rounds.map((times) => times[solution][kind]));
  return ALL.map((solution) => {
    const [time, ratio] = [medianOf(solution), medianOf(solution) / medianOf('native')];
    const goal = solution === 'ours' ? `${GOALS[kind]}: ${judged(ratio <= GOALS[kind])}` : '';
    return [SOLUTIONS[solution], time.toFixed(0), ratio.toFixed(2), goal];
  });
}

export function synthBench(): void {
  const rounds = Array.from({ length: RUNS }, () => ({
    native: synthTimes('native'),
    ours: synthTimes('ours'),
    deprecated: synthTimes('deprecated'),
    peer: synthTimes('peer'),
  }));
  const head = ['solution', 'median ms', 'times native', 'goal'];
  const what = `${CERTIFICATES} certificates in a stack, medians of ${RUNS} runs`;
  show(`synth, in process after ${WARM_UPS} others: ${what}`, head, rowsOf('inProcess', rounds));
  show(`synth, a whole process: ${what}`, head, rowsOf('wholeProcess', rounds));
}
