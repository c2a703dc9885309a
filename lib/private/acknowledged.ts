// What cdk-nag's AwsSolutions finds in the resources that are made here, and why they are so. Whoever runs cdk-nag 3 over
// an app then has these findings as acknowledged. A role of the user's own is the user's to acknowledge: there the same
// wildcard may come from somebody else. `npm run nag` checks that nothing is missing.
// https://github.com/cdklabs/cdk-nag/blob/main/README.md
import * as cdk from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** What is used of aws-cdk-lib's Validations, which are newer than the oldest aws-cdk-lib that is supported. */
interface Validations {
  of(scope: IConstruct): {
    acknowledge(...rules: readonly { readonly id: string; readonly reason: string }[]): void;
  };
}

const RULES = {
  'AwsSolutions-L1':
    'The handlers are bundled for this runtime, and tested on it: it changes with the package.',
  'AwsSolutions-SF1':
    'Step Functions keeps the history of an execution for 90 days, and Step logs what it decides. A log of its own needs ' +
    "log delivery rights on every resource, and must not have the execution's data: CloudFormation's presigned URL is in it.",
  'AwsSolutions-SF2':
    'An execution runs one function, tick by tick, and its history shows when. Tracing needs rights on every resource.',
};

const MANAGED_POLICY =
  'What AWS keeps for functions in a VPC. It can be written on every resource only, so one of our own would allow no less.';

const ANY_RESOURCE =
  'IAM knows no resource for acm:ListCertificates and acm:RequestCertificate. What may be requested is in its conditions.';

/** By the service of the actions. */
const WILDCARDS: Readonly<Record<string, string>> = {
  acm:
    'ACM makes up the ARN of a certificate when it is requested. All may be looked at, but deleted and changed only those with ' +
    'the tag of this stack, and tagged none that has the tag of another.',
  logs: 'The log streams of one log group, which Lambda names.',
  ssm: 'The tags of all parameters may be read, but deleted only those with the tag of this stack.',
  states: 'The executions of one state machine, which are named after requests.',
  sts: 'Only roles with the tag of this stack may be assumed: those of its zones, and of stacks that its provider serves.',
};

/** Without effect where aws-cdk-lib has no Validations: there, cdk-nag 3 does not run. */
export function acknowledge(scope: IConstruct, ...rules: readonly (keyof typeof RULES)[]): void {
  record(scope, new Map(rules.map((rule) => [rule, RULES[rule]])));
}

/** AWS's managed policies of a role that is made here. */
export function acknowledgeManagedPolicies(
  role: IConstruct,
  policies: readonly iam.IManagedPolicy[],
): void {
  const stack = cdk.Stack.of(role);
  const arns = policies.map(({ managedPolicyArn }) => flat(stack.resolve(managedPolicyArn)));
  record(role, new Map(arns.map((arn) => [`AwsSolutions-IAM4[Policy::${arn}]`, MANAGED_POLICY])));
}

/** The wildcards in statements of a role or a policy that is made here. */
export function acknowledgeWildcards(
  scope: IConstruct,
  statements: Iterable<iam.PolicyStatement>,
): void {
  // Nobody would read what every statement resolves to.
  if (validationsOfCdk() === undefined) return;
  const stack = cdk.Stack.of(scope);
  const reasons = new Map<string, string>();
  for (const { actions, resources } of statements) {
    const [service = ''] = (actions[0] ?? '').split(':');
    for (const resource of resources.map((each) => flat(stack.resolve(each)))) {
      const reason = resource === '*' ? ANY_RESOURCE : WILDCARDS[service];
      if (reason === undefined || !resource.includes('*')) continue;
      reasons.set(`AwsSolutions-IAM5[Resource::${resource}]`, reason);
    }
  }
  record(scope, reasons);
}

/** Undefined in an aws-cdk-lib that has none. */
function validationsOfCdk(): Validations | undefined {
  const { Validations: validations } = cdk as { readonly Validations?: Validations };
  return validations;
}

function record(scope: IConstruct, reasons: ReadonlyMap<string, string>): void {
  const validations = validationsOfCdk();
  const rules = [...reasons].map(([id, reason]) => ({ id, reason }));
  try {
    validations?.of(scope).acknowledge(...rules);
  } catch (error) {
    // aws-cdk-lib 2.263.0 and 2.264.0 refuse ids with '::', as cdk-nag's findings have them. A certificate is worth more
    // than an acknowledgement: there, the findings stay open.
    if (!(error instanceof Error && error.message.includes('rule ID'))) throw error;
  }
}

/** As cdk-nag writes a resolved value in the id of a finding. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  // A Lazy that has no value yet.
  if (typeof value !== 'object' || value === null) return '';
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  if (ref !== undefined) return `<${ref}>`;
  if (attribute !== undefined) return `<${attribute.join('.')}>`;
  if (join !== undefined) return join[1].map(flat).join(join[0]);
  return JSON.stringify(value);
}

interface Intrinsic {
  readonly Ref?: string;
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
}
