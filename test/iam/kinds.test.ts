// Requests of one kind are not allowed for the names of another.
import { KeyAlgorithm } from 'aws-cdk-lib/aws-certificatemanager';
import { STACK_TAG } from '../../contract/constants';
import { STACK_ID } from '../support/cloudformation';
import type { Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { certificateIn, newStack, REGION } from '../support/synth';

const PLAIN = DOMAIN;
const EC = `ec.${DOMAIN}`;
const EXPORTED = `exported.${DOMAIN}`;

function newIam(): StackIam {
  const stack = newStack();
  certificateIn(stack, { domainName: PLAIN }, 'Plain');
  certificateIn(stack, { domainName: EC, keyAlgorithm: KeyAlgorithm.EC_PRIME256V1 }, 'Ec');
  certificateIn(stack, { domainName: EXPORTED, allowExport: true }, 'Exported');
  return new StackIam(stack);
}

const iam = newIam();

function request(name: string, asked: Call['context']): Call {
  const context = {
    'acm:domainnames': [name],
    'acm:validationmethod': ['DNS'],
    [`aws:requesttag/${STACK_TAG}`.toLowerCase()]: [STACK_ID],
    ...asked,
  };
  return { action: 'acm:RequestCertificate', resource: '*', region: REGION, context };
}

const EC_KEY = { 'acm:keyalgorithm': ['EC_prime256v1'] };
const OTHER_KEY = { 'acm:keyalgorithm': ['EC_secp384r1'] };
const EXPORT = { 'acm:export': ['ENABLED'] };

test.each<[string, string, Call['context'], boolean]>([
  ['a plain certificate', PLAIN, {}, true],
  ['a plain certificate with a key of another', PLAIN, EC_KEY, false],
  ['a plain certificate that is exportable', PLAIN, EXPORT, false],
  ['a certificate with its key', EC, EC_KEY, true],
  ['a certificate with a key that none has', EC, OTHER_KEY, false],
  ['a certificate with its key that is exportable', EC, { ...EC_KEY, ...EXPORT }, false],
  ['an exportable certificate', EXPORTED, EXPORT, true],
  ['an exportable certificate with a key of another', EXPORTED, { ...EXPORT, ...EC_KEY }, false],
])('Step may request %s: %s %j %s', (_what, name, asked, may) => {
  const denial = iam.judge(iam.roleArn('StepRole'), request(name, asked));
  expect(denial === undefined).toBe(may);
});
