// What a run of many histories has tried: the table of operations and faults, and how much time it was.
import type { ViolationKind } from './invariants';
import type { Simulated } from './simulate';

export interface Tally {
  histories: number;
  ticks: number;
  days: number;
  requests: number;
  /** How often each fault has struck what: `RequestCertificate`, `PUT`, `intake`, `Create`, … */
  readonly strikes: Record<string, Record<string, number>>;
  readonly failures: { seed: number; kind: ViolationKind; text: string }[];
}

const SECONDS_A_DAY = 86_400;

export function emptyTally(): Tally {
  return { histories: 0, ticks: 0, days: 0, requests: 0, strikes: {}, failures: [] };
}

export function count(tally: Tally, seed: number, { outcome }: Simulated): void {
  const { world, violations } = outcome;
  tally.histories += 1;
  tally.ticks += world.handlers.reduce((sum, { step }) => sum + step.invocations, 0);
  tally.days += world.timeline.elapsed / SECONDS_A_DAY;
  tally.requests += world.model.requests.all.length;
  for (const { kind, what } of world.faults.flatMap(({ strikes }) => strikes)) {
    add(tally, what.split(' ')[0] ?? what, kind, 1);
  }
  const kinds = new Set(violations.map(({ kind }) => kind));
  for (const kind of kinds) {
    const { text = '' } = violations.find((each) => each.kind === kind) ?? {};
    tally.failures.push({ seed, kind, text });
  }
}

export function merge(into: Tally, other: Tally): void {
  into.histories += other.histories;
  into.ticks += other.ticks;
  into.days += other.days;
  into.requests += other.requests;
  into.failures.push(...other.failures);
  for (const [what, kinds] of Object.entries(other.strikes)) {
    for (const [kind, n] of Object.entries(kinds)) add(into, what, kind, n);
  }
}

/** A row for each operation, a column for each fault. */
export function table({ strikes }: Tally): string {
  const kinds = [...new Set(Object.values(strikes).flatMap(Object.keys))].sort();
  const rows = Object.entries(strikes).sort(([a], [b]) => (a < b ? -1 : 1));
  const line = (first: string, cells: readonly string[]): string =>
    first.padEnd(26) + cells.map((cell, n) => cell.padStart((kinds[n]?.length ?? 0) + 2)).join('');
  return [
    line('', kinds),
    ...rows.map(([what, counts]) =>
      line(
        what,
        kinds.map((kind) => String(counts[kind] ?? '-')),
      ),
    ),
  ].join('\n');
}

function add({ strikes }: Tally, what: string, kind: string, n: number): void {
  const row = (strikes[what] ??= {});
  row[kind] = (row[kind] ?? 0) + n;
}
