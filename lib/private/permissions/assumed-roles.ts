// The roles that somebody else made for Step to write into a hosted zone, mostly in another account.
import { createHash } from 'node:crypto';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { identityOf } from './known-early';
import { addTo, isPrecreated } from './roles';
import type { Ruler } from './size';

/** Assume these roles and no others. */
export function assumeRolesStatement(roleArns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [...roleArns] });
}

/** How much room there is for one more policy. */
export interface Room {
  readonly inlineCharacters: number;
  readonly managedPolicies: number;
}

/**
 * Roles whose ARNs are known only when something in the stack exists. Each has a policy of its own: in one that all
 * certificates share it would make each of them wait for it, and a role that trusts Step's would close a cycle.
 */
export class LateRoles {
  private readonly policies = new Map<string, readonly IDependable[]>();
  private readonly taken = { characters: 0, managedPolicies: 0 };

  constructor(
    private readonly scope: Construct,
    private readonly ruler: Ruler,
  ) {}

  /** What all of them take of the characters that IAM allows inline. */
  get characters(): number {
    return this.taken.characters;
  }

  /** How many have a managed policy. */
  get managedPolicies(): number {
    return this.taken.managedPolicies;
  }

  /** @returns what must be there before `step` may assume the role; undefined if there is no room */
  allow(step: iam.IRole, roleArn: string, room: Room): readonly IDependable[] | undefined {
    const key = identityOf(this.scope, roleArn);
    const present = this.policies.get(key);
    if (present !== undefined) return present;
    const statement = assumeRolesStatement([roleArn]);
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 8);
    const id = `Role${hash}Policy`;
    const dependables = isPrecreated(step)
      ? addTo(step, [statement])
      : this.anotherPolicy(step, { id, statement, room });
    if (dependables !== undefined) this.policies.set(key, dependables);
    return dependables;
  }

  private anotherPolicy(
    step: iam.IRole,
    { id, statement, room }: { id: string; statement: iam.PolicyStatement; room: Room },
  ): readonly IDependable[] | undefined {
    const characters = this.ruler.document([statement]);
    if (characters <= room.inlineCharacters) {
      const policy = new iam.Policy(this.scope, id, { statements: [statement] });
      // An immutable role takes none, which is then not in the template.
      step.attachInlinePolicy(policy);
      this.taken.characters += characters;
      return [policy];
    }
    if (room.managedPolicies < 1) return undefined;
    const policy = new iam.ManagedPolicy(this.scope, id, { statements: [statement] });
    step.addManagedPolicy(policy);
    this.taken.managedPolicies += 1;
    return [policy];
  }
}
