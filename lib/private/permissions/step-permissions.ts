// What Step may do on AWS: no more than the certificates of its stack need. What all certificates share is known before
// any resource exists, and stands in Step's own role: inline as long as there is room, then in managed policies. A zone
// that is made together with its certificates has a role of its own.
import { createHash } from 'node:crypto';
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct, IDependable } from 'constructs';
import { zonesToName, type HostedZone } from '../../../contract/zones';
import { acknowledgeWildcards } from '../acknowledged';
import { problemAt } from '../problem-at';
import type { ServingZone } from '../validation-zones';
import { lookAndDeleteStatements } from './acm';
import { executionStatements } from './executions';
import { pairs, recordsFor, requestsFor, type CertificatePermissions } from './alternatives';
import { LateRoles } from './assumed-roles';
import { identityOf, isKnownEarly } from './known-early';
import { GrowingPolicy, statementsFor, type Needs } from './policy';
import { addTo, isPrecreated, roleWith } from './roles';
import { recordPatterns } from './route53';
import {
  INLINE_CHARACTERS_OF_A_ROLE,
  MANAGED_POLICIES_OF_A_ROLE,
  MANAGED_POLICY_CHARACTERS,
  Ruler,
} from './size';
import { assumeZoneRolesStatement, ZoneRole } from './zone-role';

/** What a certificate was allowed. */
export interface Permit {
  /** Its zones, each with the role that may write into it if Step's own does not. */
  readonly hostedZones: readonly HostedZone[];
  /** What must be there before the certificate, and stay until it has been deleted. */
  readonly dependables: readonly IDependable[];
}

/** The others are kept for requests, which have no role to go to when there are too many of them. */
const POLICIES_WITH_RECORDS = 6;

const NO_ROOM =
  `the names of this stack's certificates need more than IAM lets a role have: ${INLINE_CHARACTERS_OF_A_ROLE} characters ` +
  `inline and ${MANAGED_POLICIES_OF_A_ROLE} managed policies of ${MANAGED_POLICY_CHARACTERS}; spread them over several stacks`;

export interface StepPermissionsProps {
  /** What Step's role has besides. */
  readonly log: iam.PolicyStatement;
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
  private readonly inline: GrowingPolicy;
  private readonly managed: { readonly policy: GrowingPolicy; readonly construct: IConstruct }[] =
    [];
  private readonly zoneRoles = new Map<string, ZoneRole>();
  private readonly lateRoles: LateRoles;

  constructor(
    private readonly scope: Construct,
    private readonly props: StepPermissionsProps,
  ) {
    const { log, own, ...roleProps } = props;
    this.stack = Stack.of(scope);
    this.ruler = new Ruler(this.stack);
    this.lateRoles = new LateRoles(scope);
    const statements = [...lookAndDeleteStatements(this.stack), ...executionStatements(this.stack)];
    const characters =
      INLINE_CHARACTERS_OF_A_ROLE -
      this.ruler.document([log]) -
      this.ruler.document([assumeZoneRolesStatement(this.stack)]);
    this.inline = new GrowingPolicy(scope, { ruler: this.ruler, characters, statements });
    const isOwn = own !== undefined;
    const { role, dependables } = roleWith(scope, 'StepRole', {
      ...roleProps,
      own,
      description: 'cdk-dns-certificate: what one tick may do',
      policies: { Log: [log], ...(isOwn && { Step: statements }) },
      growing: { Step: this.inline.document },
    });
    if (!isOwn) acknowledgeWildcards(role, statements);
    this.role = role;
    this.dependables = dependables;
  }

  /**
   * Lets Step request and validate a certificate.
   *
   * @throws Error if IAM has no room for it
   */
  allow(certificate: IConstruct, permissions: CertificatePermissions): Permit {
    const { hostedZones } = permissions;
    const roles = this.givenRoles(hostedZones);
    const requests = requestsFor(this.scope, permissions).map((each) => ({
      ...each,
      ...roles.early,
    }));
    const early = hostedZones.filter((zone) => this.isWrittenByStep(zone));
    if (early.length > 0) {
      const both = pairs(requests, recordsFor(early, permissions));
      const shared = this.grant(both, POLICIES_WITH_RECORDS);
      if (shared !== undefined) {
        return this.permit(permissions, [...shared, ...roles.dependables], early);
      }
    }
    const dependables = this.grant(requests, MANAGED_POLICIES_OF_A_ROLE);
    if (dependables === undefined) throw problemAt(certificate, NO_ROOM);
    return this.permit(permissions, [...dependables, ...roles.dependables], []);
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
    const waitsFor = [...dependables];
    const hostedZones = permissions.hostedZones.map(({ serves, ...zone }) => {
      if (zone.roleArn !== undefined || writtenByStep.some((each) => each.serves === serves))
        return zone;
      const { role } = this.zoneRole({ serves, ...zone }, permissions);
      waitsFor.push(role);
      return { ...zone, roleArn: role.roleArn };
    });
    return { hostedZones, dependables: waitsFor };
  }

