// One history from one seed: made, run, and shrunk to a shorter one that violates the same rule.
import fc from 'fast-check';
import { histories } from './arbitrary';
import type { History } from './history';
import type { ViolationKind } from './invariants';
import { run, type Outcome } from './run';

const SHRINKS_AT_MOST_MS = 60_000;

export interface Simulated {
  readonly history: History;
  readonly outcome: Outcome;
}

export async function simulate(seed: number): Promise<Simulated> {
  return shrunk(seed, () => false);
}

/** The shortest history found that violates `kind` as the one of the seed does. */
export function shrunkTo(seed: number, kind: ViolationKind): Promise<Simulated> {
  return shrunk(seed, ({ violations }) => violations.some((each) => each.kind === kind));
}

/** The last history that `isFailing` is the shortest; if there is none, the first one is returned. */
async function shrunk(seed: number, isFailing: (outcome: Outcome) => boolean): Promise<Simulated> {
  let found: Simulated | undefined;
  const property = fc.asyncProperty(histories, async (history) => {
    const outcome = await run(history);
    const fails = isFailing(outcome);
    if (fails || found === undefined) found = { history, outcome };
    return !fails;
  });
  const interruptAfterTimeLimit = SHRINKS_AT_MOST_MS;
  await fc.check(property, { seed, numRuns: 1, interruptAfterTimeLimit });
  if (found === undefined) throw new Error(`seed ${seed} gave no history`);
  return found;
}
