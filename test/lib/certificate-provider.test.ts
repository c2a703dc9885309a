// How the parts of the provider are wired to each other, and what each but Step may do.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE } from '../../contract/properties';
import { CertificateProvider, type CertificateProviderProps } from '../../lib';
import { DOMAIN } from '../support/names';
import { definitionIn } from '../support/definition-in';
import { certificateIn, newStack } from '../support/synth';

const INTAKE = 'CustomAcmCertificateIntake10591DB1';
const STEP = 'CustomAcmCertificateStep3EE61D86';
const MACHINE = 'CustomAcmCertificateStateMachineF5C3959D';
const LOG = 'CustomAcmCertificateLog';

let stack: Stack;
let template: Template;

beforeAll(() => {
  stack = newStack();
  certificateIn(stack);
  template = Template.fromStack(stack);
});

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

function resource(idPrefix: string, type: string): Resource['Properties'] {
  const found = Object.entries(template.findResources(type) as Record<string, Resource>);
  return found.find(([id]) => id.startsWith(idPrefix))![1].Properties;
}

/** Every statement of the inline policies of a role, as action and resource. */
function rightsOf(role: string): unknown[] {
  const { Policies } = resource(`CustomAcmCertificate${role}`, 'AWS::IAM::Role') as {
    Policies: { PolicyDocument: { Statement: { Action: unknown; Resource: unknown }[] } }[];
  };
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map(
    ({ Action, Resource }) => [Action, Resource],
  );
}

const arnOf = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const logGroupId = (): string =>
  Object.keys(template.findResources('AWS::Logs::LogGroup')).find((id) => id.startsWith(LOG))!;
const logging = (): unknown => [['logs:CreateLogStream', 'logs:PutLogEvents'], arnOf(logGroupId())];

test.each([
  [INTAKE, 300, 'StartExecution', 'RequestCertificate'],
  [STEP, 60, 'RequestCertificate', 'StartExecution'],
])('%s runs its own bundle, for at most %i seconds', (id, Timeout, its, another) => {
  const properties = resource(id, 'AWS::Lambda::Function');
  expect(properties).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Timeout,
    LoggingConfig: { LogGroup: { Ref: logGroupId() } },
  });
  const { S3Key } = properties['Code'] as { S3Key: string };
  const folder = `asset.${path.basename(S3Key, '.zip')}`;
  const outdir = App.of(stack)!.outdir;
  const bundle = readFileSync(path.join(outdir, folder, 'index.mjs'), 'utf8');
  expect(bundle).toContain(its);
  expect(bundle).not.toContain(another);
});

test('Intake knows the state machine, and may start its executions and nothing else', () => {
  expect(resource(INTAKE, 'AWS::Lambda::Function')).toMatchObject({
    Environment: { Variables: { STATE_MACHINE_ARN: { Ref: MACHINE } } },
  });
  expect(rightsOf('IntakeRole')).toEqual([logging(), ['states:StartExecution', { Ref: MACHINE }]]);
});

test('the state machine runs Step, and may do nothing else', () => {
  const { States } = definitionIn(stack);
  expect([States['Step']?.Resource, States['GiveUp']?.Resource]).toEqual([STEP, STEP]);
  expect(rightsOf('StateMachineRole')).toEqual([['lambda:InvokeFunction', arnOf(STEP)]]);
});

test('Step may write to the log', () => {
  expect(rightsOf('StepRole')[0]).toEqual(logging());
});

test("what Lambda calls its own trouble is waited for, and the machine outlasts CloudFormation's hour", () => {
  const definition = definitionIn(stack);
  // https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
  expect(definition.States['Step']?.Catch?.[0]).toMatchObject({
    ErrorEquals: [
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
    ],
    Next: 'LambdaBusy',
  });
  expect(definition.TimeoutSeconds).toBeGreaterThan(3600);
});

