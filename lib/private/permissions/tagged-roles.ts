// Roles that Step assumes by a tag that they have: their ARNs in its policies would make every certificate wait for them.
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PROVIDER_TAG, STACK_TAG } from '../../../contract/constants';

/** Assume the roles of this stack's hosted zones. */
export function assumeZoneRolesStatement(stack: Stack): iam.PolicyStatement {
  return assumeStatement(stack, STACK_TAG);
}

/** Assume the roles of the stacks that this one's provider serves. */
export function assumeServedRolesStatement(stack: Stack): iam.PolicyStatement {
  return assumeStatement(stack, PROVIDER_TAG);
}

function assumeStatement(stack: Stack, tag: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['sts:AssumeRole'],
    resources: [
      stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: '*' }),
    ],
    conditions: { StringEquals: { [`aws:ResourceTag/${tag}`]: stack.stackId } },
  });
}
