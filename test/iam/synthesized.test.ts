// The policies of a synthesized stack: AWS must be able to apply every statement of them.
import { Template } from 'aws-cdk-lib/assertions';
import {
  evaluate,
  policyProblems,
  resolveIntrinsics,
  type Call,
  type Verdict,
} from '../support/iam';
import { DOMAIN } from '../support/names';
import { ACCOUNT, REGION, certificateIn, newStack } from '../support/synth';

const STACK = `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/Stack/1`;

interface Role {
  readonly AssumeRolePolicyDocument: object;
  readonly Policies: { readonly PolicyName: string; readonly PolicyDocument: object }[];
}

/** By logical id without its hash. */
const roles: Record<string, Role> = {};

beforeAll(() => {
  const stack = newStack();
  certificateIn(stack, { domainName: `*.${DOMAIN}`, subjectAlternativeNames: [DOMAIN] });
  certificateIn(stack, { domainName: `www.${DOMAIN}`, region: 'us-east-1' }, 'Other');
  const template = Template.fromStack(stack);
  const resources = template.toJSON() as { Resources: Record<string, { Type: string }> };
  const values = valuesOf(Object.keys(resources.Resources));
  for (const [id, { Properties }] of Object.entries(template.findResources('AWS::IAM::Role'))) {
    roles[id.slice(0, -8)] = resolveIntrinsics(Properties, values) as Role;
  }
});

/** An ARN that suits each resource. */
function valuesOf(logicalIds: readonly string[]): Record<string, string> {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
  return {
    'AWS::Partition': 'aws',
    'AWS::StackId': STACK,
    ...Object.fromEntries(
      logicalIds.flatMap((id) => [
        [id, arn('states', `stateMachine:${id}`)],
        [`${id}.Arn`, arn(...(id.includes('Log') ? logOf(id) : functionOf(id)))],
      ]),
    ),
  };
}

const logOf = (id: string): [string, string] => ['logs', `log-group:${id}:*`];
const functionOf = (id: string): [string, string] => ['lambda', `function:${id}`];

it.each(['StepRole', 'IntakeRole', 'StateMachineRole'])(
  '%s has only statements that can apply',
  async (name) => {
    const { AssumeRolePolicyDocument, Policies } = roles[`CustomAcmCertificate${name}`]!;
    const documents = [
      AssumeRolePolicyDocument,
      ...Policies.map((policy) => policy.PolicyDocument),
    ];
    expect((await Promise.all(documents.map(policyProblems))).flat()).toEqual([]);
  },
);

describe('Step', () => {
  function decide(call: Partial<Call> & Pick<Call, 'action'>): Verdict {
    const { Policies } = roles.CustomAcmCertificateStepRole!;
    const identity = Object.fromEntries(
      Policies.map(({ PolicyName, PolicyDocument }) => [PolicyName, PolicyDocument]),
    );
    return evaluate({ resource: '*', region: REGION, context: {}, ...call }, { identity });
  }

  it.each<[names: string[], region: string, stack: string, decision: string]>([
    [[`*.${DOMAIN}`, DOMAIN], REGION, STACK, 'Allow'],
    [[`www.${DOMAIN}`], 'us-east-1', STACK, 'Allow'],
    [[`www.${DOMAIN}`, 'www.example.org'], REGION, STACK, 'ImplicitDeny'],
    [[`www.${DOMAIN}`], 'us-east-2', STACK, 'ImplicitDeny'],
    [[`www.${DOMAIN}`], REGION, `${STACK}2`, 'ImplicitDeny'],
  ])('requests %j in %s for %s: %s', (names, region, stack, decision) => {
    const context = {
      'acm:domainnames': names,
      'acm:validationmethod': ['DNS'],
      'aws:requesttag/cdk-dns-certificate:stack': [stack],
    };
    const verdict = decide({ action: 'acm:RequestCertificate', region, context });
    expect(verdict).toMatchObject({ decision });
  });
});