  /**
   * The roles that came with the zones. One that is known early can be named where all certificates' permissions are; one
   * that is made in the stack gets a policy that only the certificates of its zone wait for.
   */
  private givenRoles(zones: readonly HostedZone[]): {
    readonly early: Needs;
    readonly dependables: readonly IDependable[];
  } {
    const arns = zones.map(({ roleArn }) => roleArn).filter((arn) => arn !== undefined);
    const roles = arns.filter((arn) => isKnownEarly(this.scope, arn));
    const late = arns.filter((arn) => !roles.includes(arn));
    return {
      early: roles.length > 0 ? { roles } : {},
      dependables: late.flatMap((arn) => this.lateRoles.allow(this.role, arn)),
    };
  }

  /** Whether a policy could hold it at all. */
  private fits(needs: Needs): boolean {
    const statements = [...statementsFor(this.scope, needs).values()];
    return this.ruler.document(statements) <= MANAGED_POLICY_CHARACTERS;
  }

  /**
   * Allows the first of `alternatives` that a policy can hold.
   *
   * @returns the policies that allow it, if they are resources of their own; undefined if there is no room
   */
  private grant(
    alternatives: readonly Needs[],
    mostPolicies: number,
  ): readonly IDependable[] | undefined {
    const needs = alternatives.find((each) => this.fits(each));
    if (needs === undefined) return undefined;
    if (this.takesStatements()) {
      return addTo(this.role, statementsFor(this.scope, needs).values());
    }
    const policies = mostPolicies - this.props.managedPolicies.length;
    if (this.inline.allow(needs)) return [];
    const found = this.managed.slice(0, policies).find(({ policy }) => policy.allow(needs));
    if (found !== undefined) return [found.construct];
    return this.managed.length < policies ? [this.anotherPolicy(needs)] : undefined;
  }

  private anotherPolicy(needs: Needs): IConstruct {
    const characters = MANAGED_POLICY_CHARACTERS;
    const policy = new GrowingPolicy(this.scope, { ruler: this.ruler, characters });
    policy.allow(needs);
    const construct = new iam.ManagedPolicy(this.scope, `Certificates${this.managed.length + 1}`, {
      description: 'cdk-dns-certificate: what Step may do for certificates of this stack',
      document: policy.document,
      roles: [this.role],
    });
    acknowledgeWildcards(construct, statementsFor(this.scope, needs).values());
    this.managed.push({ policy, construct });
    return construct;
  }

  /** The role of a zone, which may write the certificate's validation records into it. */
  private zoneRole(
    { hostedZoneId, serves }: ServingZone,
    { names, hostedZones }: CertificatePermissions,
  ): ZoneRole {
    const key = identityOf(this.scope, hostedZoneId);
    let zoneRole = this.zoneRoles.get(key);
    if (zoneRole === undefined) {
      zoneRole = this.anotherZoneRole(hostedZoneId, key);
      this.zoneRoles.set(key, zoneRole);
    }
    const isToName = zonesToName(names, hostedZones).some((zone) => zone.serves === serves);
    zoneRole.allow(recordPatterns(serves), isToName);
    return zoneRole;
  }

  private anotherZoneRole(hostedZoneId: string, key: string): ZoneRole {
    if (this.zoneRoles.size === 0) this.addStatement(assumeZoneRolesStatement(this.stack));
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
    const { permissionsBoundary } = this.props;
    const props = { hostedZoneId, step: this.role, ruler: this.ruler, permissionsBoundary };
    return new ZoneRole(this.scope, `Zone${hash}Role`, props);
  }

  private addStatement(statement: iam.PolicyStatement): void {
    if (this.takesStatements()) {
      addTo(this.role, [statement]);
      return;
    }
    this.inline.document.addStatements(statement);
    acknowledgeWildcards(this.role, [statement]);
  }

  /** One by one, because its documents are not ours. */
  private takesStatements(): boolean {
    return this.role === this.props.own || isPrecreated(this.role);
  }
}
