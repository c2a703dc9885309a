// What the roles of a stack may do whose certificate has its PEM in parameters: the synthesized policies judge the call.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { STACK_TAG } from '../../contract/constants';
import { STACK_ID } from '../support/cloudformation';
import { type Call } from '../support/iam';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, certificateIn, newApp, REGION } from '../support/synth';

const NAMES = { certificateParameterName: '/app/pem', chainParameterName: 'app-chain' };
const OTHER_STACK = STACK_ID.replace('51af3dc0', '00000000');

type Wish = 'nothing' | 'attributes' | 'fingerprint' | 'parameters';

function iamWith(wish: Wish): StackIam {
  const stack = new Stack(newApp(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const certificate = certificateIn(stack);
  if (wish === 'parameters') certificate.pemParameters(NAMES);
  const { attributes, fingerprint } = {
    attributes: () => certificate.certificateIssuer,
    fingerprint: () => certificate.certificateFingerprint,
  };
  if (wish === 'attributes') new CfnOutput(stack, 'Issuer', { value: attributes() });
  if (wish === 'fingerprint') new CfnOutput(stack, 'Fingerprint', { value: fingerprint() });
  return new StackIam(stack);
}

const iam = iamWith('parameters');

function call(action: string, resource: string, context: Call['context'] = {}): Call {
  return { action, resource, region: REGION, context };
}

const requested = (stackId: string): Call['context'] => ({
  [`aws:requesttag/${STACK_TAG}`]: [stackId],
});
const tagged = (stackId: string): Call['context'] => ({
  [`aws:resourcetag/${STACK_TAG}`]: [stackId],
});
const parameter = (name: string): string => `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${name}`;
const certificateArn = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/1`;

const PEM = parameter('app/pem');
const CHAIN = parameter('app-chain');
const OLD = parameter('old/name');

test.each<[what: string, Call]>([
  ['create the parameter of the certificate', call('ssm:PutParameter', PEM, requested(STACK_ID))],
  ['create that of the chain', call('ssm:PutParameter', CHAIN, requested(STACK_ID))],
  ['give a new one its tags', call('ssm:AddTagsToResource', PEM, requested(STACK_ID))],
  // AWS may, or may not, say which tags a parameter has that is overwritten.
  ['overwrite one', call('ssm:PutParameter', PEM)],
  ['overwrite one that is known to be its own', call('ssm:PutParameter', PEM, tagged(STACK_ID))],
  [
    'say which certificate its own shows',
    call('ssm:AddTagsToResource', PEM, { ...requested(STACK_ID), ...tagged(STACK_ID) }),
  ],
  ['read what is in it', call('ssm:GetParameter', PEM)],
  ['learn whose any parameter is', call('ssm:ListTagsForResource', OLD)],
  ['delete its own, whatever it is called', call('ssm:DeleteParameter', OLD, tagged(STACK_ID))],
  ['read the PEM of its own', call('acm:GetCertificate', certificateArn, tagged(STACK_ID))],
])('Step may %s', (_what, asked) => {
  expect(iam.judge(iam.roleArn('StepRole'), asked)).toBeUndefined();
});

test.each<[what: string, Call]>([
  ['write another parameter', call('ssm:PutParameter', OLD, requested(STACK_ID))],
  ['create one as that of another stack', call('ssm:PutParameter', PEM, requested(OTHER_STACK))],
  ['overwrite one of another stack', call('ssm:PutParameter', PEM, tagged(OTHER_STACK))],
  [
    'take over one of another stack',
    call('ssm:AddTagsToResource', PEM, { ...requested(STACK_ID), ...tagged(OTHER_STACK) }),
  ],
  ['tag another', call('ssm:AddTagsToResource', OLD, requested(STACK_ID))],
  ['read another', call('ssm:GetParameter', OLD, tagged(STACK_ID))],
  ['delete one of another stack', call('ssm:DeleteParameter', PEM, tagged(OTHER_STACK))],
  ['delete one that is nobody’s', call('ssm:DeleteParameter', PEM)],
  ['list parameters', call('ssm:DescribeParameters', '*')],
  ['read the PEM of another', call('acm:GetCertificate', certificateArn, tagged(OTHER_STACK))],
  ['export a certificate', call('acm:ExportCertificate', certificateArn, tagged(STACK_ID))],
])('Step may not %s', (_what, asked) => {
  expect(iam.judge(iam.roleArn('StepRole'), asked)).toContain('is not authorized to perform');
});

const READING = call('acm:GetCertificate', certificateArn, tagged(STACK_ID));
const WRITING = call('ssm:PutParameter', PEM, requested(STACK_ID));
const DELETING = call('ssm:DeleteParameter', PEM, tagged(STACK_ID));
const LISTING = call('ssm:ListTagsForResource', PEM);

test.each<[Wish, Call[]]>([
  ['nothing', []],
  ['attributes', []],
  ['fingerprint', [READING]],
  ['parameters', [READING, WRITING, DELETING, LISTING]],
])('A stack that asks for %s gets no other rights', (wish, allowed) => {
  const its = iamWith(wish);
  const step = its.roleArn('StepRole');
  const all = [READING, WRITING, DELETING, LISTING];
  expect(all.filter((each) => its.judge(step, each) === undefined)).toEqual(allowed);
});

test('Neither Intake nor the state machine may touch parameters', () => {
  for (const role of ['IntakeRole', 'StateMachineRole']) {
    for (const asked of [READING, WRITING, DELETING, LISTING]) {
      expect(iam.judge(iam.roleArn(role), asked)).toContain('is not authorized to perform');
    }
  }
});

test('Each certificate may use only the names that some certificate of the stack has', () => {
  const stack = new Stack(newApp(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  certificateIn(stack, {}, 'One').pemParameters(NAMES);
  certificateIn(stack, { domainName: `www.${DOMAIN}` }, 'Other').pemParameters({
    certificateParameterName: '/other/pem',
    chainParameterName: '/other/chain',
  });
  const both = new StackIam(stack);
  for (const name of ['app/pem', 'app-chain', 'other/pem', 'other/chain']) {
    const asked = call('ssm:PutParameter', parameter(name), requested(STACK_ID));
    expect(both.judge(both.roleArn('StepRole'), asked)).toBeUndefined();
  }
});
