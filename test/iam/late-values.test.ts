// What Step may do for a certificate of which the template does not know everything: the name or the Region comes from a
// resource of the stack.
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { STACK_TAG } from '../../contract/constants';
import type { DnsCertificateProps } from '../../lib';
import { STACK_ID } from '../support/cloudformation';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, certificateIn, newStack, REGION } from '../support/synth';

/** Whether Step may request a certificate, in a stack with one that has a value of a resource. */
function mayRequest(late: (value: string) => Partial<DnsCertificateProps>) {
  const stack = newStack();
  const parameter = new ssm.StringParameter(stack, 'Parameter', { stringValue: 'any' });
  certificateIn(stack, late(parameter.stringValue));
  const iam = new StackIam(stack);
  return (name: string, region: string): boolean => {
    const context = {
      'acm:domainnames': [name],
      'acm:validationmethod': ['DNS'],
      [`aws:requesttag/${STACK_TAG}`]: [STACK_ID],
    };
    const request = { action: 'acm:RequestCertificate', resource: '*', region, context };
    const tagging = {
      action: 'acm:AddTagsToCertificate',
      resource: `arn:aws:acm:${region}:${ACCOUNT}:certificate/1`,
      region,
      context: { [`aws:requesttag/${STACK_TAG}`]: [STACK_ID] },
    };
    return [request, tagging].every(
      (call) => iam.judge(iam.roleArn('StepRole'), call) === undefined,
    );
  };
}

test('a certificate whose Region comes from a resource is requested in any Region, and only with its names', () => {
  const may = mayRequest((region) => ({ region }));
  expect([may(DOMAIN, REGION), may(DOMAIN, 'us-east-1')]).toEqual([true, true]);
  expect(may(`other.${DOMAIN}`, 'us-east-1')).toBe(false);
});

test('a certificate whose name comes from a resource is requested with any name of its zone, and only in its Region', () => {
  const may = mayRequest((domainName) => ({ domainName }));
  expect([may(DOMAIN, REGION), may(`any.${DOMAIN}`, REGION)]).toEqual([true, true]);
  expect([may('example.org', REGION), may(`x${DOMAIN}`, REGION)]).toEqual([false, false]);
  expect(may(DOMAIN, 'us-east-1')).toBe(false);
});
