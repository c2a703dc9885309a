// The roles that somebody else made for Step to write into a hosted zone, mostly in another account.
import { createHash } from 'node:crypto';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { identityOf } from './known-early';
import { addTo, isPrecreated } from './roles';

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

  constructor(private readonly scope: Construct) {}

  /** @returns what must be there before `step` may assume the role */
  allow(step: iam.IRole, roleArn: string): readonly IDependable[] {
    const key = identityOf(this.scope, roleArn);
    const present = this.policies.get(key);
    if (present !== undefined) return present;
    const dependables = this.anotherPolicy(step, roleArn, key);
    this.policies.set(key, dependables);
    return dependables;
  }

  private anotherPolicy(step: iam.IRole, roleArn: string, key: string): readonly IDependable[] {
    const statement = assumeRolesStatement([roleArn]);
    if (isPrecreated(step)) return addTo(step, [statement]);
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
    const policy = new iam.Policy(this.scope, `Role${hash}Policy`, { statements: [statement] });
    // An immutable role takes none, which is then not in the template.
    step.attachInlinePolicy(policy);
    return [policy];
  }
}
