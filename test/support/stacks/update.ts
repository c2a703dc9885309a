// An update of a stack: forwards; back again if anything fails; and the clean-up of what either has left behind.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks.html
import type { Operation } from './operation';
import type { Resource } from './resources';
import type { Stack, StackStatus } from './stack';
import { isSame, resolved, type Template } from './template';
import { backwards, forwards, walk } from './walk';

export class Update {
  /** What the update has made, and what it has sent other properties; each as long as that is not undone. */
  private readonly created = new Set<string>();
  private readonly updated = new Set<string>();

  constructor(
    private readonly stack: Stack,
    private readonly from: Template,
    private readonly to: Template,
  ) {}

  async run(): Promise<StackStatus> {
    const { stack, to } = this;
    stack.enter('UPDATE_IN_PROGRESS');
    const operation = stack.begin(true);
    const done = await walk(forwards(to), (id) => this.forward(id, operation));
    if (!done) return this.rollBack([]);
    stack.template = to;
    stack.enter('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.cleanUp((id) => !(id in to), to, false);
    return stack.enter('UPDATE_COMPLETE');
  }

  /** Every resource that was updated, or was being updated, gets one more update with the properties that it had. */
  async rollBack(skipped: readonly string[]): Promise<StackStatus> {
    const { stack, from } = this;
    stack.enter('UPDATE_ROLLBACK_IN_PROGRESS');
    const operation = stack.begin(false);
    for (const id of skipped) this.updated.delete(id);
    const done = await walk(forwards(from), (id) =>
      skipped.includes(id) ? Promise.resolve(true) : this.back(id, operation),
    );
    if (!done) return stack.enter('UPDATE_ROLLBACK_FAILED');
    stack.enter('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.cleanUp((id) => this.created.has(id), from, true);
    return stack.enter('UPDATE_ROLLBACK_COMPLETE');
  }

  private async forward(id: string, operation: Operation): Promise<boolean> {
    const { stack, to } = this;
    const resource = stack.live.get(id);
    const definition = to[id];
    if (definition === undefined) return true;
    if (resource === undefined) {
      this.created.add(id);
      return stack.createResource(id, operation, to);
    }
    const properties = resolved(definition, (each) => stack.ref(each));
    if (isSame(properties, resource.properties)) {
      resource.definition = definition;
      return true;
    }
    return operation.update(resource, properties, () => {
      this.updated.add(id);
      resource.definition = definition;
    });
  }

  /** A resource may have to follow one that it refers to, though the update had not reached it. */
  private async back(id: string, operation: Operation): Promise<boolean> {
    const { stack, from } = this;
    const resource = stack.live.get(id);
    const definition = from[id];
    if (resource === undefined || definition === undefined) return true;
    resource.definition = definition;
    const properties = resolved(definition, (each) => stack.ref(each));
    if (!this.updated.has(id) && isSame(properties, resource.properties)) return true;
    const done = await operation.update(resource, properties, () => undefined);
    if (done) this.updated.delete(id);
    return done;
  }

  /**
   * What is no longer in the template, and the physical ids that others have replaced: after their users have moved, and
   * users before what they use. A deletion that fails is reported and given up.
   */
  private async cleanUp(
    isGone: (id: string) => boolean,
    now: Template,
    rolledBack: boolean,
  ): Promise<void> {
    const operation = this.stack.begin(false);
    const order = backwards([...this.stack.live.keys()], { ...this.from, ...this.to });
    await walk(order, async (id) => {
      const resource = this.stack.live.get(id);
      if (resource === undefined) return true;
      if (isGone(id)) await this.removeOrAbandon(resource, operation, rolledBack);
      else await this.deleteReplaced(resource, operation, now, rolledBack);
      return true;
    });
  }

  private async removeOrAbandon(
    resource: Resource,
    operation: Operation,
    rolledBack: boolean,
  ): Promise<void> {
    if (await this.stack.remove(resource, operation, rolledBack)) return;
    this.stack.abandoned.push(resource.physicalId ?? '');
    this.stack.live.delete(resource.logicalId);
  }

  /** The policy is of the template that the update was to; what a rollback replaces is what the update has made. */
  private async deleteReplaced(
    resource: Resource,
    operation: Operation,
    now: Template,
    rolledBack: boolean,
  ): Promise<void> {
    const { answered, logicalId, physicalId } = resource;
    const replaced = [...answered.keys()].filter((id) => id !== physicalId);
    const isKept = !rolledBack && now[logicalId]?.updateReplacePolicy === 'Retain';
    await Promise.all(
      replaced.map(async (id) => {
        if (isKept) {
          operation.note({ ...resource, physicalId: id }, 'DELETE_SKIPPED');
          this.stack.retained.push(id);
        } else if (!(await operation.delete(resource, id))) this.stack.abandoned.push(id);
        answered.delete(id);
      }),
    );
  }
}
