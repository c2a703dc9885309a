// What is known before any resource of a stack exists stands in the policies that all its certificates share; what is
// not gets a role of its own.
import { CfnParameter, Fn, NestedStack, Stack, Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { RESOURCE_TYPE } from '../../contract/properties';
import { DOMAIN } from '../support/names';
import { ACCOUNT, certificateIn, newApp, newStack, REGION } from '../support/synth';

function zoneWithId(stack: Stack, hostedZoneId: string): route53.IHostedZone {
  const attributes = { hostedZoneId, zoneName: DOMAIN };
  return route53.HostedZone.fromHostedZoneAttributes(stack, 'Imported', attributes);
}

/** The roles that the certificates' zones have. */
function zoneRoles(stack: Stack): unknown[] {
  const found = Template.fromStack(stack).findResources(RESOURCE_TYPE);
  return Object.values(found).map(
    ({ Properties }: { Properties?: { HostedZones: [{ RoleArn?: unknown }] } }) =>
      Properties?.HostedZones[0].RoleArn,
  );
}

const LATE: readonly (readonly [string, (logicalId: string) => string])[] = [
  ['Fn.getAtt', (logicalId) => Fn.getAtt(logicalId, 'Value').toString()],
  ['Fn.ref', (logicalId) => Fn.ref(logicalId)],
  ['Fn.sub', (logicalId) => Fn.sub(`\${AWS::Region}\${${logicalId}.Value}`)],
  ['Fn.sub with variables', (logicalId) => Fn.sub('${own}', { own: Fn.ref(logicalId) })],
  ['a part of a text', (logicalId) => `Z${Fn.ref(logicalId)}`],
  ['CloudFormation itself', (logicalId) => Token.asString({ Ref: logicalId })],
];

test.each(LATE)('a zone that names a resource with %s closes no cycle', (_with, idOf) => {
  const stack = newStack();
  const { certificateArn } = certificateIn(stack, {}, 'First');
  const parameter = new ssm.CfnParameter(stack, 'Ssm', { type: 'String', value: certificateArn });
  const hostedZone = zoneWithId(stack, idOf(String(stack.resolve(parameter.logicalId))));
  certificateIn(stack, { hostedZone }, 'Second');
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test.each<[string, (stack: Stack) => string]>([
  ['a parameter', (stack) => new CfnParameter(stack, 'ZoneId').valueAsString],
  ['an export', () => Fn.importValue('zone-id')],
  ['a pseudo parameter', () => Fn.sub('${AWS::Region}-${own}', { own: 'zone' })],
])('a zone whose id is %s costs no role', (_id, idOf) => {
  const stack = newStack();
  certificateIn(stack, { hostedZone: zoneWithId(stack, idOf(stack)) });
  expect(zoneRoles(stack)).toEqual([undefined]);
});

test('zones of other stacks cost no role, and each is in the policy, though all have one logical id', () => {
  const app = newApp();
  const env = { account: ACCOUNT, region: REGION };
  const stack = new Stack(app, 'Stack', { env });
  for (const id of ['One', 'Two']) {
    const zoneName = `${id}.${DOMAIN}`.toLowerCase();
    const hostedZone = new route53.PublicHostedZone(new Stack(app, id, { env }), 'Zone', {
      zoneName,
    });
    certificateIn(stack, { domainName: zoneName, hostedZone }, `Certificate${id}`);
  }
  expect(zoneRoles(stack)).toEqual([undefined, undefined]);
  const policies = JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(policies).toMatch(/"Fn::ImportValue":"One:/);
  expect(policies).toMatch(/"Fn::ImportValue":"Two:/);
});

test('zones of one logical id in a stack and in those nested in it have a role each', () => {
  const stack = newStack();
  for (const scope of [stack, new NestedStack(stack, 'A'), new NestedStack(stack, 'B')]) {
    const hostedZone = new route53.PublicHostedZone(scope, 'Zone', { zoneName: DOMAIN });
    certificateIn(stack, { hostedZone }, `Certificate${stack.node.children.length}`);
  }
  const roles = zoneRoles(stack).map((role) => JSON.stringify(role));
  expect(new Set(roles).size).toBe(3);
  expect(roles.join()).not.toContain('undefined');
});

test('a zone of the stack around a nested one is passed into it, and costs no role', () => {
  const outer = newStack();
  const hostedZone = new route53.PublicHostedZone(outer, 'Zone', { zoneName: DOMAIN });
  const nested = new NestedStack(outer, 'Nested');
  certificateIn(nested, { hostedZone });
  expect(zoneRoles(nested)).toEqual([undefined]);
});
