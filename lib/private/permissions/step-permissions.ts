// What Step may do on AWS: no more than the certificates of its stack need. What all certificates share is known before
// any resource exists, and stands in Step's own role: inline as long as there is room, then in managed policies. A zone
// that is made together with its certificates has a role of its own.
import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct, IDependable } from 'constructs';
import { zonesToName, type HostedZone } from '../../../contract/zones';
import { acknowledgeWildcards } from '../acknowledged';
import { problemAt } from '../problem-at';
import type { ServingZone } from '../validation-zones';
import { listRegionsStatement, lookAndChangeStatements } from './acm';
import { clearParametersStatements, readPemStatement } from './pem';
import { assumeRolesStatement } from './assumed-roles';
import { pairs, recordsFor, requestsFor, type CertificatePermissions } from './alternatives';
import { identityOf, isKnownEarly } from './known-early';
import { statementsFor, type Needs } from './policy';
import { addTo, inlinePolicy, isAttached, isPrecreated, roleWith } from './roles';
import { recordPatterns } from './route53';
import { SharedPolicies } from './shared-policies';
import {
  INLINE_CHARACTERS_OF_A_ROLE,
  MANAGED_POLICIES_OF_A_ROLE,
  MANAGED_POLICY_CHARACTERS,
  Ruler,
} from './size';
import { assumeServedRolesStatement, assumeZoneRolesStatement } from './tagged-roles';
import { ZoneRole } from './zone-role';

/** What a certificate was allowed. */
export interface Permit {
  /** The role to assume for everything; undefined if Step's own may do it. */
  readonly stepRoleArn?: string;
  /** Its zones, each with the role that may write into it if Step's own does not. */
  readonly hostedZones: readonly HostedZone[];
  /** What must be there before the certificate, and stay until it has been deleted. */
  readonly dependables: readonly IDependable[];
}

/** The others are kept for requests, which have no role to go to when there are too many of them. */
const POLICIES_WITH_RECORDS = 6;

/** Of a role of the user's own, whose other policies need room, too: how much is not known. */
const INLINE_CHARACTERS_OF_THEIRS = (INLINE_CHARACTERS_OF_A_ROLE * 2) / 3;

const REMOVAL_POLICY_ID = 'RemovalPolicy';

/** What a PEM needs, in policies that outlive the certificates that wait for them. */
const PEM_POLICY_ID = 'PemPolicy';
const PARAMETERS_POLICY_ID = 'ParametersPolicy';

const NO_ROOM =
  `the names of this stack's certificates need more than IAM lets a role have: ${INLINE_CHARACTERS_OF_A_ROLE} characters ` +
  `inline and ${MANAGED_POLICIES_OF_A_ROLE} managed policies of ${MANAGED_POLICY_CHARACTERS}; spread them over several stacks`;

export interface StepPermissionsProps {
  readonly description: string;
  /** One that CloudFormation makes up by default. */
  readonly roleName?: string | undefined;
  /** Inline policies of its own that the role has besides. */
  readonly policies: Readonly<Record<string, readonly iam.PolicyStatement[]>>;
  /** What else than certificates it deals with. */
  readonly statements: readonly iam.PolicyStatement[];
  readonly managedPolicies: readonly iam.IManagedPolicy[];
  readonly assumedBy: iam.IPrincipal;
  readonly permissionsBoundary?: iam.IManagedPolicy | undefined;
  /** The role to use instead of making one. */
  readonly own?: iam.IRole | undefined;
}

export class StepPermissions {
  readonly role: iam.IRole;
  /** What must be there before the role may do what every certificate needs. */
  readonly dependables: readonly IDependable[];
  private readonly stack: Stack;
  private readonly ruler: Ruler;
  private readonly shared: SharedPolicies;
  private readonly zoneRoles = new Map<string, ZoneRole>();
  /** Whether its statements are added one by one, because its documents are not ours; an immutable role takes none. */
  private readonly takesStatements: boolean;
  /** What has the shared inline policy: a role that is made here, or a policy of the user's role. */
  private readonly inlineHolder: IConstruct;

