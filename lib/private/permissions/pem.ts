// What Step may do for certificates whose PEM is read, and written into parameters.
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { STACK_TAG } from '../../../contract/constants';
import { everyCertificate, ofOwn } from './acm';

/** Read the PEM of this stack's own certificates. */
export function readPemStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['acm:GetCertificate'],
    resources: [everyCertificate(stack)],
    conditions: ofOwn(stack),
  });
}

/**
 * Write these parameters as this stack's own. A parameter that says that it is another stack's is not written; IAM cannot
 * tell one without tags from one that is not there.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
export function writeParametersStatement(
  stack: Stack,
  arns: readonly string[],
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['ssm:PutParameter', 'ssm:AddTagsToResource'],
    resources: [...arns],
    conditions: {
      StringEqualsIfExists: {
        [`aws:RequestTag/${STACK_TAG}`]: stack.stackId,
        [`aws:ResourceTag/${STACK_TAG}`]: stack.stackId,
      },
    },
  });
}

/** Read these parameters, so that nothing is written that is there already. */
export function readParametersStatement(arns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['ssm:GetParameter'], resources: [...arns] });
}

/**
 * Delete parameters of this stack, whatever they are called: the template may name them no more. What they are is in their
 * tags, which are asked for of parameters, too, that are not there any more, and so have none.
 */
export function clearParametersStatements(stack: Stack): iam.PolicyStatement[] {
  const any = stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: '*' });
  return [
    new iam.PolicyStatement({ actions: ['ssm:ListTagsForResource'], resources: [any] }),
    new iam.PolicyStatement({
      actions: ['ssm:DeleteParameter'],
      resources: [any],
      conditions: ofOwn(stack),
    }),
  ];
}
