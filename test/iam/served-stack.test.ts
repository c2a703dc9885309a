// A provider's function may act for the stacks that it serves as their roles, and in no other way.
import { Stack } from 'aws-cdk-lib';
import { PROVIDER_TAG, STACK_TAG } from '../../contract/constants';
import { CertificateProvider } from '../../lib';
import { STACK_ID } from '../support/cloudformation';
import type { Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, certificateIn, newApp, REGION } from '../support/synth';

const env = { account: ACCOUNT, region: REGION };
const app = newApp();
const stack = new Stack(app, 'Provider', { env });
const served = new Stack(app, 'Served', { env });
certificateIn(stack, { domainName: `own.${DOMAIN}` });
certificateIn(served, { provider: CertificateProvider.getOrCreate(stack) });
app.synth();
const provider = new StackIam(stack);
const its = new StackIam(served, provider.exports());

function call(action: string, resource: string, context: Call['context'] = {}): Call {
  return { action, resource, region: REGION, context };
}

function request(name: string): Call {
  return call('acm:RequestCertificate', '*', {
    'acm:domainnames': [name],
    'acm:validationmethod': ['DNS'],
    [`aws:requesttag/${STACK_TAG}`]: [STACK_ID],
  });
}

const assume = (role: string): string | undefined =>
  provider.judge(provider.roleArn('StepRole'), call('sts:AssumeRole', its.roleArn(role)), its);
const role = its.roleArn('StepRole');

test('the function may assume the role of a stack that it serves, which carries its tag', () => {
  expect(its.tagsOf(role)).toMatchObject({ [`aws:resourcetag/${PROVIDER_TAG}`]: [STACK_ID] });
  expect(assume('StepRole')).toBeUndefined();
  // A role that trusts another by its name lets it in by that alone; a permissions boundary asks for the statement, too.
  const own = JSON.stringify(provider.documentsOf(provider.roleArn('StepRole')));
  expect(own).toContain(`"aws:ResourceTag/${PROVIDER_TAG}":"${STACK_ID}"`);
});

test("the role may request the names of its stack, and not those of the provider's", () => {
  expect(its.judge(role, request(DOMAIN))).toBeUndefined();
  expect(its.judge(role, request(`own.${DOMAIN}`))).toMatch(/not authorized/);
});

test("the provider's own role may not request the names of a stack that it serves", () => {
  expect(provider.judge(provider.roleArn('StepRole'), request(DOMAIN))).toMatch(/not authorized/);
});

test('the role has nothing to do with executions, nor with logs', () => {
  const document = JSON.stringify(its.documentsOf(role));
  expect(document).toContain('acm:DeleteCertificate');
  expect(document).not.toMatch(/states:|logs:/);
});
