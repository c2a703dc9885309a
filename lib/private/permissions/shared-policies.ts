// The policies that all certificates of a stack share: Step's own inline one as long as there is room, then managed ones.
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct, IDependable } from 'constructs';
import { acknowledgeWildcards } from '../acknowledged';
import { LateRoles } from './assumed-roles';
import { OwnPolicies, type Room } from './own-policies';
import { GrowingPolicy, statementsFor, type Needs } from './policy';
import { MANAGED_POLICIES_OF_A_ROLE, MANAGED_POLICY_CHARACTERS, type Ruler } from './size';

export interface SharedPoliciesProps {
  readonly ruler: Ruler;
  /** That IAM allows all inline policies which grow. */
  readonly characters: number;
  /** Statements that the inline one has from the beginning. */
  readonly statements: readonly iam.PolicyStatement[];
  /** How many managed policies the role has besides. */
  readonly otherManagedPolicies: number;
}

export class SharedPolicies {
  /** Of Step's role. */
  readonly inline: iam.PolicyDocument;
  private readonly own: GrowingPolicy;
  private readonly managed: { readonly policy: GrowingPolicy; readonly construct: IConstruct }[] =
    [];
  private readonly ofOne: OwnPolicies;
  private readonly lateRoles: LateRoles;

  constructor(
    private readonly scope: Construct,
    private readonly props: SharedPoliciesProps,
  ) {
    this.own = new GrowingPolicy(scope, props);
    this.inline = this.own.document;
    this.ofOne = new OwnPolicies(scope, props.ruler);
    this.lateRoles = new LateRoles(scope, this.ofOne);
  }

  /** The first of `alternatives` that a policy can hold at all. */
  firstThatFits(alternatives: readonly Needs[]): Needs | undefined {
    return alternatives.find((needs) => {
      const statements = [...statementsFor(this.scope, needs).values()];
      return this.props.ruler.document(statements) <= MANAGED_POLICY_CHARACTERS;
    });
  }

  /** @returns the policies that allow it, if they are resources of their own; undefined if there is no room */
  allow(
    role: iam.IRole,
    needs: Needs,
    mostPolicies = MANAGED_POLICIES_OF_A_ROLE,
  ): readonly IDependable[] | undefined {
    if (this.own.allow(needs, this.inlineCharacters)) return [];
    const most = this.managedPolicies(mostPolicies);
    const found = this.managed.slice(0, most).find(({ policy }) => policy.allow(needs));
    if (found !== undefined) return [found.construct];
    return this.managed.length < most ? [this.anotherPolicy(role, needs)] : undefined;
  }

  /** Lets `role` assume another that is known late. @returns as `allow` does */
  allowLateRole(role: iam.IRole, roleArn: string): readonly IDependable[] | undefined {
    return this.lateRoles.allow(role, roleArn, this.room);
  }

  /** Allows it in a policy that stays as long as a certificate waits for it. @returns as `allow` does */
  allowAside(
    role: iam.IRole,
    id: string,
    statements: readonly iam.PolicyStatement[],
  ): readonly IDependable[] | undefined {
    return this.ofOne.add(role, { id, statements, room: this.room });
  }

  private get room(): Room {
    return {
      inlineCharacters: this.inlineCharacters - this.own.characters,
      managedPolicies: this.managedPolicies(MANAGED_POLICIES_OF_A_ROLE) - this.managed.length,
    };
  }

  /** That the inline one may have. */
  private get inlineCharacters(): number {
    return this.props.characters - this.ofOne.characters;
  }

  /** How many may be made, if the role may have so many. */
  private managedPolicies(most: number): number {
    return most - this.props.otherManagedPolicies - this.ofOne.managedPolicies;
  }

  private anotherPolicy(role: iam.IRole, needs: Needs): IConstruct {
    const { ruler } = this.props;
    const policy = new GrowingPolicy(this.scope, { ruler, characters: MANAGED_POLICY_CHARACTERS });
    policy.allow(needs);
    const construct = new iam.ManagedPolicy(this.scope, `Certificates${this.managed.length + 1}`, {
      description: 'cdk-dns-certificate: what Step may do for certificates of this stack',
      document: policy.document,
      roles: [role],
    });
    acknowledgeWildcards(construct, statementsFor(this.scope, needs).values());
    this.managed.push({ policy, construct });
    return construct;
  }
}
