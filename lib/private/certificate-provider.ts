// What a stack gets once, however many certificates it has: two functions, three roles, a state machine and
// a log group. Every permission is on this page. The logical id of Intake must never change, because
// CloudFormation cannot update the ServiceToken of a custom resource.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type CfnResource, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { certificateStateMachine } from './state-machine';

/** In all inline policies of a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LONGEST_POLICY = 10_240;

const PROVIDER_ID = 'DnsCertificateProvider';

/** The tag that says whose a certificate is; lambda/acm.ts writes it. */
const STACK_TAG = 'cdk-dns-certificate:stack';

/** What one certificate needs to be allowed. */
export interface CertificatePermissions {
  readonly region: string;
  /** In normal form. */
  readonly names: readonly string[];
  readonly hostedZoneId: string;
}

export class CertificateProvider extends Construct {
  /** The provider of the stack that `scope` is in. */
  static getOrCreate(scope: Construct): CertificateProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(PROVIDER_ID);
    return existing instanceof CertificateProvider
      ? existing
      : new CertificateProvider(stack, PROVIDER_ID);
  }

  /** What CloudFormation calls. */
  readonly serviceToken: string;

  private readonly stack: Stack;
  private readonly certificates: string;
  private readonly regions = new Set<string>();
  private readonly names = new Set<string>();
  private readonly namesByZone = new Map<string, Set<string>>();
  private readonly stepPolicy = new iam.PolicyDocument();

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.stack = Stack.of(this);
    this.certificates = this.stack.formatArn({
      service: 'acm',
      region: '*',
      resource: 'certificate',
      resourceName: '*',
    });
    const logGroup = new logs.LogGroup(this, 'Log', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.allowRequests();
    this.allowDeletion();
    const step = this.handler('Step', logGroup, this.stepPolicy);
    const stateMachine = this.stateMachine(step);
    const intake = this.handler(
      'Intake',
      logGroup,
      policy({ actions: ['states:StartExecution'], resources: [stateMachine.ref] }),
    );
    intake.addEnvironment('STATE_MACHINE_ARN', stateMachine.ref);
    this.node.addValidation({ validate: () => this.policyProblems() });
    this.serviceToken = intake.functionArn;
  }

  /** Lets the handlers request and validate a certificate with these names, in this Region and zone. */
  allow({ region, names, hostedZoneId }: CertificatePermissions): void {
    this.regions.add(region);
    for (const name of names) this.names.add(name);
    let inZone = this.namesByZone.get(hostedZoneId);
    if (inZone === undefined) {
      inZone = new Set();
      this.namesByZone.set(hostedZoneId, inZone);
      this.allowValidationRecords(hostedZoneId, inZone);
    }
    for (const name of names) inZone.add(name);
  }

  /** Keeps the handlers, their permissions and their log until `resource` has been deleted. */
  isNeededBy(resource: CfnResource): void {
    resource.node.addDependency(this);
  }

  private policyProblems(): string[] {
    const size = JSON.stringify(this.stack.resolve(this.stepPolicy)).length;
    if (size <= LONGEST_POLICY) return [];
    return [
      `the ${this.names.size} names of this stack's certificates make a policy of ${size} characters, and IAM takes ` +
        `${LONGEST_POLICY}; spread the certificates over several stacks`,
    ];
  }

  private handler(
    id: string,
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
      definitionString: this.stack.toJsonString(certificateStateMachine(step.functionArn)),
    });
  }

  /** ACM: request only these names, and only as this stack's own. */
  private allowRequests(): void {
    const names = Lazy.uncachedList({ produce: () => [...this.names].sort() });
    const asOwnInItsRegions = {
      'aws:RequestedRegion': Lazy.uncachedList({ produce: () => [...this.regions].sort() }),
      [`aws:RequestTag/${STACK_TAG}`]: this.stack.stackId,
    };
    this.stepPolicy.addStatements(
      new iam.PolicyStatement({
        actions: ['acm:RequestCertificate'],
        resources: ['*'],
        conditions: {
          'ForAllValues:StringEquals': { 'acm:DomainNames': names },
          StringEquals: { 'acm:ValidationMethod': 'DNS', ...asOwnInItsRegions },
        },
      }),
      // A request that carries tags needs this too.
      new iam.PolicyStatement({
        actions: ['acm:AddTagsToCertificate'],
        resources: [this.certificates],
        conditions: { StringEquals: asOwnInItsRegions },
      }),
    );
  }

  /** ACM: look at every certificate of the account, delete only what carries this stack's tag. */
  private allowDeletion(): void {
    this.stepPolicy.addStatements(
      new iam.PolicyStatement({
        actions: ['acm:DescribeCertificate', 'acm:ListTagsForCertificate'],
        resources: [this.certificates],
      }),
      // IAM knows no resource and no condition for it.
      new iam.PolicyStatement({ actions: ['acm:ListCertificates'], resources: ['*'] }),
      new iam.PolicyStatement({
        actions: ['acm:DeleteCertificate'],
        resources: [this.certificates],
        conditions: { StringEquals: { [`aws:ResourceTag/${STACK_TAG}`]: this.stack.stackId } },
      }),
    );
  }

  /**
   * Route 53: only UPSERT, only CNAME, only names under which ACM looks for proof of these names.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
   */
  private allowValidationRecords(hostedZoneId: string, names: ReadonlySet<string>): void {
    const recordNames = (): string[] => [
      ...new Set([...names].sort().map((name) => `_*.${name.replace(/^\*\./, '')}`)),
    ];
    this.stepPolicy.addStatements(
      new iam.PolicyStatement({
        actions: ['route53:ChangeResourceRecordSets'],
        resources: [
          this.stack.formatArn({
            service: 'route53',
            region: '',
            account: '',
            resource: 'hostedzone',
            resourceName: hostedZoneId,
          }),
        ],
        conditions: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'],
            'route53:ChangeResourceRecordSetsActions': ['UPSERT'],
          },
          'ForAllValues:StringLike': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': Lazy.uncachedList({
              produce: recordNames,
            }),
          },
        },
      }),
    );
  }
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Intake: 'cdk-dns-certificate: starts an execution for each request of CloudFormation',
  Step: 'cdk-dns-certificate: one step of requesting, validating or deleting a certificate',
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