  constructor(
    private readonly scope: Construct,
    private readonly props: StepPermissionsProps,
  ) {
    const { own, policies } = props;
    this.stack = Stack.of(scope);
    this.ruler = new Ruler(this.stack);
    const statements = [...lookAndChangeStatements(this.stack), ...props.statements];
    const characters =
      (own === undefined ? INLINE_CHARACTERS_OF_A_ROLE : INLINE_CHARACTERS_OF_THEIRS) -
      Object.values(policies).reduce((sum, each) => sum + this.ruler.document(each), 0) -
      this.ruler.document([assumeZoneRolesStatement(this.stack)]) -
      this.ruler.document([assumeServedRolesStatement(this.stack)]) -
      this.ruler.document(this.removalStatements());
    this.shared = new SharedPolicies(scope, {
      ruler: this.ruler,
      characters,
      statements,
      otherManagedPolicies: props.managedPolicies.length,
    });
    const attached = this.attached();
    this.takesStatements = own !== undefined && attached === undefined;
    const { role, dependables } = roleWith(scope, 'StepRole', {
      ...props,
      policies: { ...policies, ...(this.takesStatements && { Step: statements }) },
      growing: { Step: this.shared.inline },
    });
    this.takesStatements ||= isPrecreated(role);
    this.role = role;
    this.dependables = [...dependables, ...(attached === undefined ? [] : [attached])];
    this.inlineHolder = attached ?? role;
    if (!this.takesStatements) acknowledgeWildcards(this.inlineHolder, statements);
  }

  /**
   * Lets Step request and validate a certificate.
   *
   * @throws Error if IAM has no room for it
   */
  allow(certificate: IConstruct, permissions: CertificatePermissions): Permit {
    const { hostedZones, removesRecords } = permissions;
    const roles = this.givenRoles(permissions);
    if (roles === undefined) throw problemAt(certificate, NO_ROOM);
    const requests = requestsFor(this.scope, permissions).map((each) => ({
      ...each,
      ...roles.early,
    }));
    const early = removesRecords ? [] : hostedZones.filter((zone) => this.isWrittenByStep(zone));
    if (early.length > 0) {
      const both = pairs(requests, recordsFor(early, permissions));
      const shared = this.grant(both, POLICIES_WITH_RECORDS);
      if (shared !== undefined) {
        return this.permit(permissions, [...shared, ...roles.dependables], early);
      }
    }
    const dependables = this.grant(requests);
    if (dependables === undefined) throw problemAt(certificate, NO_ROOM);
    return this.permit(permissions, [...dependables, ...roles.dependables], []);
  }

  /**
   * Lets Step read the PEM of a certificate, and write it into these parameters.
   *
   * @returns what must be there before the certificate, and stay until it has been deleted
   * @throws Error if IAM has no room for it
   */
  allowPem(certificate: IConstruct, parameterArns: readonly string[]): readonly IDependable[] {
    const policies = [this.aside(PEM_POLICY_ID, [readPemStatement(this.stack)])];
    if (parameterArns.length > 0) {
      policies.push(this.grant([{ parameters: parameterArns }]));
      policies.push(this.aside(PARAMETERS_POLICY_ID, clearParametersStatements(this.stack)));
    }
    return policies.flatMap((each) => {
      if (each === undefined) throw problemAt(certificate, NO_ROOM);
      return each;
    });
  }

  /** The shared inline policy on a role of the user's own; undefined if it takes none. */
  private attached(): iam.Policy | undefined {
    const { own } = this.props;
    if (own === undefined || isPrecreated(own)) return undefined;
    const document = this.shared.inline;
    const policy = inlinePolicy(own, this.scope, { id: 'StepPolicy', document });
    return isAttached(policy) ? policy : undefined;
  }

  private isWrittenByStep({ roleArn, hostedZoneId }: HostedZone): boolean {
    return roleArn === undefined && isKnownEarly(this.scope, hostedZoneId);
  }

  /** What is left is that every zone that Step does not write into itself has a role. */
  private permit(
    permissions: CertificatePermissions,
    dependables: readonly IDependable[],
    writtenByStep: readonly ServingZone[],
  ): Permit {
    const waitsFor = [...dependables, ...(permissions.removesRecords ? this.removalPolicy() : [])];
    const hostedZones = permissions.hostedZones.map((zone) => {
      if (zone.roleArn !== undefined || writtenByStep.includes(zone)) return zone;
      const { role } = this.zoneRole(zone, permissions);
      waitsFor.push(role);
      return { ...zone, roleArn: role.roleArn };
    });
    return { hostedZones, dependables: waitsFor };
  }

