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

  /**
   * @param role one that takes policies
   * @returns what must be there before `role` may do it; undefined if there is no room
   */
  add(role: iam.IRole, { id, statements, room }: OwnPolicy): readonly IDependable[] | undefined {
    const characters = this.ruler.document(statements);
    if (characters <= room.inlineCharacters) {
      const policy = inlinePolicy(role, this.scope, { id, statements: [...statements] });
      acknowledgeWildcards(policy, statements);
      this.taken.characters += characters;
      return [policy];
    }
    if (room.managedPolicies < 1) return undefined;
    // The policy names the role, not the role the policy: then it stays attached until whoever waits for it is deleted, and the
    // role waits for nothing that the policy names.
    const policy = new iam.ManagedPolicy(this.scope, id, {
      statements: [...statements],
      roles: [role],
    });
    acknowledgeWildcards(policy, statements);
    this.taken.managedPolicies += 1;
    return [policy];
  }
}
