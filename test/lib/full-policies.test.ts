// What is added when a policy is nearly full must be allowed nonetheless: in other words, or in another policy.
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as aws_iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { STACK_TAG } from '../../contract/constants';
import { CertificateProvider } from '../../lib';
import { STACK_ID } from '../support/cloudformation';
import { policySizes } from '../support/iam-size';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { certificateIn, newApp, newStack, REGION, zoneOf } from '../support/synth';

const ZONE = 'Z0123456789';
const INLINE_OF_A_ROLE = 10_240;

function mayWrite(iam: StackIam, roleArn: string, name: string, zone = ZONE): boolean {
  const key = 'route53:changeresourcerecordsets';
  const context = {
    [`${key}normalizedrecordnames`]: [`_${'a'.repeat(32)}.${name}`],
    [`${key}recordtypes`]: ['CNAME'],
    [`${key}actions`]: ['UPSERT'],
  };
  const resource = `arn:aws:route53:::hostedzone/${zone}`;
  const action = 'route53:ChangeResourceRecordSets';
  return iam.judge(roleArn, { action, resource, region: REGION, context }) === undefined;
}

function mayRequest(iam: StackIam, name: string): boolean {
  const context = {
    'acm:domainnames': [name],
    'acm:validationmethod': ['DNS'],
    [`aws:requesttag/${STACK_TAG}`]: [STACK_ID],
  };
  const request = { action: 'acm:RequestCertificate', resource: '*', region: REGION, context };
  return iam.judge(iam.roleArn('StepRole'), request) === undefined;
}

test('the role of a zone that is made in the stack writes the records of any number of certificates', () => {
  const stack = newStack();
  const hostedZone = new route53.PublicHostedZone(stack, 'Made', { zoneName: DOMAIN });
  const names = Array.from({ length: 250 }, (_, n) => `service-${n}.${DOMAIN}`);
  for (const domainName of names) certificateIn(stack, { domainName, hostedZone }, domainName);
  const { logicalId } = hostedZone.node.defaultChild as route53.CfnHostedZone;
  const iam = new StackIam(stack, { [String(stack.resolve(logicalId))]: ZONE });
  expect(names.filter((name) => !mayWrite(iam, iam.roleArn('Zone'), name))).toEqual([]);
  for (const size of Object.values(policySizes(stack).inlineByRole)) {
    expect(size).toBeLessThanOrEqual(INLINE_OF_A_ROLE);
  }
});

/** As many certificates as leave no room in Step's inline policies for a large one. */
function fillInlinePolicies(stack: Stack): void {
  for (let n = 0; n < 6; n += 1) {
    const subjectAlternativeNames = Array.from({ length: 9 }, (_, m) => `f${n}-${m}.${DOMAIN}`);
    certificateIn(stack, { domainName: `f${n}.${DOMAIN}`, subjectAlternativeNames }, `Filler${n}`);
  }
}

test.each(Array.from({ length: 12 }, (_, n) => 24 + n))(
  'a certificate with %i long names is allowed when it no longer fits inline',
  (number) => {
    const stack = newStack();
    fillInlinePolicies(stack);
    const label = 'a'.repeat(60);
    const names = Array.from({ length: number }, (_, n) => `n${n}.${label}.${label}.${DOMAIN}`);
    certificateIn(stack, { subjectAlternativeNames: names });
    const iam = new StackIam(stack);
    const step = iam.roleArn('StepRole');
    const may = (name: string) => mayRequest(iam, name) && mayWrite(iam, step, name);
    expect(names.filter((name) => !may(name))).toEqual([]);
  },
);

const THEIRS = 'arn:aws:iam::000000000000:role/theirs';
const ROLES: [string, (stack: Stack) => aws_iam.IRole][] = [
  ['that is imported', (stack) => aws_iam.Role.fromRoleArn(stack, 'Theirs', THEIRS)],
  [
    'that is made by the user',
    (stack) =>
      new aws_iam.Role(stack, 'Theirs', {
        assumedBy: new aws_iam.ServicePrincipal('lambda.amazonaws.com'),
      }),
  ],
];

function withAHundred(roleIn?: (stack: Stack) => aws_iam.IRole): Template {
  const stack = newStack();
  if (roleIn !== undefined) CertificateProvider.getOrCreate(stack, { stepRole: roleIn(stack) });
  const hostedZone = zoneOf(stack);
  for (let n = 0; n < 100; n += 1) {
    certificateIn(stack, { domainName: `c${n}.${DOMAIN}`, hostedZone }, `C${n}`);
  }
  return Template.fromStack(stack);
}

const managedIn = (template: Template): string[] =>
  Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));

test.each(ROLES)('a stepRole %s holds the rights of a hundred certificates', (_how, roleIn) => {
  const template = withAHundred(roleIn);
  const policies = Object.values(template.findResources('AWS::IAM::Policy')) as Policy[];
  const inline = policies
    .filter(({ Properties: { Roles } }) => JSON.stringify(Roles).toLowerCase().includes('theirs'))
    .map(({ Properties }) => JSON.stringify(Properties.PolicyDocument).length);
  // The rest is left to what else the user's role may do.
  expect(inline.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(
    (INLINE_OF_A_ROLE * 2) / 3,
  );
  expect(managedIn(template)).toHaveLength(managedIn(withAHundred()).length + 1);
});

test('two stacks that share a stepRole name its policies apart', () => {
  const names = ['One', 'Two'].flatMap((id) => {
    const stack = new Stack(newApp(), id);
    const stepRole = aws_iam.Role.fromRoleArn(stack, 'Theirs', THEIRS);
    CertificateProvider.getOrCreate(stack, { stepRole });
    certificateIn(stack, { removeValidationRecords: true }).pemParameters();
    const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy') as Record<
      string,
      { Properties: { PolicyName: string } }
    >;
    return Object.entries(policies)
      .filter(([logicalId]) => logicalId.startsWith('Custom'))
      .map(([, { Properties }]) => Properties.PolicyName);
  });
  expect(names.length).toBeGreaterThan(6);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[\w+=,.@-]{1,128}$/);
});

test('a stepRole that is immutable gets nothing, however many certificates there are', () => {
  const template = withAHundred((stack) =>
    aws_iam.Role.fromRoleArn(stack, 'Theirs', THEIRS, { mutable: false }),
  );
  template.resourceCountIs('AWS::IAM::Policy', 0);
  expect(managedIn(template)).toEqual([]);
});

interface Policy {
  readonly Properties: { readonly Roles: unknown; readonly PolicyDocument: unknown };
}
