// The resources of a synthesized stack as they are once they are deployed: with ARNs, and every reference resolved.
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { RESOURCE_TYPE } from '../../contract/properties';
import { STACK_ID } from './cloudformation';
import { resolveIntrinsics, type Values } from './iam';
import { ACCOUNT, REGION } from './names';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

interface TemplateParts {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>
  >;
}

export interface FunctionConfiguration {
  /** In seconds. */
  readonly Timeout: number;
  readonly Variables: Readonly<Record<string, string>>;
}

export class StackResources {
  protected resources: Readonly<Record<string, Resource>>;
  protected values: Values;
  private readonly outputs: NonNullable<TemplateParts['Outputs']>;

  /** @param refs what `Ref` of a logical id stands for, where that is not the id itself */
  constructor(
    stack: Stack,
    refs: Values = {},
    private readonly partition = 'aws',
    readonly account = ACCOUNT,
  ) {
    const template = Template.fromStack(stack).toJSON() as TemplateParts;
    this.resources = template.Resources;
    this.outputs = template.Outputs ?? {};
    this.values = { ...pseudoParameters(partition, account), ...this.references(), ...refs };
  }

  /** What an update has taken out of the template is still there until CloudFormation deletes it, after the update. */
  keep(removed: StackResources): void {
    this.resources = { ...removed.resources, ...this.resources };
    this.values = { ...removed.values, ...this.values };
  }

  /** The properties of the custom resource whose logical id contains `name`, as the handlers get them. */
  customResource(name = ''): Record<string, unknown> {
    const found = this.ofType(RESOURCE_TYPE).find(([id]) => id.includes(name));
    return resolveIntrinsics(found?.[1].Properties, this.values) as Record<string, unknown>;
  }

  /** The ARN of the function whose logical id contains `name`. */
  functionArn(name: string): string {
    return this.arnOfType('AWS::Lambda::Function', this.functionNamed(name)[0]);
  }

  /** How a function is configured, with every reference resolved. */
  functionConfiguration(name: string): FunctionConfiguration {
    const { Properties } = this.functionNamed(name)[1];
    return resolveIntrinsics(
      { Timeout: Properties['Timeout'], Variables: {}, ...(Properties['Environment'] as object) },
      this.values,
    ) as FunctionConfiguration;
  }

  /** The ARN of the one state machine. */
  get machineArn(): string {
    const [machine] = this.ofType('AWS::StepFunctions::StateMachine');
    return String(this.values[machine?.[0] ?? '']);
  }

  /** The ARN of the role whose logical id contains `name`. */
  roleArn(name: string): string {
    const found = this.ofType('AWS::IAM::Role').find(([id]) => id.includes(name));
    if (found === undefined) throw new Error(`the stack has no role '${name}'`);
    return this.arnOfType('AWS::IAM::Role', found[0]);
  }

  hasRole(roleArn: string): boolean {
    const [, , , , account, name = ''] = roleArn.split(':');
    return account === this.account && this.resources[name.replace(/^role\//, '')] !== undefined;
  }

  /** What it exports, by the names of the exports. */
  exports(): Record<string, string> {
    const named = Object.values(this.outputs).map(({ Export, Value }) => [
      String(Export?.Name),
      resolveIntrinsics(Value, this.values),
    ]);
    return Object.fromEntries(named) as Record<string, string>;
  }

  /** What it passes into the stacks that are nested in it, by the names of their parameters. */
  passedIn(): Record<string, string> {
    const passed = this.ofType('AWS::CloudFormation::Stack').map(([, { Properties }]) =>
      resolveIntrinsics(Properties['Parameters'] ?? {}, this.values),
    );
    return Object.assign({}, ...passed) as Record<string, string>;
  }

  private functionNamed(name: string): [string, Resource] {
    const found = this.ofType('AWS::Lambda::Function').find(([id]) => id.includes(name));
    if (found === undefined) throw new Error(`the stack has no function '${name}'`);
    return found;
  }

  protected arnOfType(type: string, id: string): string {
    const resources: Readonly<Record<string, string>> = {
      'AWS::IAM::Role': `iam::${this.account}:role/${id}`,
      'AWS::Logs::LogGroup': `logs:${REGION}:${this.account}:log-group:${id}:*`,
      'AWS::StepFunctions::StateMachine': `states:${REGION}:${this.account}:stateMachine:${this.machineName(id)}`,
    };
    const resource = resources[type] ?? `lambda:${REGION}:${this.account}:function:${id}`;
    return `arn:${this.partition}:${resource}`;
  }

  protected ofType(type: string): [string, Resource][] {
    return Object.entries(this.resources).filter(([, { Type }]) => Type === type);
  }

  /** A state machine may have a name of its own; its ARN is what `Ref` stands for. */
  private machineName(id: string): string {
    const { StateMachineName: name = id } = this.resources[id]?.Properties ?? {};
    return String(resolveIntrinsics(name, pseudoParameters(this.partition, this.account)));
  }

  private references(): Record<string, string> {
    const each = Object.entries(this.resources).flatMap(([id, { Type }]) => [
      [id, Type === 'AWS::StepFunctions::StateMachine' ? this.arnOfType(Type, id) : id],
      [`${id}.Arn`, this.arnOfType(Type, id)],
    ]);
    return Object.fromEntries(each) as Record<string, string>;
  }
}

function pseudoParameters(partition: string, account: string): Values {
  return {
    'AWS::Partition': partition,
    'AWS::AccountId': account,
    'AWS::Region': REGION,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': STACK_ID,
  };
}
