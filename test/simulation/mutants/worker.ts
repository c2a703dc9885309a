// Runs histories with the handlers in SIMULATED_HANDLERS, every so many of them, and tells of the first violation.
import type { ViolationKind } from '../invariants';
import { simulate } from '../simulate';

export interface Found {
  readonly seed: number;
  readonly kind: ViolationKind;
}

/** The seeds `first`, `first + step`, … below `end`. */
export interface Seeds {
  readonly first: number;
  readonly step: number;
  readonly end: number;
}

async function search({ first, step, end }: Seeds): Promise<Found | undefined> {
  for (let seed = first; seed < end; seed += step) {
    const { outcome } = await simulate(seed);
    const [violation] = outcome.violations;
    if (violation !== undefined) return { seed, kind: violation.kind };
  }
  return undefined;
}

process.once('message', (seeds: Seeds) => {
  void search(seeds).then((found) => {
    process.send?.(found ?? 'none', () => process.exit());
  });
});
