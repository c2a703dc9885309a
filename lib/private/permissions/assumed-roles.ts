// The roles that somebody else made for Step to write into a hosted zone, mostly in another account.
import { createHash } from 'node:crypto';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { identityOf } from './known-early';
import type { OwnPolicies, Room } from './own-policies';

/** Assume these roles and no others. */
export function assumeRolesStatement(roleArns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [...roleArns] });
}

/**
 * Roles whose ARNs are known only when something in the stack exists. Each has a policy of its own: in one that all
 * certificates share it would make each of them wait for it, and a role that trusts Step's would close a cycle.
 */
export class LateRoles {
  private readonly policies = new Map<string, readonly IDependable[]>();

  constructor(
    private readonly scope: Construct,
    private readonly own: OwnPolicies,
  ) {}

  /** @returns what must be there before `step` may assume the role; undefined if there is no room */
  allow(step: iam.IRole, roleArn: string, room: Room): readonly IDependable[] | undefined {
    const key = identityOf(this.scope, roleArn);
    const present = this.policies.get(key);
    if (present !== undefined) return present;
    const statements = [assumeRolesStatement([roleArn])];
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
    const dependables = this.own.add(step, { id: `Role${hash}Policy`, statements, room });
    if (dependables !== undefined) this.policies.set(key, dependables);
    return dependables;
  }
}
