// The resources of a provider, wired to each other: two functions, three roles, a state machine and a log group. What
// Step may do is in permissions/.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct, IDependable } from 'constructs';
import type { CertificateProviderProps } from '../certificate-provider';
import { acknowledge } from './acknowledged';
import { handlerFunction, type HandlerProps } from './handler-function';
import { executionStatements, stateMachineName } from './permissions/executions';
import { roleWith, type MadeRole } from './permissions/roles';
import { StepPermissions } from './permissions/step-permissions';
import { problemAt } from './problem-at';
import { certificateStateMachine } from './state-machine';

export interface ProviderResources {
  readonly serviceToken: string;
  readonly permissions: StepPermissions;
  /** What every certificate waits for. */
  readonly dependables: readonly IDependable[];
}

/**
 * The resources in the DependsOn of every certificate: those that an update of the package, or another certificate, changes. The
 * others need no DependsOn: the ServiceToken refers to the function, and that to them, so they are created before the certificate and
 * deleted after it.
 */
const CHANGING: ReadonlySet<string> = new Set(['Step', 'StepRole', 'StateMachine']);

/** Makes them in `scope`, in which there is nothing else. */
export function providerResources(
  scope: Construct,
  props: CertificateProviderProps,
): ProviderResources {
  const logGroup = logGroupFor(scope, props);
  const log = writingTo(logGroup);
  const handler = { logGroup, ...checkedVpc(scope, props) };
  const step = new StepPermissions(scope, {
    ...lambdaRole(scope, props),
    description: 'cdk-dns-certificate: what one tick may do',
    policies: { Log: [log] },
    statements: executionStatements(Stack.of(scope)),
    own: props.stepRole,
  });
  const stepFunction = handlerFunction(scope, 'Step', {
    ...handler,
    role: step.role,
    environment: { ROLE_ARN: step.role.roleArn },
  });
  const machineRole = stateMachineRole(scope, props, stepFunction.functionArn);
  const stateMachine = new sfn.CfnStateMachine(scope, 'StateMachine', {
    stateMachineName: stateMachineName(Stack.of(scope)),
    roleArn: machineRole.role.roleArn,
    definitionString: Stack.of(scope).toJsonString(
      certificateStateMachine(stepFunction.functionArn),
    ),
  });
  acknowledge(stateMachine, 'AwsSolutions-SF1', 'AwsSolutions-SF2');
  const intake = intakeFunction(scope, props, { handler, log, machineArn: stateMachine.ref });
  const roles = [step, machineRole, intake.role];
  return {
    serviceToken: intake.functionArn,
    permissions: step,
    dependables: [
      ...scope.node.children.filter((child) => CHANGING.has(child.node.id)),
      ...roles.flatMap(({ dependables }) => dependables),
    ],
  };
}

function logGroupFor(
  scope: Construct,
  { logGroup, logRetention }: CertificateProviderProps,
): logs.ILogGroup {
  if (logGroup === undefined) {
    return new logs.LogGroup(scope, 'Log', {
      retention: logRetention ?? logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
  if (logRetention === undefined) return logGroup;
  throw problemAt(
    scope,
    `logRetention is ${logRetention} days, for a log group that is made here, and logGroup is given; set it there, and leave it out`,
  );
}

function checkedVpc(
  scope: Construct,
  { vpc, vpcSubnets, securityGroups }: CertificateProviderProps,
): Pick<HandlerProps, 'vpc' | 'vpcSubnets' | 'securityGroups'> {
  const inside = { vpcSubnets, securityGroups };
  if (vpc !== undefined) return { vpc, ...inside };
  const [property] = Object.entries(inside).find(([, value]) => value !== undefined) ?? [];
  if (property === undefined) return {};
  const cure = 'pass the VPC that it is in, or leave it out';
  throw problemAt(scope, `${property} is given, and no vpc; ${cure}`);
}

interface IntakeProps {
  readonly handler: Omit<HandlerProps, 'role'>;
  readonly log: iam.PolicyStatement;
  readonly machineArn: string;
}

function intakeFunction(
  scope: Construct,
  props: CertificateProviderProps,
  { handler, log, machineArn }: IntakeProps,
): { readonly functionArn: string; readonly role: MadeRole } {
  const role = roleWith(scope, 'IntakeRole', {
    ...lambdaRole(scope, props),
    description: 'cdk-dns-certificate: hands requests of CloudFormation on',
    policies: { Log: [log], Intake: [allow('states:StartExecution', machineArn)] },
    own: props.intakeRole,
  });
  const { functionArn } = handlerFunction(scope, 'Intake', {
    ...handler,
    role: role.role,
    environment: { STATE_MACHINE_ARN: machineArn },
  });
  return { functionArn, role };
}

function stateMachineRole(
  scope: Construct,
  { permissionsBoundary, stateMachineRole: own }: CertificateProviderProps,
  stepArn: string,
): MadeRole {
  return roleWith(scope, 'StateMachineRole', {
    assumedBy: inThisAccount(scope, 'states.amazonaws.com'),
    description: 'cdk-dns-certificate: runs ticks',
    policies: { Invoke: [allow('lambda:InvokeFunction', stepArn)] },
    permissionsBoundary,
    own,
  });
}

/** What the roles of both functions have in common. */
function lambdaRole(scope: Construct, { vpc, permissionsBoundary }: CertificateProviderProps) {
  const access = 'service-role/AWSLambdaVPCAccessExecutionRole';
  return {
    assumedBy: inThisAccount(scope, 'lambda.amazonaws.com'),
    managedPolicies: vpc === undefined ? [] : [iam.ManagedPolicy.fromAwsManagedPolicyName(access)],
    permissionsBoundary,
  };
}

/**
 * A service on behalf of this account only.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
function inThisAccount(scope: Construct, service: string): iam.IPrincipal {
  return new iam.ServicePrincipal(service, {
    conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
  });
}

function writingTo(logGroup: logs.ILogGroup): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
}

function allow(action: string, resource: string): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: [action], resources: [resource] });
}