  /**
   * The roles that came with the zones. One that is known early can be named where all certificates' permissions are; one
   * that is made in the stack gets a policy that only the certificates of its zone wait for; so does one that is needed when
   * they are no longer in the template. Undefined if there is no room.
   */
  private givenRoles({
    hostedZones,
    removesRecords,
  }: CertificatePermissions):
    { readonly early: Needs; readonly dependables: readonly IDependable[] } | undefined {
    const arns = hostedZones.map(({ roleArn }) => roleArn).filter((arn) => arn !== undefined);
    const isEarly = (arn: string): boolean => !removesRecords && isKnownEarly(this.scope, arn);
    const roles = arns.filter(isEarly);
    const dependables: IDependable[] = [];
    for (const arn of arns.filter((each) => !roles.includes(each))) {
      const policies = this.takesStatements
        ? addTo(this.role, [assumeRolesStatement([arn])])
        : this.shared.allowLateRole(this.role, arn);
      if (policies === undefined) return undefined;
      dependables.push(...policies);
    }
    return { early: roles.length > 0 ? { roles } : {}, dependables };
  }

  /**
   * Allows the first of `alternatives` that a policy can hold.
   *
   * @returns the policies that allow it, if they are resources of their own; undefined if there is no room
   */
  private grant(
    alternatives: readonly Needs[],
    mostPolicies?: number,
  ): readonly IDependable[] | undefined {
    const needs = this.shared.firstThatFits(alternatives);
    if (needs === undefined) return undefined;
    return this.takesStatements
      ? addTo(this.role, statementsFor(this.scope, needs).values())
      : this.shared.allow(this.role, needs, mostPolicies);
  }

  /** The role of a zone, which may write the certificate's validation records into it. */
  private zoneRole(
    zone: ServingZone,
    { names, hostedZones, removesRecords }: CertificatePermissions,
  ): ZoneRole {
    const { hostedZoneId, serves } = zone;
    const key = identityOf(this.scope, hostedZoneId);
    let zoneRole = this.zoneRoles.get(key);
    if (zoneRole === undefined) {
      zoneRole = this.anotherZoneRole(hostedZoneId, key);
      this.zoneRoles.set(key, zoneRole);
    }
    if (removesRecords) zoneRole.allowRemoval();
    else zoneRole.allow(recordPatterns(serves), zonesToName(names, hostedZones).includes(zone));
    return zoneRole;
  }

  private removalStatements(): iam.PolicyStatement[] {
    return [assumeZoneRolesStatement(this.stack), listRegionsStatement(this.stack)];
  }

  /** A policy of its own, which outlives the certificates that wait for it. */
  private removalPolicy(): readonly IDependable[] {
    const statements = this.removalStatements();
    if (this.takesStatements) return addTo(this.role, statements);
    const existing = this.scope.node.tryFindChild(REMOVAL_POLICY_ID);
    if (existing !== undefined) return [existing];
    const policy = inlinePolicy(this.role, this.scope, { id: REMOVAL_POLICY_ID, statements });
    acknowledgeWildcards(policy, statements);
    return [policy];
  }

  /** A policy of its own, which all certificates share that need it. */
  private aside(
    id: string,
    statements: readonly iam.PolicyStatement[],
  ): readonly IDependable[] | undefined {
    if (this.takesStatements) return addTo(this.role, statements);
    const existing = this.scope.node.tryFindChild(id);
    return existing === undefined ? this.shared.allowAside(this.role, id, statements) : [existing];
  }

  private anotherZoneRole(hostedZoneId: string, key: string): ZoneRole {
    if (this.zoneRoles.size === 0) this.addStatement(assumeZoneRolesStatement(this.stack));
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
    const { permissionsBoundary } = this.props;
    const props = { hostedZoneId, step: this.role, ruler: this.ruler, permissionsBoundary };
    return new ZoneRole(this.scope, `Zone${hash}Role`, props);
  }

  /** Allows what room was kept for. */
  addStatement(statement: iam.PolicyStatement): void {
    if (this.takesStatements) {
      addTo(this.role, [statement]);
      return;
    }
    this.shared.inline.addStatements(statement);
    acknowledgeWildcards(this.inlineHolder, [statement]);
  }
}
