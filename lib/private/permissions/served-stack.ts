// A stack whose provider is in another one. Its rights are its own: a role in it, which the provider's function assumes by one
// constant statement on roles with a tag of the provider's. A provider that named the stacks that it serves would wait for them.
import type { Stack } from 'aws-cdk-lib';
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
    ...{ policies: {}, statements: [], managedPolicies: [] },
  });
  const resource = permissions.role.node.defaultChild;
  if (resource instanceof iam.CfnRole) {
    resource.tags.setTag(PROVIDER_TAG, provider.stackId);
  }
  return permissions;
}
