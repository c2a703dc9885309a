// A stack whose provider is in another one. Its rights are its own: a role in it, which the provider's function assumes by one
// constant statement on roles with a tag of the provider's. A provider that named the stacks that it serves would wait for them.
import { PhysicalName, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PROVIDER_TAG } from '../../../contract/constants';
import { StepPermissions } from './step-permissions';

export interface Serving {
  /** Of the provider. */
  readonly provider: Stack;
  /** The provider's own. */
  readonly step: StepPermissions;
  readonly permissionsBoundary?: iam.IManagedPolicy | undefined;
}

/** What the provider's function may do for `stack`. */
export function servedStackPermissions(
  stack: Stack,
  id: string,
  { provider, step, permissionsBoundary }: Serving,
): StepPermissions {
  const permissions = new StepPermissions(new Construct(stack, id), {
    assumedBy: new iam.ArnPrincipal(step.role.roleArn),
    description: 'cdk-dns-certificate: what one tick may do for this stack',
    permissionsBoundary,
    roleName: nameOfRoleIn(stack),
    policies: {},
    statements: [],
    managedPolicies: [],
  });
  const resource = permissions.role.node.defaultChild;
  if (resource instanceof iam.CfnRole) {
    resource.tags.setTag(PROVIDER_TAG, provider.stackId);
  }
  return permissions;
}

/**
 * A role of another account can trust it by its name only. The template has one only where a stack of another environment refers
 * to the role. In a nested stack CDK would make it of the stack's name, which is a token, and of another one in every synthesis.
 */
function nameOfRoleIn(stack: Stack): string | undefined {
  return stack.nestedStackParent === undefined ? PhysicalName.GENERATE_IF_NEEDED : undefined;
}
