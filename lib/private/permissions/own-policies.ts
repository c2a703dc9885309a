// Policies of a role that nothing is merged into: each is there for as long as somebody waits for it.
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { acknowledgeWildcards } from '../acknowledged';
import { inlinePolicy } from './roles';
import type { Ruler } from './size';

/** How much room there is for one more policy. */
export interface Room {
  readonly inlineCharacters: number;
  readonly managedPolicies: number;
}

export interface OwnPolicy {
  readonly id: string;
  readonly statements: readonly iam.PolicyStatement[];
  readonly room: Room;
  /** Whether it stays attached when the role changes before what waits for the policy is deleted. */
  readonly isOutliving?: boolean;
}

export class OwnPolicies {
  private readonly taken = { characters: 0, managedPolicies: 0 };

  constructor(
    private readonly scope: Construct,
    private readonly ruler: Ruler,
  ) {}

  /** What all of them take of the characters that IAM allows inline. */
  get characters(): number {
    return this.taken.characters;
  }

  /** How many are managed policies. */
  get managedPolicies(): number {
    return this.taken.managedPolicies;
  }

  /** @returns what must be there before `role` may do it; undefined if there is no room */
  add(role: iam.IRole, wanted: OwnPolicy): readonly IDependable[] | undefined {
    const { id, statements, room, isOutliving = false } = wanted;
    const characters = this.ruler.document(statements);
    if (characters <= room.inlineCharacters) {
      const policy = inlinePolicy(role, this.scope, { id, statements: [...statements] });
      acknowledgeWildcards(policy, statements);
      this.taken.characters += characters;
      return [policy];
    }
    if (room.managedPolicies < 1) return undefined;
    const policy = new iam.ManagedPolicy(this.scope, id, {
      statements: [...statements],
      ...(isOutliving && { roles: [role] }),
    });
    if (!isOutliving) role.addManagedPolicy(policy);
    acknowledgeWildcards(policy, statements);
    this.taken.managedPolicies += 1;
    return [policy];
  }
}
