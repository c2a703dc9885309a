// CertificateProvider: what a stack gets once, however many certificates it has, and how it can be made.
import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct, type IDependable } from 'constructs';
import { RESOURCE_TYPE } from '../contract/properties';
import type { CertificatePermissions } from './private/permissions/alternatives';
import { servedStackPermissions } from './private/permissions/served-stack';
import type { Permit, StepPermissions } from './private/permissions/step-permissions';
import { assumeServedRolesStatement } from './private/permissions/tagged-roles';
import { problemAt } from './private/problem-at';
import { providerResources, type ProviderResources } from './private/provider-resources';

/** Properties of a `CertificateProvider`. */
export interface CertificateProviderProps {
  /**
   * Where both functions log.
   *
   * @default - a log group of its own, deleted with the stack
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * How long the log group of its own keeps what is logged. Not together with `logGroup`.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * The VPC in which both functions run. From it they must reach ACM in the Regions of the certificates, Route 53, STS,
   * Step Functions, CloudWatch Logs, and S3, where CloudFormation takes
   * responses; and Systems Manager, where `pemParameters` is used.
   *
   * A certificate does not wait for interface and gateway endpoints of the same stack, nor for rules of its security groups. Call
   * `certificate.node.addDependency(endpoint)` for each, so that it is there first and deleted last. Not for the VPC itself:
   * something in it may use the certificate, such as the endpoint of a client VPN, and that would be a cycle.
   *
   * @default - no VPC
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
   */
  readonly vpc?: ec2.IVpc;

  /**
   * The subnets in the VPC.
   *
   * @default - the private ones
   */
  readonly vpcSubnets?: ec2.SubnetSelection;

  /**
   * The security groups of both functions in the VPC. They need no ingress.
   *
   * @default - one for each function, which allows all egress
   */
  readonly securityGroups?: ec2.ISecurityGroup[];

  /**
   * The permissions boundary of every role that it makes.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The role of the function that CloudFormation calls, to be assumed by lambda.amazonaws.com. What it must be allowed is
   * added to it, unless it is immutable.
   *
   * @default - a role of its own
   */
  readonly intakeRole?: iam.IRole;

  /**
   * The role of the function that requests, validates and deletes certificates, to be assumed by lambda.amazonaws.com.
   * What it must be allowed is added to it, unless it is immutable: in inline policies, as far as two thirds of the 10,240
   * characters that IAM takes, then in managed ones.
   *
   * @default - a role of its own
   */
  readonly stepRole?: iam.IRole;

  /**
   * The role of the state machine, to be assumed by states.amazonaws.com. What it must be allowed is added to it, unless
   * it is immutable.
   *
   * @default - a role of its own
   */
  readonly stateMachineRole?: iam.IRole;
}

/**
 * In the logical ids of all that is below it, which can never change: CloudFormation cannot update the ServiceToken of a
 * custom resource. Named like the resource type that it serves, so that no construct of a user's has this id.
 */
const PROVIDER_ID = RESOURCE_TYPE;

/** Marks a provider of ours. Not `instanceof`: the package may be installed twice in one app. */
const IS_PROVIDER = Symbol.for('cdk-dns-certificate.CertificateProvider');

/** The cure where it is too late. */
const ASK_FIRST = 'call getOrCreate with properties once, before the first certificate';

/**
 * What serves the certificates of a stack: two Lambda functions, three roles, a state machine and a log group.
 *
 * Every stack with a `DnsCertificate` has one, but for nested stacks, which have that of the stack around them. It need not be
 * made: ask for it, before the first certificate, only to say how it is to be made, or to share it with other stacks.
 */
