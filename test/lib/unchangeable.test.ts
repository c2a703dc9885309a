// What a deployed stack holds us to. CloudFormation takes another logical id for another resource, refuses another type
// under one logical id, and cannot update a ServiceToken: a change here would make every user's next deployment fail
// or replace every certificate. So these values are spelled out, and stay.
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { Construct, type IConstruct } from 'constructs';
import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../../contract/constants';
import { DnsCertificate } from '../../lib';
import { DOMAIN } from '../support/names';
import { certificateIn, newStack, zoneOf } from '../support/synth';

const RESOURCE_TYPE = 'Custom::AcmCertificate';

// aws-cdk-lib would warn that DnsValidatedCertificate is deprecated.
process.env['JSII_DEPRECATED'] = 'quiet';

function logicalIdOf(construct: IConstruct): unknown {
  const stack = Stack.of(construct);
  return stack.resolve((construct.node.defaultChild as unknown as { logicalId: string }).logicalId);
}

test('the resource of a certificate keeps its type, its logical id and its ServiceToken', () => {
  const stack = newStack();
  certificateIn(stack, {}, 'Site');
  expect(Template.fromStack(stack).findResources(RESOURCE_TYPE)).toEqual({
    SiteAcmCertificateF13D89A8: expect.objectContaining({
      Properties: expect.objectContaining({
        ServiceToken: { 'Fn::GetAtt': ['CustomAcmCertificateIntake10591DB1', 'Arn'] },
      }) as object,
    }) as object,
  });
});

test('the tags that say whose a certificate is keep their names', () => {
  expect([STACK_TAG, RESOURCE_TAG, RETAIN_TAG]).toEqual([
    'cdk-dns-certificate:stack',
    'cdk-dns-certificate:resource',
    'cdk-dns-certificate:retain',
  ]);
});

test('the state machine keeps its name: another would replace it while executions run', () => {
  const stack = newStack();
  certificateIn(stack);
  const uuid = { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] };
  Template.fromStack(stack).hasResourceProperties('AWS::StepFunctions::StateMachine', {
    StateMachineName: { 'Fn::Join': ['', ['cdk-dns-certificate-', uuid]] },
  });
});

// aws-cdk #1061
test.each<[string, (stack: Stack) => IConstruct]>([
  ['acm.Certificate', (stack) => new acm.Certificate(stack, 'Certificate', { domainName: DOMAIN })],
  [
    'acm.DnsValidatedCertificate',
    (stack) =>
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- what people move away from
      new acm.DnsValidatedCertificate(stack, 'Certificate', {
        domainName: DOMAIN,
        hostedZone: zoneOf(stack),
      }).node.findChild('CertificateRequestorResource'),
  ],
])('the class name %s can be changed in a deployed stack', (_class, theirs) => {
  const ours = certificateIn(newStack(), {}, 'Certificate');
  expect(logicalIdOf(ours)).not.toBe(logicalIdOf(theirs(newStack())));
});

// The kind of awslabs/aws-solutions-constructs #940
test("a user's construct may be called as our classes are", () => {
  for (const id of [
    'DnsCertificateProvider',
    'CertificateProvider',
    'DnsCertificate',
    'Provider',
  ]) {
    const stack = newStack();
    const theirs = new Construct(stack, id);
    new DnsCertificate(theirs, 'Certificate', { domainName: DOMAIN, hostedZone: zoneOf(stack) });
    expect(() => Template.fromStack(stack)).not.toThrow();
  }
});

test('fails for a construct that has the id of the provider, and names it', () => {
  const stack = newStack();
  new Construct(stack, RESOURCE_TYPE);
  expect(() => certificateIn(stack)).toThrow(
    "Stack/Custom::AcmCertificate: the id 'Custom::AcmCertificate' belongs to cdk-dns-certificate; give this construct another",
  );
});

test('certificates of one stack share one provider', () => {
  const stack = newStack();
  certificateIn(stack, {}, 'One');
  certificateIn(new Construct(stack, 'Scope') as unknown as Stack, { hostedZone: zoneOf(stack) });
  Template.fromStack(stack).resourceCountIs('AWS::StepFunctions::StateMachine', 1);
});
