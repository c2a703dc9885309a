// One provider for several stacks: for nested ones by itself, for others if it is passed.
import { App, NestedStack, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE } from '../../contract/properties';
import { CertificateProvider, DnsCertificate } from '../../lib';
import { DOMAIN } from '../support/names';
import { ACCOUNT, certificateIn, newApp, newStack, REGION, zoneOf } from '../support/synth';

const ENV = { account: ACCOUNT, region: REGION };

function typesIn(stack: Stack): string[] {
  const { Resources } = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, { Type: string }>;
  };
  return Object.values(Resources)
    .map(({ Type }) => Type)
    .sort();
}

/** Certificates of several stacks, all served by the provider of the first. */
function sharing(...ids: readonly string[]): { provider: Stack; served: readonly Stack[] } {
  const app = newApp();
  const stack = new Stack(app, 'Provider', { env: ENV });
  const provider = CertificateProvider.getOrCreate(stack);
  const served = ids.map((id) => {
    const consumer = new Stack(app, id, { env: ENV });
    certificateIn(consumer, { provider });
    return consumer;
  });
  return { provider: stack, served };
}

test('A stack whose provider is in another has a role of its own, and no function', () => {
  const { served } = sharing('Served');
  expect(typesIn(served[0]!)).toEqual(['AWS::IAM::Role', RESOURCE_TYPE]);
  const [certificate] = Object.values(Template.fromStack(served[0]!).findResources(RESOURCE_TYPE));
  expect(certificate).toMatchObject({
    DependsOn: [expect.stringContaining('StepRole') as string],
    Properties: {
      ServiceToken: { 'Fn::ImportValue': expect.stringContaining('Intake') as string },
      StepRoleArn: { 'Fn::GetAtt': [expect.stringContaining('StepRole'), 'Arn'] },
    },
  });
});

test('The provider names none of the stacks that it serves, so one more changes none of its resources', () => {
  const resources = (...ids: readonly string[]): unknown =>
    Template.fromStack(sharing(...ids).provider).toJSON()['Resources'];
  expect(resources('One', 'Two')).toEqual(resources('One'));
});

test('Stacks that share a provider depend on its stack, and close no cycle with zones and certificates of their own', () => {
  const app = newApp();
  const stack = new Stack(app, 'Provider', { env: ENV });
  const first = certificateIn(stack);
  const served = new Stack(app, 'Served', { env: ENV });
  const made = new route53.PublicHostedZone(served, 'Zone', { zoneName: `sub.${DOMAIN}` });
  made.node.addDependency(first);
  const provider = CertificateProvider.getOrCreate(stack);
  certificateIn(served, { domainName: `sub.${DOMAIN}`, hostedZone: made, provider });
  expect(() => app.synth()).not.toThrow();
  expect(served.dependencies.map(({ node }) => node.id)).toEqual(['Provider']);
  expect(typesIn(served).filter((type) => type === 'AWS::IAM::Role')).toHaveLength(2);
});

test('Nested stacks share the provider of the stack around them', () => {
  const stack = newStack();
  const nested = ['A', 'B'].map((id) => new NestedStack(stack, id));
  for (const each of nested) certificateIn(each);
  certificateIn(new NestedStack(nested[0]!, 'Inner'));
  certificateIn(stack);
  for (const each of nested) {
    const types = typesIn(each).filter((type) => type !== 'AWS::CloudFormation::Stack');
    expect(types).toEqual(['AWS::IAM::Role', RESOURCE_TYPE]);
  }
  const types = typesIn(stack);
  expect(types.filter((type) => type === 'AWS::Lambda::Function')).toHaveLength(2);
});

test('A nested stack may have a provider of its own', () => {
  const stack = newStack();
  const nested = new NestedStack(stack, 'Nested');
  const own = CertificateProvider.getOrCreate(nested, {});
  certificateIn(nested);
  expect(CertificateProvider.getOrCreate(nested)).toBe(own);
  expect(typesIn(nested)).toContain('AWS::StepFunctions::StateMachine');
  expect(typesIn(stack)).toEqual(['AWS::CloudFormation::Stack']);
});

test('A provider of another Region is refused, because CloudFormation could not invoke it', () => {
  const app = new App();
  const there = new Stack(app, 'There', { env: { ...ENV, region: 'us-east-1' } });
  const here = new Stack(app, 'Here', { env: ENV });
  const provider = CertificateProvider.getOrCreate(there);
  const props = { domainName: DOMAIN, hostedZone: zoneOf(here), provider };
  expect(() => new DnsCertificate(here, 'Certificate', props)).toThrow(
    `Here/Certificate: its provider There/Custom::AcmCertificate is in aws://${ACCOUNT}/us-east-1, and the certificate's stack in aws://${ACCOUNT}/${REGION}; make a provider`,
  );
});

test('Two providers may serve one stack', () => {
  const app = newApp();
  const served = new Stack(app, 'Served', { env: ENV });
  for (const id of ['One', 'Two']) {
    const provider = CertificateProvider.getOrCreate(new Stack(app, id, { env: ENV }));
    certificateIn(served, { provider, hostedZone: zoneOf(served) }, id);
  }
  expect(() => app.synth()).not.toThrow();
});

test('A nested stack whose certificates are served from outside gets no provider of its own any more', () => {
  const nested = new NestedStack(newStack(), 'Nested');
  certificateIn(nested);
  expect(() => CertificateProvider.getOrCreate(nested, {})).toThrow(
    'Stack/Nested: Stack/Custom::AcmCertificate serves this nested stack already; ' +
      'call getOrCreate with properties once, before the first certificate',
  );
});
