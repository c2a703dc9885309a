// What a stack gets once, however many certificates it has: two functions, three roles, a state machine and
// a log group. What Step may do is in step-permissions.ts. The logical id of Intake must never change, because
// CloudFormation cannot update the ServiceToken of a custom resource.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct, type IConstruct } from 'constructs';
import { RESOURCE_TYPE } from '../../contract/properties';
import { problemAt } from './problem-at';
import { certificateStateMachine } from './state-machine';
import { StepPermissions, type CertificatePermissions } from './step-permissions';

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

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    Object.defineProperty(this, IS_PROVIDER, { value: true });
    this.permissions = new StepPermissions(Stack.of(this));
    this.node.addValidation({ validate: () => this.permissions.problems() });
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const step = this.handler('Step', logGroup, this.permissions.document);
    const stateMachine = this.stateMachine(step);
    const intake = this.handler(
      'Intake',
      logGroup,
      policy({ actions: ['states:StartExecution'], resources: [stateMachine.ref] }),
    );
    intake.addEnvironment('STATE_MACHINE_ARN', stateMachine.ref);
    this.serviceToken = intake.functionArn;
  }

  /** Lets the handlers request and validate a certificate. */
  allow(permissions: CertificatePermissions): void {
    this.permissions.allow(permissions);
  }

  /** Keeps the handlers, their permissions and their log until `resource` has been deleted. */
  isNeededBy(resource: CfnResource): void {
    resource.node.addDependency(this);
  }

  private handler(
    id: keyof typeof DESCRIPTIONS,
    logGroup: logs.ILogGroup,
    permissions: iam.PolicyDocument,
  ): lambda.Function {
    const role = new iam.Role(this, `${id}Role`, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Log: policy({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
        [id]: permissions,
      },
    });
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
      assumedBy: new iam.ServicePrincipal('states.amazonaws.com'),
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
