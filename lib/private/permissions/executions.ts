// The state machine's name, and what Step may do with its executions. The name is known before the machine exists: the
// machine waits for Step's role, so a policy of that role that waited for the machine would close a cycle.
import { ArnFormat, Fn, type Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

/** No two stacks have it, whatever their names: a stack's ARN ends in a UUID. */
export function stateMachineName(stack: Stack): string {
  return `cdk-dns-certificate-${Fn.select(2, Fn.split('/', stack.stackId))}`;
}

/** Learn what a create has requested that CloudFormation gave up, and end it. */
export function executionStatements(stack: Stack): iam.PolicyStatement[] {
  const name = stateMachineName(stack);
  const arnOf = (resource: string, resourceName: string): string =>
    stack.formatArn({
      service: 'states',
      resource,
      resourceName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  return [
    new iam.PolicyStatement({
      actions: ['states:ListExecutions'],
      resources: [arnOf('stateMachine', name)],
    }),
    new iam.PolicyStatement({
      actions: ['states:GetExecutionHistory', 'states:StopExecution'],
      resources: [arnOf('execution', `${name}:*`)],
    }),
  ];
}
