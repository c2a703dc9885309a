// A role for a hosted zone whose id is known only when the zone exists. Step assumes it to write the validation records
// of that zone, so that Step's own policies need not name the zone: they would make every certificate wait for it, and a
// zone that itself waits for a certificate could never be made.
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

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ZoneRoleProps,
  ) {
    const { step, ruler, permissionsBoundary } = props;
    this.anyName = { zonesOfAnyName: [props.hostedZoneId] };
    this.name = { zonesToName: [props.hostedZoneId] };
    // Room is kept for what comes when the names have none.
    const last = { ...this.anyName, ...this.name };
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
    if (isPrecreated(this.role)) {
      addTo(this.role, statementsFor(this.role, needs).values());
    } else if (!this.policy.allow(needs)) {
      this.policy.allow({ ...name, ...this.anyName }, INLINE_CHARACTERS_OF_A_ROLE);
    }
  }
}
