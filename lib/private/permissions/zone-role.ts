// A role for a hosted zone, which Step assumes to write the validation records of that zone. One whose id is known only when
// the zone exists has it, so that Step's own policies need not name the zone: they would make every certificate wait for it,
// and a zone that itself waits for a certificate could never be made. And one from which records are removed has it, because
// CloudFormation shrinks Step's policies before it deletes what is no longer in the template; what that waits for, after.
import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { STACK_TAG } from '../../../contract/constants';
import { GrowingPolicy, statementsFor, type Needs } from './policy';
import { addTo, isPrecreated, roleWith } from './roles';
import { INLINE_CHARACTERS_OF_A_ROLE, type Ruler } from './size';

export interface ZoneRoleProps {
  readonly hostedZoneId: string;
  /** Who assumes it. */
  readonly step: iam.IRole;
  readonly ruler: Ruler;
  readonly permissionsBoundary?: iam.IManagedPolicy | undefined;
}

export class ZoneRole {
  readonly role: iam.IRole;
  private readonly policy: GrowingPolicy;
  private readonly anyName: Needs;
  private readonly name: Needs;
  private readonly removal: Needs;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ZoneRoleProps,
  ) {
    const { step, ruler, permissionsBoundary } = props;
    this.anyName = { zonesOfAnyName: [props.hostedZoneId] };
    this.name = { zonesToName: [props.hostedZoneId] };
    this.removal = { zonesToClear: [props.hostedZoneId] };
    // Room is kept for what comes when the names have none.
    const last = { ...this.anyName, ...this.name, ...this.removal };
    const kept = ruler.document([...statementsFor(scope, last).values()]);
    const characters = INLINE_CHARACTERS_OF_A_ROLE - kept;
    this.policy = new GrowingPolicy(scope, { ruler, characters });
    const { role } = roleWith(scope, id, {
      description: 'cdk-dns-certificate: writes the validation records of one hosted zone',
      assumedBy: new iam.ArnPrincipal(step.roleArn),
      policies: {},
      growing: { Records: this.policy.document },
      permissionsBoundary,
    });
    this.role = role;
    const resource = this.role.node.defaultChild;
    if (resource instanceof iam.CfnRole) {
      resource.tags.setTag(STACK_TAG, Stack.of(scope).stackId);
    }
  }

  /**
   * Lets it write records that match the patterns, or those of any name when there is no room for so many; and ask for the
   * name of the zone if it is to be named.
   */
  allow(recordPatterns: readonly string[], isToName: boolean): void {
    const name = isToName ? this.name : {};
    const needs: Needs = { ...name, zones: [this.props.hostedZoneId], recordPatterns };
    this.allowOneOf(needs, { ...name, ...this.anyName });
  }

  /**
   * Lets it write and remove the record of any name: those of a certificate that is no longer in the template are removed,
   * and put back, when this policy has changed already. And to ask for the name of the zone, which may have had others beside it
   * in the template before.
   */
  allowRemoval(): void {
    const needs = { ...this.name, ...this.removal };
    this.allowOneOf(needs, needs);
  }

  private allowOneOf(needs: Needs, instead: Needs): void {
    if (isPrecreated(this.role)) {
      addTo(this.role, statementsFor(this.role, needs).values());
    } else if (!this.policy.allow(needs)) {
      this.policy.allow(instead, INLINE_CHARACTERS_OF_A_ROLE);
    }
  }
}
