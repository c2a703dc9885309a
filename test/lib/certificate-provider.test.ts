// How the parts of the provider are wired to each other, and what each but Step may do.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { certificateIn, definitionIn, newStack } from '../support/synth';

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
  [INTAKE, 'StartExecution', 'RequestCertificate'],
  [STEP, 'RequestCertificate', 'StartExecution'],
])('%s runs its own bundle, with the time that a tick may take', (id, its, another) => {
  const properties = resource(id, 'AWS::Lambda::Function');
  expect(properties).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Timeout: 60,
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
