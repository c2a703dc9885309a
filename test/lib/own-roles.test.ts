// Roles of the user's own for the provider: what they are given closes no cycle, and fits, whatever else they are used for.
import { NestedStack, Stack, type App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RESOURCE_TYPE } from '../../contract/properties';
import { CertificateProvider, type CertificateProviderProps } from '../../lib';
import { policySizes } from '../support/iam-size';
import { DOMAIN } from '../support/names';
import { ACCOUNT, certificateIn, newApp, newStack, REGION, zoneOf } from '../support/synth';

const INLINE_OF_A_ROLE = 10_240;

const ROLES = ['stepRole', 'intakeRole', 'stateMachineRole'] as const;
type RoleProperty = (typeof ROLES)[number];

const principal = new iam.CompositePrincipal(
  new iam.ServicePrincipal('lambda.amazonaws.com'),
  new iam.ServicePrincipal('states.amazonaws.com'),
);

function roleIn(stack: Stack): iam.Role {
  return new iam.Role(stack, 'Theirs', { assumedBy: principal });
}

/** A certificate whose provider has `role` for all of `properties`. */
function certificateWith(
  stack: Stack,
  role: iam.IRole,
  properties: readonly RoleProperty[] = ROLES,
): void {
  const props: CertificateProviderProps = Object.fromEntries(
    properties.map((property) => [property, role]),
  );
  CertificateProvider.getOrCreate(stack, props);
  certificateIn(stack);
}

function stackIn(app: App, id: string): Stack {
  return new Stack(app, id, { env: { account: ACCOUNT, region: REGION } });
}

test.each<RoleProperty[][]>([
  [['stepRole', 'intakeRole']],
  [['stepRole', 'stateMachineRole']],
  [['intakeRole', 'stateMachineRole']],
  [[...ROLES]],
])('A role that is %j closes no cycle', (properties) => {
  const stack = newStack();
  certificateWith(stack, roleIn(stack), properties);
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('A role that is made when it is first used may be used for all three, and is given everything once', () => {
  const app = newApp();
  const stack = stackIn(app, 'Site');
  const roles = stackIn(app, 'Roles');
  certificateWith(stack, new iam.LazyRole(roles, 'Theirs', { assumedBy: principal }));
  Template.fromStack(stack).resourceCountIs('AWS::IAM::Policy', 4);
  Template.fromStack(roles).resourceCountIs('AWS::IAM::Policy', 0);
});

test.each(ROLES)('A role of another stack of the app may be the %s', (property) => {
  const app = newApp();
  const stack = stackIn(app, 'Site');
  certificateWith(stack, roleIn(stackIn(app, 'Roles')), [property]);
  expect(() => app.synth()).not.toThrow();
  expect(stack.dependencies.map(({ node }) => node.id)).toEqual(['Roles']);
});

test('A role of the stack around a nested one may be used by the provider of the nested one', () => {
  const stack = newStack();
  certificateWith(new NestedStack(stack, 'Nested'), roleIn(stack));
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('A certificate waits for all that the role was given, so that it is allowed until the certificate is deleted', () => {
  const app = newApp();
  const stack = stackIn(app, 'Site');
  certificateWith(stack, roleIn(stackIn(app, 'Roles')));
  const template = Template.fromStack(stack);
  const policies = Object.keys(template.findResources('AWS::IAM::Policy'));
  expect(policies).toHaveLength(4);
  const [certificate] = Object.values(template.findResources(RESOURCE_TYPE));
  expect(certificate).toMatchObject({ DependsOn: expect.arrayContaining(policies) as unknown });
});

test('A role that is used three times for a hundred certificates has no more inline than IAM takes', () => {
  const stack = newStack();
  certificateWith(stack, roleIn(stack));
  const hostedZone = zoneOf(stack);
  for (let n = 0; n < 100; n += 1) {
    certificateIn(stack, { domainName: `c${n}.${DOMAIN}`, hostedZone }, `C${n}`);
  }
  const sizes = Object.values(policySizes(stack).inlineByRole);
  expect(sizes).toHaveLength(1);
  expect(sizes[0]).toBeLessThanOrEqual(INLINE_OF_A_ROLE);
});

test('So many roles for zones that their policies are managed ones close no cycle, though they trust the function', () => {
  const app = newApp();
  const stack = stackIn(app, 'Site');
  const stepRole = roleIn(stackIn(app, 'Roles'));
  CertificateProvider.getOrCreate(stack, { stepRole });
  for (let n = 0; n < 12; n += 1) {
    const assumedBy = new iam.ArnPrincipal(stepRole.roleArn);
    const role = new iam.Role(stack, `Zone${n}Role`, { assumedBy });
    const validationZones = [{ hostedZone: zoneOf(stack), role }];
    certificateIn(stack, { hostedZone: undefined, validationZones }, `C${n}`);
  }
  const managed = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');
  expect(Object.keys(managed).length).toBeGreaterThan(0);
});

test('An immutable role gets no managed policy either for many roles of zones', () => {
  const stack = newStack();
  const stepRole = roleIn(stack).withoutPolicyUpdates();
  CertificateProvider.getOrCreate(stack, { stepRole });
  for (let n = 0; n < 30; n += 1) {
    const role = new iam.Role(stack, `Zone${n}Role`, { assumedBy: principal });
    const validationZones = [{ hostedZone: zoneOf(stack), role }];
    certificateIn(stack, { hostedZone: undefined, validationZones }, `C${n}`);
  }
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  template.resourceCountIs('AWS::IAM::Policy', 0);
});
