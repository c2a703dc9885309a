import type { Stack } from 'aws-cdk-lib';

/** The stack that a nested stack is deployed with; itself for any other. */
export function outermost(stack: Stack): Stack {
  const { nestedStackParent: outer } = stack;
  return outer === undefined ? stack : outermost(outer);
}
