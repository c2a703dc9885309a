// A stack and what can be done to it.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html (the status codes)
import { Operation } from './operation';
import { Resources, type Resource, type StackIdentity } from './resources';
import { isKept, resolved, type Definition, type Template } from './template';
import { Update } from './update';
import { backwards, forwards, walk } from './walk';
import type { Context } from './world';

export type StackStatus =
  | 'NEW'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_FAILED'
  | 'ROLLBACK_COMPLETE'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_FAILED'
  | 'DELETE_COMPLETE';

/** What an update may begin from. */
const UPDATABLE: readonly StackStatus[] = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
];

export class Stack {
  status: StackStatus = 'NEW';
  template: Template = {};
  readonly live = new Map<string, Resource>();
  /** The physical ids that a policy has kept from deletion. */
  readonly retained: string[] = [];
  /** The physical ids whose deletion failed in a clean-up, after which CloudFormation forgets them. */
  readonly abandoned: string[] = [];
  readonly resources: Resources;
  private operation: Operation | undefined;
  private lastUpdate: Update | undefined;

  constructor(
    private readonly context: Context,
    readonly identity: StackIdentity,
  ) {
    this.resources = new Resources(context, identity);
  }

  /** All is made, or all that was begun is deleted again. A stack that is made once more has another id: another Stack. */
  async create(template: Template): Promise<StackStatus> {
    this.allow('create', ['NEW']);
    this.template = template;
    this.enter('CREATE_IN_PROGRESS');
    const operation = this.begin(true);
    const done = await walk(forwards(template), (id) => this.createResource(id, operation));
    if (!this.is('CREATE_IN_PROGRESS')) return this.status;
    if (done) return this.enter('CREATE_COMPLETE');
    this.enter('ROLLBACK_IN_PROGRESS');
    return this.enter((await this.removeAll(true)) ? 'ROLLBACK_COMPLETE' : 'ROLLBACK_FAILED');
  }

  /** To another template, and back if anything fails. */
  async update(template: Template): Promise<StackStatus> {
    this.allow('update', UPDATABLE);
    this.lastUpdate = new Update(this, this.template, template);
    return this.lastUpdate.run();
  }

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
  cancelUpdate(): void {
    this.allow('cancel the update of', ['UPDATE_IN_PROGRESS']);
    this.operation?.stop();
  }

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
  async continueUpdateRollback(skipped: readonly string[] = []): Promise<StackStatus> {
    this.allow('continue the rollback of', ['UPDATE_ROLLBACK_FAILED']);
    if (this.lastUpdate === undefined) throw new Error('no update was begun');
    return this.lastUpdate.rollBack(skipped);
  }

  /**
   * Deletes what is there. Again after DELETE_FAILED, then perhaps without some of the resources.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html
   */
  async delete(retainedIds: readonly string[] = []): Promise<StackStatus> {
    if (this.status.endsWith('_IN_PROGRESS')) this.allow('delete', ['CREATE_IN_PROGRESS']);
    if (retainedIds.length > 0) this.allow('retain resources of', ['DELETE_FAILED']);
    this.enter('DELETE_IN_PROGRESS');
    this.operation?.stop();
    for (const id of retainedIds) this.keep(id);
    return this.enter((await this.removeAll(false)) ? 'DELETE_COMPLETE' : 'DELETE_FAILED');
  }

  enter(status: StackStatus): StackStatus {
    this.status = status;
    const { events, timeline } = this.context;
    events.push({ seconds: timeline.elapsed, stack: this.identity.name, status });
    return status;
  }

  is(status: StackStatus): boolean {
    return this.status === status;
  }

  begin(stopsAtFailure: boolean): Operation {
    this.operation = new Operation(this.context, this.identity, this.resources, stopsAtFailure);
    return this.operation;
  }

  ref(logicalId: string): string {
    return this.live.get(logicalId)?.physicalId ?? '';
  }

  createResource(
    logicalId: string,
    operation: Operation,
    template = this.template,
  ): Promise<boolean> {
    const definition = template[logicalId] as Definition;
    const properties = resolved(definition, (id) => this.ref(id));
    const resource: Resource = { logicalId, definition, properties, answered: new Map() };
    return operation.create(resource, () => this.live.set(logicalId, resource));
  }

  /** Deletes every physical id of a resource, or keeps them if its policy says so. */
  async remove(resource: Resource, operation: Operation, rolledBack: boolean): Promise<boolean> {
    const { logicalId, definition, answered, physicalId } = resource;
    // Of a rollback that has failed, what its update had replaced is among them.
    const others = [...answered.keys()].filter((id) => id !== physicalId);
    if (isKept(definition, rolledBack)) {
      operation.note(resource, 'DELETE_SKIPPED');
      for (const id of others) operation.note({ ...resource, physicalId: id }, 'DELETE_SKIPPED');
      this.retained.push(...others);
      this.keep(logicalId);
      return true;
    }
    const deletions = [physicalId, ...others].map((id) => operation.delete(resource, id));
    const done = (await Promise.all(deletions)).every(Boolean);
    if (done) this.live.delete(logicalId);
    return done;
  }

  private keep(logicalId: string): void {
    const { physicalId } = this.live.get(logicalId) ?? {};
    if (physicalId !== undefined) this.retained.push(physicalId);
    this.live.delete(logicalId);
  }

  private removeAll(rolledBack: boolean): Promise<boolean> {
    const operation = this.begin(false);
    const template = Object.fromEntries(
      [...this.live].map(([id, { definition }]) => [id, definition]),
    );
    return walk(backwards([...this.live.keys()], template), (id) => {
      const resource = this.live.get(id);
      return resource === undefined
        ? Promise.resolve(true)
        : this.remove(resource, operation, rolledBack);
    });
  }

  private allow(what: string, statuses: readonly StackStatus[]): void {
    if (statuses.includes(this.status)) return;
    throw new Error(`cannot ${what} the stack ${this.identity.name} while it is ${this.status}`);
  }
}
