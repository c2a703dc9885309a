// How a resource of each type is created, updated and deleted.
import { createHash } from 'node:crypto';
import { Attempt } from './attempt';
import type { Definition, Properties } from './template';
import { wait, type Context } from './world';

/** A resource that CloudFormation has begun to create, and not deleted. */
export interface Resource {
  readonly logicalId: string;
  definition: Definition;
  /** As they were sent last. */
  properties: Properties;
  /** What was answered last; before any answer undefined. */
  physicalId?: string;
  /** Every id that was answered, with the properties that it has: its deletion brings them back. */
  readonly answered: Map<string, Properties>;
}

export interface StackIdentity {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

export class Resources {
  /** The ARNs that each consumer holds. */
  readonly held = new Map<string, Set<string>>();

  constructor(
    private readonly context: Context,
    private readonly stack: StackIdentity,
  ) {}

  create(resource: Resource): Attempt {
    const { definition, properties } = resource;
    switch (definition.type) {
      case 'certificate':
        return this.request('Create', resource, { properties });
      case 'consumer':
        return this.attaching(resource, this.inventedId(resource.logicalId));
      case 'other':
        return this.taking(definition.seconds, this.inventedId(resource.logicalId), () =>
          definition.fails === 'CREATE' ? 'it was to fail' : undefined,
        );
    }
  }

  update(resource: Resource, oldProperties: Properties): Attempt {
    const { definition, properties, physicalId = '' } = resource;
    switch (definition.type) {
      case 'certificate':
        return this.request('Update', resource, { properties, oldProperties, physicalId });
      case 'consumer':
        return this.attaching(resource, physicalId);
      case 'other':
        return this.taking(definition.seconds, physicalId, () =>
          definition.fails === 'UPDATE' ? 'it was to fail' : undefined,
        );
    }
  }

  /** Deletes what one physical id of the resource stands for. */
  delete(resource: Resource, physicalId: string): Attempt {
    const { definition, answered } = resource;
    switch (definition.type) {
      case 'certificate': {
        const properties = answered.get(physicalId) ?? resource.properties;
        return this.request('Delete', resource, { properties, physicalId });
      }
      case 'consumer':
        return this.taking(definition.seconds, physicalId, () => {
          this.holdOnly(resource.logicalId, undefined);
          return undefined;
        });
      case 'other':
        return this.taking(definition.seconds, physicalId);
    }
  }

  /**
   * What CloudFormation calls a resource that did not say what it is called itself.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
   */
  inventedId(logicalId: string): string {
    const hash = createHash('sha256').update(this.context.ids.next()).digest();
    const suffix = hash.readBigUInt64BE().toString(36).toUpperCase().padStart(12, '0').slice(-12);
    return `${this.stack.name}-${logicalId}-${suffix}`;
  }

  private request(
    type: 'Create' | 'Update' | 'Delete',
    { logicalId }: Resource,
    what: { properties: Properties; oldProperties?: Properties; physicalId?: string },
  ): Attempt {
    const { id, region } = this.stack;
    return this.context.requests.send({ type, stackId: id, region, logicalId, ...what });
  }

  /** A user holds a certificate from the beginning of an act on, and the former one until the end of it. */
  private attaching({ logicalId, definition, properties }: Resource, physicalId: string): Attempt {
    const arn = String(properties['CertificateArn']);
    const user = this.userOf(logicalId);
    const held = this.held.get(user) ?? new Set<string>();
    try {
      if (!held.has(arn)) this.context.world.attach(user, arn);
    } catch (error) {
      const attempt = new Attempt();
      attempt.fail(error instanceof Error ? error.message : 'could not be attached');
      return attempt;
    }
    this.held.set(user, held.add(arn));
    const seconds = definition.type === 'consumer' ? definition.seconds : 0;
    return this.taking(seconds, physicalId, () => {
      this.holdOnly(logicalId, arn);
      return undefined;
    });
  }

  private holdOnly(logicalId: string, kept: string | undefined): void {
    const user = this.userOf(logicalId);
    const held = this.held.get(user) ?? new Set<string>();
    for (const arn of held) {
      if (arn === kept) continue;
      held.delete(arn);
      this.context.world.detach(user, arn);
    }
  }

  private userOf(logicalId: string): string {
    return `${this.stack.name}/${logicalId}`;
  }

  /** `end` is done only if nobody has given the act up; what it returns is why the act has failed. */
  private taking(
    seconds: number,
    physicalId: string,
    end: () => string | undefined = () => undefined,
  ): Attempt {
    const attempt = new Attempt();
    void wait(this.context.timeline, seconds).then(() => {
      if (attempt.isOver) return;
      const problem = end();
      if (problem === undefined) attempt.succeed(physicalId);
      else attempt.fail(problem);
    });
    return attempt;
  }
}
