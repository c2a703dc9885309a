// Runs one history to its end, and says what did not hold.
import { Invariants, type Violation } from './invariants';
import type { History } from './history';
import { StackRun } from './stack-run';
import { World } from './world';

export interface Outcome {
  readonly world: World;
  readonly violations: readonly Violation[];
}

export async function run(history: History): Promise<Outcome> {
  const world = new World(history);
  const invariants = new Invariants(world);
  await Promise.all([
    world.timeline.quiet(),
    ...history.stacks.map((plan, n) => new StackRun(world, invariants, plan, n).run()),
  ]);
  await world.timeline.quiet();
  invariants.checkTheEnd();
  return { world, violations: invariants.violations };
}
