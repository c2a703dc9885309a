// The roles of the provider: made by it, with inline policies; or of the user's own, which get policies or statements.
import { Names, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IDependable } from 'constructs';
import { acknowledgeManagedPolicies, acknowledgeWildcards } from '../acknowledged';

export interface RoleProps {
  readonly assumedBy: iam.IPrincipal;
  readonly description: string;
  readonly roleName?: string | undefined;
  /** Documents by the name of the inline policy. What is in them now, a role of the user's own is given. */
  readonly policies: Readonly<Record<string, readonly iam.PolicyStatement[]>>;
  /** Documents that grow later, for a role that is made here. */
  readonly growing?: Readonly<Record<string, iam.PolicyDocument>>;
  readonly managedPolicies?: readonly iam.IManagedPolicy[];
  readonly permissionsBoundary?: iam.IManagedPolicy | undefined;
  /** The role to use instead of making one. */
  readonly own?: iam.IRole | undefined;
}

export interface MadeRole {
  readonly role: iam.IRole;
  /** What must be there before its statements are in force, besides the role. */
  readonly dependables: readonly IDependable[];
}

/** A role with these policies. A role of the user's own gets their statements, unless it takes none. */
export function roleWith(scope: Construct, id: string, props: RoleProps): MadeRole {
  const { own, policies, growing = {}, permissionsBoundary, roleName } = props;
  const managedPolicies = [...(props.managedPolicies ?? [])];
  if (own !== undefined) {
    for (const policy of managedPolicies) own.addManagedPolicy(policy);
    const statements = Object.values(policies).flat();
    return { role: own, dependables: giveTo(own, scope, { id: `${id}Policy`, statements }) };
  }
  const documents = Object.entries(policies).map(
    ([name, statements]): [string, iam.PolicyDocument] => [
      name,
      new iam.PolicyDocument({ statements: [...statements] }),
    ],
  );
  const role = new iam.Role(scope, id, {
    assumedBy: props.assumedBy,
    description: props.description,
    inlinePolicies: { ...Object.fromEntries(documents), ...growing },
    managedPolicies,
    ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    ...(roleName !== undefined && { roleName }),
  });
  acknowledgeManagedPolicies(role, managedPolicies);
  acknowledgeWildcards(role, Object.values(policies).flat());
  return { role, dependables: [] };
}

/**
 * Gives a role of the user's own these statements in a policy in `scope`. Its default policy is a child of the role, for which
 * whatever runs as the role waits: with statements that name it, the function or the state machine, that would be a cycle.
 */
function giveTo(
  role: iam.IRole,
  scope: Construct,
  { id, statements }: { readonly id: string; readonly statements: readonly iam.PolicyStatement[] },
): readonly IDependable[] {
  if (isPrecreated(role) || statements.length === 0) return addTo(role, statements);
  const policy = inlinePolicy(role, scope, { id, statements: [...statements] });
  if (!isAttached(policy)) return addTo(role, statements);
  acknowledgeWildcards(policy, statements);
  return [policy];
}

/**
 * Whether somebody else makes the role, from the report of `iam.Role.customizeRoles`. Then statements are added to it one
 * by one: a document that grows would be reported as it was in the beginning.
 */
export function isPrecreated(role: iam.IRole): boolean {
  return role.node.tryFindChild(`PrecreatedRole${role.node.id}`) !== undefined;
}

/** IAM takes names of 128 characters, and the ids that follow it have at most 40. */
const LONGEST_PREFIX = 80;

export interface InlinePolicyProps extends Pick<iam.PolicyProps, 'statements' | 'document'> {
  readonly id: string;
}

/**
 * A policy of the role, in the template if the role takes it. IAM knows an inline policy by its name: what several stacks put
 * into a role of the user's that they share must be named apart.
 */
export function inlinePolicy(
  role: iam.IRole,
  scope: Construct,
  { id, ...props }: InlinePolicyProps,
): iam.Policy {
  const isMadeHere = role.node.scope === scope;
  const policyName = `${Names.uniqueResourceName(scope, { maxLength: LONGEST_PREFIX })}-${id}`;
  const policy = new iam.Policy(scope, id, { ...props, ...(!isMadeHere && { policyName }) });
  // eslint-disable-next-line @typescript-eslint/no-unused-expressions -- a LazyRole is made when its ARN is read, and takes no policy before
  role.roleArn;
  role.attachInlinePolicy(policy);
  return policy;
}

/** Whether the role has taken the policy: an immutable one takes none. */
export function isAttached(policy: iam.Policy): boolean {
  const { roles } = policy.node.defaultChild as iam.CfnPolicy;
  return Stack.of(policy).resolve(roles) !== undefined;
}

/** @returns what must be there before the statements are in force */
export function addTo(role: iam.IRole, statements: Iterable<iam.PolicyStatement>): IDependable[] {
  return [...statements]
    .map((statement) => role.addToPrincipalPolicy(statement).policyDependable)
    .filter((dependable) => dependable !== undefined);
}
