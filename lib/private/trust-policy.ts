// Whom a role trusts, as far as its trust policy is made in this app.
import { CfnResource, Reference, Stack, Tokenization, type IResolvable } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** The resource of a role; undefined if it is imported, or made by somebody else. */
export function resourceOf({ node: { defaultChild } }: IConstruct): CfnResource | undefined {
  if (defaultChild === undefined) return undefined;
  return CfnResource.isCfnResource(defaultChild) ? defaultChild : resourceOf(defaultChild);
}

/** Whether the role may trust roles or users by name, and not only accounts, organizations or everybody. */
export function mayTrustByName(role: iam.IRole): boolean {
  const resource = resourceOf(role);
  if (!(resource instanceof iam.CfnRole)) return false;
  const document: unknown = resource.assumeRolePolicyDocument;
  if (!(document instanceof iam.PolicyDocument)) return true;
  const { Statement: statements = [] } = (document.toJSON() ?? {}) as TrustPolicy;
  return statements
    .flatMap(({ Principal: principal }) => principalsOf(principal))
    .some((principal) => !isAccount(Stack.of(role), principal));
}

interface TrustPolicy {
  readonly Statement?: readonly { readonly Principal?: Principal }[];
}

type Principal = string | { readonly AWS?: string | readonly string[] };

function principalsOf(principal: Principal = {}): readonly string[] {
  const named = typeof principal === 'string' ? principal : (principal.AWS ?? []);
  return typeof named === 'string' ? [named] : named;
}

/** As its 12 digits or the ARN of its root; or everybody, whom the conditions then narrow down. */
function isAccount(stack: Stack, principal: string): boolean {
  if (principal === '*' || /^\d{12}$/.test(principal) || principal.endsWith(':root')) return true;
  // What refers to a resource is not resolved: that would give the resource a name where it has none.
  const { tokens } = Tokenization.reverseString(principal);
  if (tokens.some((token: IResolvable) => Reference.isReference(token))) return false;
  return JSON.stringify(stack.resolve(principal)).includes(':root"');
}