export class CertificateProvider extends Construct {
  /**
   * The provider of the stack that `scope` is in. A nested stack has that of the stack around it, unless `props` are given
   * for one of its own.
   *
   * Throws if it exists already and `props` are given, and if another construct has its id.
   */
  static getOrCreate(scope: Construct, props?: CertificateProviderProps): CertificateProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(PROVIDER_ID);
    if (existing === undefined) {
      const { nestedStackParent: outer } = stack;
      if (outer === undefined) return new CertificateProvider(stack, PROVIDER_ID, props ?? {});
      if (props === undefined) return CertificateProvider.getOrCreate(outer);
      refuseIfServed(stack);
      return new CertificateProvider(stack, PROVIDER_ID, props);
    }
    if (!isProvider(existing)) {
      const cure = 'give this construct another';
      throw problemAt(existing, `the id '${PROVIDER_ID}' belongs to cdk-dns-certificate; ${cure}`);
    }
    if (props === undefined) return existing;
    throw problemAt(existing, `the provider of this stack exists already; ${ASK_FIRST}`);
  }

  /** The ARN of the function that CloudFormation calls. */
  readonly serviceToken: string;

  /**
   * The role of the function that requests, validates and deletes certificates. A role for a hosted zone of another account
   * must let it assume it, for certificates of the provider's own stack: see `stepRoleFor`.
   */
  readonly stepRole: iam.IRole;

  private readonly resources: ProviderResources;

  /** Other stacks that it serves, and what it may do for each. */
  private readonly served = new Map<Stack, StepPermissions>();

  /** By the ARN of a parameter and the environment of its stack, the certificate whose PEM it has. */
  private readonly parameters = new Map<string, IConstruct>();

  private constructor(
    scope: Construct,
    id: string,
    private readonly props: CertificateProviderProps,
  ) {
    super(scope, id);
    Object.defineProperty(this, IS_PROVIDER, { value: true });
    this.resources = providerResources(this, props);
    this.serviceToken = this.resources.serviceToken;
    this.stepRole = this.resources.permissions.role;
  }

  /**
   * The role that acts for the certificates of the stack that `scope` is in: `stepRole` for the provider's own stack, and for
   * every other one that it serves, nested stacks among them, a role in that stack.
   *
   * A role for a hosted zone of another account must let it assume it. A stack of another account can name it in its policies,
   * unless it is a nested stack's.
   *
   * Throws if that stack is in another account or Region.
   */
  stepRoleFor(scope: IConstruct): iam.IRole {
    return this.permissionsOf(scope).role;
  }

  /**
   * Lets the handlers request and validate a certificate. Throws if IAM has no room for it.
   *
   * @internal
   */
  _allow(certificate: IConstruct, permissions: CertificatePermissions): Permit {
    const { permissions: step, dependables } = this.resources;
    const its = this.permissionsOf(certificate);
    const permit = its.allow(certificate, permissions);
    if (its === step) return { ...permit, dependables: [...dependables, ...permit.dependables] };
    return {
      ...permit,
      stepRoleArn: its.role.roleArn,
      dependables: [...dependables, its.role, ...permit.dependables],
    };
  }

  /**
   * Lets the handlers read the PEM of a certificate, and write it into these parameters. Throws if IAM has no room for it.
   *
   * @internal
   */
  _allowPem(certificate: IConstruct, parameterArns: readonly string[]): readonly IDependable[] {
    for (const arn of parameterArns) this.claim(certificate, arn);
    return this.permissionsOf(certificate).allowPem(certificate, parameterArns);
  }

  /**
   * Whether it acts for certificates of another stack.
   *
   * @internal
   */
  _serves(stack: Stack): boolean {
    return this.served.has(stack);
  }

  /** A parameter has one PEM: of two certificates that want it, the deployment would refuse the second when both are issued. */
  private claim(certificate: IConstruct, parameterArn: string): void {
    const key = `${Stack.of(certificate).environment} ${parameterArn}`;
    const claimedBy = this.parameters.get(key);
    if (claimedBy === undefined) {
      this.parameters.set(key, certificate);
      return;
    }
    const resource = Stack.of(certificate).resolve(parameterArn) as unknown;
    const text = typeof resource === 'string' ? resource : JSON.stringify(resource);
    throw problemAt(
      certificate,
      `parameter ${text} has the PEM of ${claimedBy.node.path} already; give it another name`,
    );
  }

  private permissionsOf(scope: IConstruct): StepPermissions {
    const { permissions: step } = this.resources;
    const [stack, provider] = [Stack.of(scope), Stack.of(this)];
    if (stack === provider) return step;
    checkSameEnvironment(scope, this);
    const present = this.served.get(stack);
    if (present !== undefined) return present;
    if (this.served.size === 0) step.addStatement(assumeServedRolesStatement(provider));
    const { permissionsBoundary } = this.props;
    const id = `${PROVIDER_ID}${this.node.addr.slice(-8)}`;
    const made = servedStackPermissions(stack, id, { provider, step, permissionsBoundary });
    this.served.set(stack, made);
    return made;
  }
}

/** The certificates of a nested stack would be served by two providers, and those that exist can never change theirs. */
function refuseIfServed(nested: Stack): void {
  for (let outer = nested.nestedStackParent; outer; outer = outer.nestedStackParent) {
    const provider = outer.node.tryFindChild(PROVIDER_ID);
    if (provider === undefined || !isProvider(provider) || !provider._serves(nested)) continue;
    throw problemAt(nested, `${provider.node.path} serves this nested stack already; ${ASK_FIRST}`);
  }
}

/** CloudFormation invokes a function of the stack's own account and Region only. */
function checkSameEnvironment(certificate: IConstruct, provider: IConstruct): void {
  const [its, own] = [Stack.of(certificate), Stack.of(provider)];
  if (its.environment === own.environment) return;
  throw problemAt(
    certificate,
    `its provider ${provider.node.path} is in ${own.environment}, and the certificate's stack in ${its.environment}; ` +
      'make a provider for each account and Region',
  );
}

function isProvider(construct: IConstruct): construct is CertificateProvider {
  return IS_PROVIDER in construct;
}
