// What only certificates that are validated by e-mail bring, and what only those by DNS: the synthesized policies judge the call.
import { STACK_TAG } from '../../contract/constants';
import { EmailCertificate } from '../../lib';
import { STACK_ID } from '../support/cloudformation';
import type { Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, certificateIn, newStack, REGION } from '../support/synth';

const resource = `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/1`;
const own = { [`aws:resourcetag/${STACK_TAG}`]: [STACK_ID] };
const resend: Call = {
  action: 'acm:ResendValidationEmail',
  resource,
  region: REGION,
  context: own,
};
const change: Call = {
  action: 'acm:UpdateCertificateOptions',
  resource,
  region: REGION,
  context: { ...own, 'acm:validationmethod': ['DNS'] },
};

function may(stack: ReturnType<typeof newStack>, asked: Call): boolean {
  const iam = new StackIam(stack);
  return iam.judge(iam.roleArn('StepRole'), asked) === undefined;
}

test('A stack whose certificates are all validated by DNS sends no mails', () => {
  const stack = newStack();
  certificateIn(stack);
  expect([may(stack, resend), may(stack, change)]).toEqual([false, true]);
});

test('A stack whose certificates are all validated by e-mail changes no method', () => {
  const stack = newStack();
  new EmailCertificate(stack, 'Certificate', { domainName: DOMAIN });
  expect([may(stack, resend), may(stack, change)]).toEqual([true, false]);
});