describe('A provider that is asked for with properties', () => {
  /** A certificate whose provider was made so. */
  function stackWith(props: (stack: Stack) => CertificateProviderProps): Stack {
    const own = newStack();
    CertificateProvider.getOrCreate(own, props(own));
    certificateIn(own);
    return own;
  }
  const rolesOf = (made: Stack): string[] =>
    Object.keys(Template.fromStack(made).findResources('AWS::IAM::Role')).sort();

  test('keeps its log as long as it is told', () => {
    const made = stackWith(() => ({ logRetention: logs.RetentionDays.ONE_WEEK }));
    Template.fromStack(made).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
  });

  test('logs to the log group that it is given, and makes none', () => {
    const made = stackWith((own) => ({
      logGroup: logs.LogGroup.fromLogGroupName(own, 'Theirs', '/theirs'),
    }));
    const template = Template.fromStack(made);
    template.resourceCountIs('AWS::Logs::LogGroup', 0);
    template.allResourcesProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: '/theirs' },
    });
  });

  test('fails for a retention of a log group that it does not make', () => {
    const logRetention = logs.RetentionDays.ONE_WEEK;
    const logGroup = (own: Stack): logs.ILogGroup =>
      logs.LogGroup.fromLogGroupName(own, 'Theirs', '/theirs');
    expect(() => stackWith((own) => ({ logGroup: logGroup(own), logRetention }))).toThrow(
      'logRetention is 7 days, for a log group that is made here, and logGroup is given; set it there, and leave it out',
    );
  });

  test('puts both functions into a VPC, and lets them be there', () => {
    const made = stackWith((own) => ({ vpc: new ec2.Vpc(own, 'Vpc', { maxAzs: 2 }) }));
    const template = Template.fromStack(made);
    const inVpc = {
      VpcConfig: { SubnetIds: Match.anyValue(), SecurityGroupIds: Match.anyValue() },
    };
    template.resourcePropertiesCountIs('AWS::Lambda::Function', inVpc, 2);
    const access = Match.objectLike({
      'Fn::Join': Match.arrayWith([
        Match.arrayWith([':iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']),
      ]),
    });
    const withAccess = { ManagedPolicyArns: [access] };
    template.resourcePropertiesCountIs('AWS::IAM::Role', withAccess, 2);
  });

  test('puts both functions into the subnets and security groups that it is given', () => {
    const made = stackWith((own) => {
      const vpc = new ec2.Vpc(own, 'Vpc', { maxAzs: 2 });
      const group = ec2.SecurityGroup.fromSecurityGroupId(own, 'Group', 'sg-1');
      return { vpc, vpcSubnets: { subnets: [vpc.privateSubnets[0]!] }, securityGroups: [group] };
    });
    const inVpc = {
      VpcConfig: {
        SubnetIds: [{ Ref: Match.stringLikeRegexp('PrivateSubnet1') }],
        SecurityGroupIds: ['sg-1'],
      },
    };
    Template.fromStack(made).resourcePropertiesCountIs('AWS::Lambda::Function', inVpc, 2);
  });

  test.each<[string, CertificateProviderProps]>([
    ['vpcSubnets', { vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }],
    ['securityGroups', { securityGroups: [] }],
  ])('fails for %s without a VPC', (property, props) => {
    expect(() => stackWith(() => props)).toThrow(
      `Stack/Custom::AcmCertificate: ${property} is given, and no vpc; pass the VPC that it is in, or leave it out`,
    );
  });

  test('bounds the permissions of every role that it makes, of a zone too', () => {
    const made = newStack();
    const boundary = iam.ManagedPolicy.fromManagedPolicyName(made, 'Boundary', 'boundary');
    CertificateProvider.getOrCreate(made, { permissionsBoundary: boundary });
    const hostedZone = new route53.PublicHostedZone(made, 'Made', { zoneName: DOMAIN });
    certificateIn(made, { hostedZone });
    const bounded = { PermissionsBoundary: Match.anyValue() };
    Template.fromStack(made).resourcePropertiesCountIs('AWS::IAM::Role', bounded, 4);
  });

  test('adds what it needs to roles of the user, and makes none', () => {
    const made = newStack();
    const roleFor = (id: string, service: string): iam.Role =>
      new iam.Role(made, id, { assumedBy: new iam.ServicePrincipal(`${service}.amazonaws.com`) });
    CertificateProvider.getOrCreate(made, {
      intakeRole: roleFor('Theirs1', 'lambda'),
      stepRole: roleFor('Theirs2', 'lambda'),
      stateMachineRole: roleFor('Theirs3', 'states'),
    });
    certificateIn(made);
    expect(rolesOf(made).map((id) => id.slice(0, 7))).toEqual(['Theirs1', 'Theirs2', 'Theirs3']);
    const policies = Object.entries(Template.fromStack(made).findResources('AWS::IAM::Policy'));
    const actions = JSON.stringify(policies);
    for (const action of [
      'states:StartExecution',
      'lambda:InvokeFunction',
      'acm:RequestCertificate',
      'acm:DeleteCertificate',
      'route53:ChangeResourceRecordSets',
      'logs:PutLogEvents',
    ]) {
      expect(actions).toContain(`"${action}"`);
    }
    const [certificate] = Object.values(Template.fromStack(made).findResources(RESOURCE_TYPE)) as {
      DependsOn: string[];
    }[];
    expect(certificate!.DependsOn).toEqual(
      expect.arrayContaining(policies.map(([id]) => id)) as unknown,
    );
  });

  test('adds nothing to a role that takes nothing', () => {
    const made = stackWith((own) => {
      const arn = 'arn:aws:iam::000000000000:role/theirs';
      const role = iam.Role.fromRoleArn(own, 'Theirs', arn, { mutable: false });
      return { intakeRole: role, stepRole: role, stateMachineRole: role };
    });
    expect(rolesOf(made)).toEqual([]);
    Template.fromStack(made).resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('fails when it exists already, and says when to ask', () => {
    const made = newStack();
    certificateIn(made);
    expect(() => CertificateProvider.getOrCreate(made, {})).toThrow(
      'the provider of this stack exists already; call getOrCreate with properties once, before the first certificate',
    );
  });
});
