// Runs one history to its end, and says what did not hold.
import type { Stack, StackStatus, Template } from '../support/stacks';
import { templateOf, type History, type StackPlan, type Step } from './history';
import { Invariants, type Violation } from './invariants';
import { World } from './world';

export interface Outcome {
  readonly world: World;
  readonly violations: readonly Violation[];
}

/** What the handlers cannot do for now: an update to other names is refused, and rolled back. */
const EXPECTED: { readonly refusesReplacement: boolean } = { refusesReplacement: false };

export async function run(history: History): Promise<Outcome> {
  const world = new World(history);
  const invariants = new Invariants(world);
  await Promise.all([
    world.timeline.quiet(),
    ...history.stacks.map((plan, n) => new Run(world, invariants, plan, n).run()),
  ]);
  await world.timeline.quiet();
  invariants.checkTheEnd();
  const excused = excusedKinds(history);
  const violations = invariants.violations.filter(({ kind }) => !excused.includes(kind));
  return { world, violations };
}

/** An event that comes hours late is out of bounds: operations may fail, but nothing may be left. */
function excusedKinds({ stacks }: History): readonly string[] {
  const isVeryLate = stacks.some(({ steps }) =>
    steps.some(({ faults }) => faults.some(({ kind }) => kind === 'VERY_LATE')),
  );
  return isVeryLate ? ['NOT_ANSWERED', 'FAILED_WITHIN_BOUNDS', 'ABANDONED', 'NEEDS_A_PERSON'] : [];
}

class Run {
  private stack: Stack;
  private step: Step | undefined;
  private wasRenamed = false;
  /** A deletion that has taken over from a create. */
  private deletion: Promise<void> = Promise.resolve();

  constructor(
    private readonly world: World,
    private readonly invariants: Invariants,
    private readonly plan: StackPlan,
    private readonly n: number,
  ) {
    this.stack = world.newStack(plan, n);
  }

  async run(): Promise<void> {
    for (const [index, step] of this.plan.steps.entries()) {
      await this.world.timeline.sleep(step.pauseSeconds);
      this.step = step;
      this.world.faults[this.n]?.enter(step.faults);
      if (step.act === 'DELETE') await this.delete();
      else await this.deploy(step, index);
      if (this.needsAPerson()) return;
    }
  }

  private async deploy(step: Step, index: number): Promise<void> {
    const template = templateOf(this.plan, step.layout, this.world.zoneOf(this.plan), index);
    if (this.stack.is('ROLLBACK_COMPLETE')) await this.delete();
    if (this.stack.is('DELETE_COMPLETE')) this.stack = this.world.newStack(this.plan, this.n);
    if (this.stack.is('NEW')) await this.create(template, step);
    else await this.update(template, step);
  }

  private async create(template: Template, step: Step): Promise<void> {
    const { renamed, siblingFailsSeconds } = step.layout;
    this.wasRenamed = renamed;
    const wanted = siblingFailsSeconds === undefined ? 'CREATE_COMPLETE' : 'ROLLBACK_COMPLETE';
    const created = this.stack.create(template);
    this.cancels(step, 'CREATE_IN_PROGRESS', () => {
      this.deletion = this.delete();
    });
    const status = await created;
    await this.deletion;
    if (status === wanted || status.startsWith('DELETE_')) return;
    this.failed(`create ended as ${status} instead of ${wanted}`);
  }

  private async update(template: Template, step: Step): Promise<void> {
    const { renamed, siblingFailsSeconds } = step.layout;
    const isRefused = EXPECTED.refusesReplacement && renamed !== this.wasRenamed;
    const mustFail = siblingFailsSeconds !== undefined || isRefused;
    const updated = this.stack.update(template);
    const cancelled = this.cancels(step, 'UPDATE_IN_PROGRESS', () => {
      this.stack.cancelUpdate();
    });
    const status = await updated;
    if (status === 'UPDATE_COMPLETE') this.wasRenamed = renamed;
    const wanted = mustFail ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
    const wasCancelled = cancelled() && status === 'UPDATE_ROLLBACK_COMPLETE';
    if (status !== wanted && !wasCancelled) {
      this.failed(`update ended as ${status} instead of ${wanted}`);
    }
    for (const id of this.stack.abandoned.splice(0)) this.invariants.violated('ABANDONED', id);
  }

  private cancels(step: Step, from: StackStatus, cancel: () => void): () => boolean {
    let isDone = false;
    const { cancelSeconds } = step;
    if (cancelSeconds === undefined) return () => isDone;
    const { stack } = this;
    void this.world.timeline.sleep(cancelSeconds).then(() => {
      if (this.step !== step || this.stack !== stack || !stack.is(from)) return;
      isDone = true;
      cancel();
    });
    return () => isDone;
  }

  private async delete(): Promise<void> {
    if (this.stack.status === 'DELETE_COMPLETE') return;
    const status = await this.stack.delete();
    if (status !== 'DELETE_COMPLETE') this.failed(`delete ended as ${status}`);
  }

  private needsAPerson(): boolean {
    const { status } = this.stack;
    if (!status.endsWith('_FAILED')) return false;
    this.invariants.violated('NEEDS_A_PERSON', `${this.stack.identity.name} is ${status}`);
    return true;
  }

  private failed(what: string): void {
    const { name } = this.stack.identity;
    const reason = this.world.model.events.findLast(
      (event) => event.stack === name && event.reason?.includes('cancelled') === false,
    )?.reason;
    this.invariants.violated('FAILED_WITHIN_BOUNDS', `${name}: ${what}: ${reason ?? 'no reason'}`);
  }
}
