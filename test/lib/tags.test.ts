import {
  type App,
  Aspects,
  CfnResource,
  NestedStack,
  RemovalPolicy,
  Stack,
  Stage,
  TagManager,
  Tags,
  Token,
} from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import type { IConstruct } from 'constructs';
import { RESOURCE_TYPE } from '../../contract/properties';
import { certificateIn, newApp, newStack } from '../support/synth';

function propertiesIn(stack: Stack): Record<string, unknown> {
  const [resource] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  return (resource as { Properties: Record<string, unknown> }).Properties;
}

test('Tags of the stack and of the certificate itself are on the certificate, sorted', () => {
  const stack = newStack();
  const certificate = certificateIn(stack);
  Tags.of(stack).add('team', 'web');
  Tags.of(stack).add('stage', 'test');
  Tags.of(certificate).add('stage', 'production', { priority: 300 });
  expect(propertiesIn(stack)['Tags']).toEqual([
    { Key: 'stage', Value: 'production' },
    { Key: 'team', Value: 'web' },
  ]);
  expect(TagManager.of(certificate)?.tagValues()).toEqual({ stage: 'production', team: 'web' });
});

test('The name of a certificate is its tag Name, whatever the stack around it is tagged with', () => {
  const stack = newStack();
  certificateIn(stack, { certificateName: 'Site' });
  Tags.of(stack).add('Name', 'Stack');
  expect(propertiesIn(stack)['Tags']).toEqual([{ Key: 'Name', Value: 'Site' }]);
});

test('A name that ACM would refuse as a tag is an error while synthesizing', () => {
  const stack = newStack();
  certificateIn(stack, { certificateName: 'Site?' });
  expect(() => Template.fromStack(stack)).toThrow("the value 'Site?' of tag 'Name' has other");
});

test('Without tags there is no property for them', () => {
  const stack = newStack();
  certificateIn(stack);
  expect(propertiesIn(stack)).not.toHaveProperty('Tags');
});

test('Tags that the stack was made with are on the certificate, also in a nested stack', () => {
  const stack = new Stack(newApp(), 'Stack', { tags: { team: 'web', stage: 'test' } });
  const nested = new NestedStack(stack, 'Nested');
  for (const each of [stack, nested]) {
    const certificate = certificateIn(each);
    Tags.of(certificate).add('stage', 'production');
  }
  for (const each of [stack, nested]) {
    expect(propertiesIn(each)['Tags']).toEqual([
      { Key: 'stage', Value: 'production' },
      { Key: 'team', Value: 'web' },
    ]);
  }
});

test('A tag that the stack was made with can be taken from the certificate', () => {
  const stack = new Stack(newApp(), 'Stack', { tags: { team: 'web' } });
  Tags.of(certificateIn(stack)).remove('team');
  expect(propertiesIn(stack)).not.toHaveProperty('Tags');
});

test("Tags that leave out aws-cdk-lib's certificates leave out these", () => {
  const stack = newStack();
  certificateIn(stack);
  const excludeResourceTypes = ['AWS::CertificateManager::Certificate'];
  Tags.of(stack).add('team', 'web', { excludeResourceTypes });
  expect(propertiesIn(stack)).not.toHaveProperty('Tags');
});

test.each([
  [{ 'aws:team': 'web' }, "the key of tag 'aws:team' begins with aws:, which is reserved"],
  [{ 'cdk-dns-certificate:stack': 'x' }, 'by which the certificates of a stack are known'],
  [{ ['k'.repeat(129)]: 'web' }, 'has 129 characters, and a key at most 128; shorten it'],
  [{ team: 'v'.repeat(257) }, 'has 257 characters, and a value at most 256; shorten it'],
  [{ team: 'web?' }, "the value 'web?' of tag 'team' has other characters than letters, digits"],
  [{ 'te*m': 'web' }, "the key of tag 'te*m' has other characters than letters, digits"],
  [
    Object.fromEntries(Array.from({ length: 48 }, (_, n) => [`tag${n}`, 'x'])),
    '48 tags are more than the 47 that a certificate has room for beside the 3 of its own',
  ],
])('Tags that ACM would refuse are errors while synthesizing: %#', (tags, problem) => {
  const stack = newStack();
  const certificate = certificateIn(stack);
  for (const [key, value] of Object.entries(tags)) Tags.of(certificate).add(key, value);
  expect(() => Template.fromStack(stack)).toThrow(problem);
});

test('A value that only the deployment knows is not looked at', () => {
  const stack = newStack();
  Tags.of(certificateIn(stack)).add('team', Token.asString({ Ref: 'Team?' }));
  expect(() => propertiesIn(stack)).not.toThrow();
});

test('A tag that an aspect adds late, and a removal policy, reach the same resource', () => {
  const stack = newStack();
  const certificate = certificateIn(stack);
  Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof CfnResource && node.cfnResourceType === RESOURCE_TYPE) {
        certificate.tags.setTag('late', 'yes');
        node.applyRemovalPolicy(RemovalPolicy.RETAIN);
      }
    },
  });
  expect(propertiesIn(stack)).toMatchObject({
    Tags: [{ Key: 'late', Value: 'yes' }],
    Retain: true,
  });
});

test.each<[string, (app: App) => readonly [stack: Stack, tagged: IConstruct]]>([
  ['the app', (app) => [new Stack(app, 'Stack'), app]],
  [
    'the app around a nested stack',
    (app) => [new NestedStack(new Stack(app, 'Outer'), 'Nested'), app],
  ],
  [
    // No aspect of an app goes into a stage.
    'a stage of the app',
    (app) => {
      const stage = new Stage(app, 'Stage');
      return [new Stack(stage, 'Stack'), stage];
    },
  ],
])('Tags of %s reach the certificate, as they do any other resource', (_what, make) => {
  const [stack, tagged] = make(newApp());
  certificateIn(stack);
  new sns.Topic(stack, 'Topic');
  Tags.of(tagged).add('team', 'web');
  const [topic] = Object.values(Template.fromStack(stack).findResources('AWS::SNS::Topic')) as {
    Properties: { Tags: unknown };
  }[];
  expect(propertiesIn(stack)['Tags']).toEqual([{ Key: 'team', Value: 'web' }]);
  expect(topic?.Properties.Tags).toEqual(propertiesIn(stack)['Tags']);
});
