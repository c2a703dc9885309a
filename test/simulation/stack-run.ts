// One stack of a history: what is done to it, how each act must end, and what a person does when it got stuck.
import type { Stack, StackStatus, Template } from '../support/stacks';
import { isOutOfBounds, PATIENT, type StackPlan, type Step } from './history';
import type { Invariants, ViolationKind } from './invariants';
import { templateOf } from './template';
import type { World } from './world';

export class StackRun {
  private stack: Stack;
  private step: Step | undefined;
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
      this.byHand(step);
      if (step.act === 'DELETE') await this.delete();
      else await this.deploy(step, index);
      if (this.stack.status.endsWith('_FAILED') && !(await this.isHelped())) return;
    }
  }

  private byHand(step: Step): void {
    const { byHand } = step;
    if (byHand === undefined) return;
    void this.world.timeline.sleep(byHand.afterSeconds).then(async () => {
      if (this.step === step)
        await this.world.hand.act(byHand, { plan: this.plan, n: this.n, stack: this.stack });
    });
  }

  /** Failures that are right: a quota, or a certificate that was deleted by hand. */
  private mayFail(): boolean {
    return (
      this.isGone() || this.isWithoutQuota() || this.step?.byHand?.what === 'CERTIFICATE_DELETED'
    );
  }

  /** Whether somebody has deleted a certificate of the stack. */
  private isGone(): boolean {
    return [...this.stack.live.values()].some(({ physicalId = '' }) =>
      this.world.hand.deleted.has(physicalId),
    );
  }

  private isWithoutQuota(): boolean {
    return this.step?.faults.some(({ kind }) => kind === 'QUOTA') === true;
  }

  private async deploy(step: Step, index: number): Promise<void> {
    if (this.stack.is('ROLLBACK_COMPLETE')) await this.delete();
    if (this.stack.is('DELETE_FAILED')) return;
    if (this.stack.is('DELETE_COMPLETE')) this.stack = this.world.newStack(this.plan, this.n);
    const { id: stackId } = this.stack.identity;
    const surroundings = { ...this.world.surroundings(this.n), stackId };
    const template = templateOf(this.plan, step.layout, surroundings, index);
    if (this.stack.is('NEW')) await this.create(template, step);
    else await this.update(template, step);
  }

  private async create(template: Template, step: Step): Promise<void> {
    const mustFail = isToFail(step);
    const wanted = mustFail ? 'ROLLBACK_COMPLETE' : 'CREATE_COMPLETE';
    const mayFail = this.mayFail();
    const created = this.stack.create(template);
    this.cancels(step, 'CREATE_IN_PROGRESS', () => {
      this.deletion = this.delete();
    });
    const status = await created;
    await this.deletion;
    if (status === wanted || status.startsWith('DELETE_')) return;
    if (status === 'ROLLBACK_COMPLETE' && mayFail) return;
    this.failed(`create ended as ${status} instead of ${wanted}`);
  }

  private async update(template: Template, step: Step): Promise<void> {
    const mayFail = this.mayFail();
    const mustFail = isToFail(step);
    const updated = this.stack.update(template);
    const cancelled = this.cancels(step, 'UPDATE_IN_PROGRESS', () => {
      this.stack.cancelUpdate();
    });
    const status = await updated;
    const wanted = mustFail ? 'UPDATE_ROLLBACK_COMPLETE' : 'UPDATE_COMPLETE';
    const wasCancelled = (cancelled() || mayFail) && status === 'UPDATE_ROLLBACK_COMPLETE';
    if (status !== wanted && !wasCancelled && !(mayFail && status === 'UPDATE_COMPLETE')) {
      this.failed(`update ended as ${status} instead of ${wanted}`);
    }
    this.forgets();
  }

  /** What CloudFormation gives up in a clean-up it never asks to have deleted again. */
  private forgets(): void {
    for (const id of this.stack.abandoned.splice(0)) {
      this.invariants.forgotten.push({ stack: this.stack.identity.name, id });
      this.violatedUnlessExcused('ABANDONED', id);
    }
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

  /**
   * Somebody finds the stack stuck after a while, when what was wrong is over, and does what AWS's documentation says:
   * deletes it once more, or has its rollback continued. Then it must end well.
   */
  private async isHelped(): Promise<boolean> {
    const { stack } = this;
    const { afterSeconds, continuesRollback } = this.plan.person ?? PATIENT;
    this.violatedUnlessExcused('NEEDS_A_PERSON', `${stack.identity.name} is ${stack.status}`);
    await this.world.timeline.sleep(afterSeconds);
    this.world.faults[this.n]?.enter([]);
    const status =
      stack.is('UPDATE_ROLLBACK_FAILED') && continuesRollback
        ? await stack.continueUpdateRollback()
        : await stack.delete();
    this.forgets();
    if (status.endsWith('_COMPLETE')) return true;
    this.invariants.violated(
      'STUCK',
      `${stack.identity.name} is ${status}, though a person helped`,
    );
    return false;
  }

  private failed(what: string): void {
    const { name } = this.stack.identity;
    const reason = this.world.model.events.findLast(
      (event) => event.stack === name && event.reason?.includes('cancelled') === false,
    )?.reason;
    this.violatedUnlessExcused(
      'FAILED_WITHIN_BOUNDS',
      `${name}: ${what}: ${reason ?? 'no reason'}`,
    );
  }

  /**
   * Out of bounds, an operation may fail; but it must hold what is said about certificates. It may fail also, even a rollback,
   * when a certificate must be requested again that somebody has deleted, and the account may have no other.
   */
  private violatedUnlessExcused(kind: ViolationKind, text: string): void {
    const isExcused =
      this.step?.faults.some(isOutOfBounds) === true || (this.isWithoutQuota() && this.isGone());
    if (!isExcused) this.invariants.violated(kind, text);
  }
}

/** Whether a resource fails, or a certificate that ACM does not issue. */
function isToFail({ layout }: Step): boolean {
  const { siblingFailsSeconds, refused = false, refusedName = false } = layout;
  return siblingFailsSeconds !== undefined || refused || refusedName;
}
