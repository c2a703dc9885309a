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
   * What it must be allowed is added to it, unless it is immutable.
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
      return outer === undefined || props !== undefined
        ? new CertificateProvider(stack, PROVIDER_ID, props ?? {})
        : CertificateProvider.getOrCreate(outer);
    }
    if (!isProvider(existing)) {
      const cure = 'give this construct another';
      throw problemAt(existing, `the id '${PROVIDER_ID}' belongs to cdk-dns-certificate; ${cure}`);
    }
    if (props === undefined) return existing;
    const cure = 'call getOrCreate with properties once, before the first certificate';
    throw problemAt(existing, `the provider of this stack exists already; ${cure}`);
  }

  /** The ARN of the function that CloudFormation calls. */
  readonly serviceToken: string;

  /**
   * The role of the function that requests, validates and deletes certificates. A role for a hosted zone of another account
   * must let it assume it.
   */
  readonly stepRole: iam.IRole;

  private readonly resources: ProviderResources;

  /** Other stacks that it serves, and what it may do for each. */
  private readonly served = new Map<Stack, StepPermissions>();

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
   * Lets the handlers request and validate a certificate. Throws if IAM has no room for it.
   *
   * @internal
   */
  _allow(certificate: IConstruct, permissions: CertificatePermissions): Permit {
    const { permissions: step, dependables } = this.resources;
    const stack = Stack.of(certificate);
    if (stack === Stack.of(this)) {
      const permit = step.allow(certificate, permissions);
      return { ...permit, dependables: [...dependables, ...permit.dependables] };
    }
    checkSameEnvironment(certificate, this);
    const its = this.permissionsIn(stack);
    const permit = its.allow(certificate, permissions);
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
    const stack = Stack.of(certificate);
    const { permissions } = this.resources;
    const its = stack === Stack.of(this) ? permissions : this.permissionsIn(stack);
    return its.allowPem(certificate, parameterArns);
  }

  private permissionsIn(stack: Stack): StepPermissions {
    const present = this.served.get(stack);
    if (present !== undefined) return present;
    const { permissions: step } = this.resources;
    const provider = Stack.of(this);
    if (this.served.size === 0) step.addStatement(assumeServedRolesStatement(provider));
    const { permissionsBoundary } = this.props;
    const id = `${PROVIDER_ID}${this.node.addr.slice(-8)}`;
    const made = servedStackPermissions(stack, id, { provider, step, permissionsBoundary });
    this.served.set(stack, made);
    return made;
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
