// The acts of one operation on a stack: each is written down, and all that run can be given up together.
import type { Attempt, Result } from './attempt';
import type { Resource, Resources, StackIdentity } from './resources';
import type { Properties } from './template';
import { wait, type Context } from './world';

type Verb = 'CREATE' | 'UPDATE' | 'DELETE';

const CANCELLED = {
  CREATE: 'Resource creation cancelled',
  UPDATE: 'Resource update cancelled',
  DELETE: 'Resource deletion cancelled',
};

/** What CloudFormation itself takes before it begins with a resource: an order of magnitude, nothing is promised. */
const STEP_SECONDS = 1;

export class Operation {
  private isStopped = false;
  private readonly running = new Map<Attempt, Verb>();

  constructor(
    private readonly context: Context,
    private readonly stack: StackIdentity,
    private readonly resources: Resources,
    /** Whether a failure ends the acts that run beside it, as it does while a stack goes forward. */
    private readonly stopsAtFailure: boolean,
  ) {}

  /** Nothing is begun any more, and what runs is not waited for. */
  stop(): void {
    this.isStopped = true;
    for (const [attempt, verb] of this.running) attempt.giveUp(CANCELLED[verb]);
  }

  /** `began` is called unless the operation was stopped before. */
  async create(resource: Resource, began: () => void): Promise<boolean> {
    if (!(await this.mayBegin())) return false;
    began();
    return this.run('CREATE', resource, () => this.resources.create(resource));
  }

  async update(resource: Resource, properties: Properties, began: () => void): Promise<boolean> {
    if (!(await this.mayBegin())) return false;
    began();
    const old = resource.properties;
    resource.properties = properties;
    return this.run('UPDATE', resource, () => this.resources.update(resource, old));
  }

  /** A create without an answer goes by an id that CloudFormation invents. */
  async delete(resource: Resource, physicalId = resource.physicalId): Promise<boolean> {
    await this.mayBegin();
    const id = physicalId ?? this.resources.inventedId(resource.logicalId);
    resource.physicalId ??= id;
    const attempt = this.resources.delete(resource, id);
    this.note({ ...resource, physicalId: id }, 'DELETE_IN_PROGRESS');
    const result = await this.resultOf(attempt, 'DELETE');
    this.noteResult({ ...resource, physicalId: id }, 'DELETE', result);
    return result.status === 'SUCCESS';
  }

  note({ logicalId, physicalId }: Resource, status: string, reason?: string): void {
    this.context.events.push({
      seconds: this.context.timeline.elapsed,
      stack: this.stack.name,
      logicalId,
      status,
      ...(physicalId !== undefined && { physicalId }),
      ...(reason !== undefined && { reason }),
    });
  }

  private async mayBegin(): Promise<boolean> {
    if (this.isStopped) return false;
    const { world, timeline } = this.context;
    await wait(timeline, world.stepSeconds?.() ?? STEP_SECONDS);
    return !this.isStopped;
  }

  private async run(verb: Verb, resource: Resource, begin: () => Attempt): Promise<boolean> {
    this.note(resource, `${verb}_IN_PROGRESS`);
    const result = await this.resultOf(begin(), verb);
    const { status, physicalId } = result;
    if (physicalId !== undefined) {
      resource.physicalId = physicalId;
      const isNews = status === 'SUCCESS' || !resource.answered.has(physicalId);
      if (isNews) resource.answered.set(physicalId, resource.properties);
    }
    this.noteResult(resource, verb, result);
    if (status === 'SUCCESS') return true;
    if (this.stopsAtFailure) this.stop();
    return false;
  }

  private async resultOf(attempt: Attempt, verb: Verb): Promise<Result> {
    this.running.set(attempt, verb);
    const result = await attempt.result;
    this.running.delete(attempt);
    return result;
  }

  private noteResult(resource: Resource, verb: Verb, result: Result): void {
    const failed = result.status === 'FAILED';
    this.note(
      resource,
      `${verb}_${failed ? 'FAILED' : 'COMPLETE'}`,
      failed ? result.reason : undefined,
    );
  }
}
