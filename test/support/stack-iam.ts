// IAM in the loop: the policies of a synthesized stack judge every call that its handlers make.
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { AuthorizationQuestion } from 'acm-emulator';
import { RESOURCE_TYPE } from '../../contract/properties';
import { evaluate, resolveIntrinsics, type Call, type Policies, type Values } from './iam';
import { STACK_ID } from './cloudformation';
import { ACCOUNT, REGION } from './synth';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What the roles of a stack are: their policies, their trust and their tags, with every reference resolved. */
interface Role {
  readonly identity: Record<string, unknown>;
  readonly trust: unknown;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
}

export interface FunctionConfiguration {
  /** In seconds. */
  readonly Timeout: number;
  readonly Variables: Readonly<Record<string, string>>;
}

export class StackIam {
  private readonly resources: Readonly<Record<string, Resource>>;
  private readonly values: Values;
  private readonly roles = new Map<string, Role | undefined>();
  private readonly judgements = new Map<string, string | undefined>();

  /** @param refs what `Ref` of a logical id stands for, where that is not the id itself */
  constructor(
    stack: Stack,
    refs: Readonly<Record<string, string>> = {},
    private readonly partition = 'aws',
  ) {
    const template = Template.fromStack(stack).toJSON() as { Resources: Record<string, Resource> };
    this.resources = template.Resources;
    this.values = { ...pseudoParameters(partition), ...this.references(), ...refs };
  }

  /** The properties of the custom resource, as the handlers get them. */
  customResource(): Record<string, unknown> {
    const [found] = this.ofType(RESOURCE_TYPE);
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

  /**
   * Every call of a handler is judged, and most are like an earlier one.
   * @returns why the call is denied; undefined if it is allowed
   */
  judge(roleArn: string, call: Call): string | undefined {
    const key = JSON.stringify([roleArn, call]);
    if (!this.judgements.has(key)) this.judgements.set(key, this.judgement(roleArn, call));
    return this.judgements.get(key);
  }

  private judgement(roleArn: string, call: Call): string | undefined {
    const assumes = call.action === 'sts:AssumeRole';
    const target = assumes ? this.role(call.resource) : undefined;
    if (assumes && target === undefined) return `there is no role ${call.resource}`;
    const policies: Policies = {
      identity: this.role(roleArn)?.identity ?? {},
      ...(target !== undefined && { trust: target.trust }),
    };
    const context = {
      ...lowerCase(call.context),
      ...(assumes && this.tagsOf(call.resource)),
      'aws:principalarn': [roleArn],
    };
    const { decision, reason } = evaluate({ ...call, context }, policies);
    if (decision === 'Allow') return undefined;
    return `User: ${roleArn} is not authorized to perform: ${call.action} (${reason})`;
  }

  /** A role's tags, as the condition keys of a call that is about it. */
  tagsOf(roleArn: string): Call['context'] {
    const tags = this.role(roleArn)?.tags ?? [];
    const keys = tags.map(({ Key, Value }) => [`aws:resourcetag/${Key}`.toLowerCase(), [Value]]);
    return Object.fromEntries(keys) as Call['context'];
  }

  /** For the emulator: what it asks of IAM about a call with `roleArn`'s credentials, or a session's. */
  answer(roleArn: string, question: AuthorizationQuestion): string | undefined {
    const { action, resource, region, context } = question;
    return this.judge(question.roleArn ?? roleArn, { action, resource, region, context });
  }

  trustOf(roleArn: string): unknown {
    return this.role(roleArn)?.trust;
  }

  /** Every document of a role by its name, inline and managed. */
  documentsOf(roleArn: string): Record<string, unknown> {
    return this.role(roleArn)?.identity ?? {};
  }

  /** Resolved once: every call of a handler is judged by it. */
  private role(roleArn: string): Role | undefined {
    if (!this.roles.has(roleArn)) this.roles.set(roleArn, this.resolvedRole(roleArn));
    return this.roles.get(roleArn);
  }

  private resolvedRole(roleArn: string): Role | undefined {
    const id = roleArn.split('/').pop() ?? '';
    const properties = this.resources[id]?.Properties;
    if (properties === undefined) return undefined;
    const resolved = resolveIntrinsics(properties, this.values) as {
      readonly Policies?: readonly { PolicyName: string; PolicyDocument: unknown }[];
      readonly AssumeRolePolicyDocument: unknown;
      readonly Tags?: Role['tags'];
    };
    const inline = (resolved.Policies ?? []).map(({ PolicyName, PolicyDocument }) => [
      PolicyName,
      PolicyDocument,
    ]);
    return {
      identity: { ...(Object.fromEntries(inline) as Role['identity']), ...this.attachedTo(id) },
      trust: resolved.AssumeRolePolicyDocument,
      tags: resolved.Tags ?? [],
    };
  }

  /** Managed policies of the stack, and policies that are resources. */
  private attachedTo(roleId: string): Record<string, unknown> {
    const policies = [
      ...this.ofType('AWS::IAM::ManagedPolicy'),
      ...this.ofType('AWS::IAM::Policy'),
    ].filter(([, { Properties }]) => JSON.stringify(Properties['Roles']).includes(roleId));
    return Object.fromEntries(
      policies.map(([id, { Properties }]) => [
        id,
        resolveIntrinsics(Properties['PolicyDocument'], this.values),
      ]),
    );
  }

  private functionNamed(name: string): [string, Resource] {
    const found = this.ofType('AWS::Lambda::Function').find(([id]) => id.includes(name));
    if (found === undefined) throw new Error(`the stack has no function '${name}'`);
    return found;
  }

  private arnOfType(type: string, id: string): string {
    const resources: Readonly<Record<string, string>> = {
      'AWS::IAM::Role': `iam::${ACCOUNT}:role/${id}`,
      'AWS::Logs::LogGroup': `logs:${REGION}:${ACCOUNT}:log-group:${id}:*`,
      'AWS::StepFunctions::StateMachine': `states:${REGION}:${ACCOUNT}:stateMachine:${this.machineName(id)}`,
    };
    const resource = resources[type] ?? `lambda:${REGION}:${ACCOUNT}:function:${id}`;
    return `arn:${this.partition}:${resource}`;
  }

  private ofType(type: string): [string, Resource][] {
    return Object.entries(this.resources).filter(([, { Type }]) => Type === type);
  }

  /** A state machine may have a name of its own; its ARN is what `Ref` stands for. */
  private machineName(id: string): string {
    const { StateMachineName: name = id } = this.resources[id]?.Properties ?? {};
    return String(resolveIntrinsics(name, pseudoParameters(this.partition)));
  }

  private references(): Record<string, string> {
    const each = Object.entries(this.resources).flatMap(([id, { Type }]) => [
      [id, Type === 'AWS::StepFunctions::StateMachine' ? this.arnOfType(Type, id) : id],
      [`${id}.Arn`, this.arnOfType(Type, id)],
    ]);
    return Object.fromEntries(each) as Record<string, string>;
  }
}

function pseudoParameters(partition: string): Values {
  return {
    'AWS::Partition': partition,
    'AWS::AccountId': ACCOUNT,
    'AWS::Region': REGION,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': STACK_ID,
  };
}

function lowerCase(context: Call['context']): Call['context'] {
  return Object.fromEntries(
    Object.entries(context).map(([key, values]) => [key.toLowerCase(), values]),
  );
}
