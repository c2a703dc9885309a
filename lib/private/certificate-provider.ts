// What a stack gets once, however many certificates it has: two functions, three roles, a state machine and
// a log group. What Step may do is in permissions/. The logical id of Intake must never change, because
// CloudFormation cannot update the ServiceToken of a custom resource.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, type IConstruct } from 'constructs';
import { RESOURCE_TYPE } from '../../contract/properties';
import { problemAt } from './problem-at';
import {
  StepPermissions,
  type CertificatePermissions,
  type Permit,
} from './permissions/step-permissions';
import { certificateStateMachine } from './state-machine';

/**
 * In the logical ids of all that is below it, which can never change: CloudFormation cannot update the ServiceToken of a
 * custom resource. Named like the resource type that it serves, so that no construct of a user's has this id.
 */
const PROVIDER_ID = RESOURCE_TYPE;

/** Marks a provider of ours. Not `instanceof`: the package may be installed twice in one app. */
const IS_PROVIDER = Symbol.for('cdk-dns-certificate.CertificateProvider');

export class CertificateProvider extends Construct {
  /**
   * The provider of the stack that `scope` is in.
   *
   * @throws Error if another construct has its id
   */
  static getOrCreate(scope: Construct): CertificateProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(PROVIDER_ID);
    if (existing === undefined) return new CertificateProvider(stack, PROVIDER_ID);
    if (isProvider(existing)) return existing;
    throw problemAt(
      existing,
      `the id '${PROVIDER_ID}' belongs to cdk-dns-certificate; give this construct another`,
    );
  }

  /** What CloudFormation calls. */
  readonly serviceToken: string;

  private readonly permissions: StepPermissions;

  /** All that every certificate needs. */
  private readonly shared: readonly IConstruct[];

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    Object.defineProperty(this, IS_PROVIDER, { value: true });
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.permissions = new StepPermissions(this, writingTo(logGroup));
    const stepRole = this.role('Step', this.permissions.inlinePolicies);
    this.permissions.attachTo(stepRole);
    const step = this.handler('Step', logGroup, stepRole);
    const stateMachine = this.stateMachine(step);
    const intakeRole = this.role('Intake', {
      Log: writingTo(logGroup),
      Intake: policy({ actions: ['states:StartExecution'], resources: [stateMachine.ref] }),
    });
    const intake = this.handler('Intake', logGroup, intakeRole);
    intake.addEnvironment('STATE_MACHINE_ARN', stateMachine.ref);
    this.serviceToken = intake.functionArn;
    this.shared = this.node.children.slice();
  }

  /**
   * Lets the handlers request and validate a certificate.
   *
   * @throws Error if IAM has no room for it
   */
  allow(certificate: IConstruct, permissions: CertificatePermissions): Permit {
    const permit = this.permissions.allow(certificate, permissions);
    return { ...permit, constructs: [...this.shared, ...permit.constructs] };
  }

  private role(
    id: keyof typeof DESCRIPTIONS,
    inlinePolicies: Record<string, iam.PolicyDocument>,
  ): iam.Role {
    return new iam.Role(this, `${id}Role`, {
      assumedBy: this.inThisAccount('lambda.amazonaws.com'),
      inlinePolicies,
    });
  }

  /**
   * A service on behalf of this account only.
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
   */
  private inThisAccount(service: string): iam.IPrincipal {
    return new iam.ServicePrincipal(service, {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    });
  }

  private handler(
    id: keyof typeof DESCRIPTIONS,
    logGroup: logs.ILogGroup,
    role: iam.Role,
  ): lambda.Function {
    return new lambda.Function(this, id, {
      description: DESCRIPTIONS[id],
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(bundleOf(id.toLowerCase())),
      memorySize: 256,
      timeout: Duration.minutes(1),
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
  }

  private stateMachine(step: lambda.Function): sfn.CfnStateMachine {
    const role = new iam.Role(this, 'StateMachineRole', {
      assumedBy: this.inThisAccount('states.amazonaws.com'),
      inlinePolicies: {
        Invoke: policy({ actions: ['lambda:InvokeFunction'], resources: [step.functionArn] }),
      },
    });
    return new sfn.CfnStateMachine(this, 'StateMachine', {
      roleArn: role.roleArn,
      definitionString: Stack.of(this).toJsonString(certificateStateMachine(step.functionArn)),
    });
  }
}

function isProvider(construct: IConstruct): construct is CertificateProvider {
  return IS_PROVIDER in construct;
}

const DESCRIPTIONS = {
  Intake: 'cdk-dns-certificate: starts an execution for each request of CloudFormation',
  Step: 'cdk-dns-certificate: one tick of requesting, validating or deleting a certificate',
};

function writingTo(logGroup: logs.ILogGroup): iam.PolicyDocument {
  return policy({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  });
}

function policy(statement: iam.PolicyStatementProps): iam.PolicyDocument {
  return new iam.PolicyDocument({ statements: [new iam.PolicyStatement(statement)] });
}

/** Beside the compiled library in the package; under build/ when the sources run as they are. */
function bundleOf(handler: string): string {
  const candidates = ['../../handlers', '../../build/handlers'].map((folder) =>
    path.join(__dirname, folder, handler),
  );
  const found = candidates.find((folder) => existsSync(path.join(folder, 'index.mjs')));
  if (found === undefined) {
    throw new Error(`no handler bundle in ${candidates.join(' or ')}; run 'npm run build' first`);
  }
  return found;
}
