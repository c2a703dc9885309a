// What a certificate waits for of the roles of its zones, and these of whom they trust: CDK sees no dependency where the rights of
// a role are in a policy of its own, nor where the ARN of a role is written from its name, as between accounts.
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RESOURCE_TYPE } from '../../contract/properties';
import { CertificateProvider, DnsValidationRole, type DnsValidationRoleProps } from '../../lib';
import { certificateIn, newApp, newStack, REGION, zoneOf } from '../support/synth';

const OWNER = '222222222222';
const CONSUMER = '111111111111';
const lambda = new iam.ServicePrincipal('lambda.amazonaws.com');

function certificateWith(stack: Stack, role: iam.IRole): void {
  const validationZones = [{ hostedZone: zoneOf(stack), role }];
  certificateIn(stack, { hostedZone: undefined, validationZones });
}

/** A role that has its rights in its default policy. */
function roleIn(stack: Stack): iam.Role {
  const role = new iam.Role(stack, 'Theirs', { assumedBy: new iam.AccountRootPrincipal() });
  const actions = ['route53:ChangeResourceRecordSets'];
  role.addToPolicy(new iam.PolicyStatement({ actions, resources: ['*'] }));
  return role;
}

/** A stack of the account of the certificates, and one of the account of the zones. */
function twoAccounts(): { site: Stack; zones: Stack } {
  const app = newApp();
  return {
    site: new Stack(app, 'Site', { env: { account: CONSUMER, region: REGION } }),
    zones: new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } }),
  };
}

function validationRoleIn(zones: Stack, props: Partial<DnsValidationRoleProps>): DnsValidationRole {
  return new DnsValidationRole(zones, 'Validation', {
    hostedZones: [zoneOf(zones)],
    roleName: 'validation',
    ...props,
  });
}

test('A certificate waits for the rights of a role of its own stack, which are deleted after it', () => {
  const stack = newStack();
  certificateWith(stack, roleIn(stack));
  const template = Template.fromStack(stack);
  const [certificate] = Object.values(template.findResources(RESOURCE_TYPE));
  expect(certificate).toMatchObject({
    DependsOn: expect.arrayContaining([
      expect.stringMatching(/^TheirsDefaultPolicy/),
      expect.stringMatching(/^Theirs[0-9A-F]{8}$/),
    ]) as unknown,
  });
});

test('A nested stack waits for the rights of a role of the stack around it', () => {
  const stack = newStack();
  certificateWith(new NestedStack(stack, 'Nested'), roleIn(stack));
  const nested = Template.fromStack(stack).findResources('AWS::CloudFormation::Stack');
  expect(Object.values(nested)[0]).toMatchObject({
    DependsOn: expect.arrayContaining([expect.stringMatching(/^TheirsDefaultPolicy/)]) as unknown,
  });
});

test('A certificate waits for the nested stack of the role of its zone', () => {
  const stack = newStack();
  certificateWith(stack, roleIn(new NestedStack(stack, 'Nested')));
  const template = Template.fromStack(stack);
  const [certificate] = Object.values(template.findResources(RESOURCE_TYPE));
  const nested = Object.keys(template.findResources('AWS::CloudFormation::Stack'));
  expect(certificate).toMatchObject({ DependsOn: expect.arrayContaining(nested) as unknown });
});

describe('The stack of a certificate is deployed after that of the role in another account', () => {
  const account = new iam.AccountPrincipal(CONSUMER);
  const organization = new iam.OrganizationPrincipal('o-0123456789');

  test.each<[string, (zones: Stack, site: Stack) => iam.IRole]>([
    [
      'a role of the user that trusts the account',
      (zones) => new iam.Role(zones, 'Theirs', { roleName: 'theirs', assumedBy: account }),
    ],
    [
      'a role that gets no more policies',
      (zones) =>
        new iam.Role(zones, 'Theirs', {
          roleName: 'theirs',
          assumedBy: account,
        }).withoutPolicyUpdates(),
    ],
    [
      'a role that is made when it is first used',
      (zones) => new iam.LazyRole(zones, 'Theirs', { roleName: 'theirs', assumedBy: account }),
    ],
    [
      'a role that trusts an organization',
      (zones) => validationRoleIn(zones, { trustedPrincipal: organization }),
    ],
    [
      'a role that trusts several',
      (zones) =>
        validationRoleIn(zones, {
          trustedPrincipal: new iam.CompositePrincipal(
            organization,
            account,
            new iam.ArnPrincipal(`arn:aws:iam::${CONSUMER}:root`),
          ),
        }),
    ],
    [
      'a role that trusts a function whose role exists already',
      (zones, site) => {
        const arn = `arn:aws:iam::${CONSUMER}:role/step`;
        const stepRole = iam.Role.fromRoleArn(site, 'Step', arn);
        const trustedProvider = CertificateProvider.getOrCreate(site, { stepRole });
        return validationRoleIn(zones, { trustedProvider });
      },
    ],
    [
      'a role that trusts a function whose role is of a third stack, which comes first',
      (zones, site) => {
        const roles = new Stack(App.of(site), 'Roles', { env: site });
        const stepRole = new iam.Role(roles, 'Step', { roleName: 'step', assumedBy: lambda });
        const trustedProvider = CertificateProvider.getOrCreate(site, { stepRole });
        return validationRoleIn(zones, { trustedProvider });
      },
    ],
  ])('%s', (_role, build) => {
    const { site, zones } = twoAccounts();
    certificateWith(site, build(zones, site));
    App.of(site)!.synth();
    expect(site.dependencies).toContain(zones);
  });
});

describe('It is not where the role may trust one that is made in the stack of the certificate', () => {
  test('by its provider: that stack comes first, because IAM takes nobody into a trust policy who does not exist', () => {
    const { site, zones } = twoAccounts();
    const stepRole = new iam.Role(site, 'Step', { roleName: 'step', assumedBy: lambda });
    const trustedProvider = CertificateProvider.getOrCreate(site, { stepRole });
    certificateWith(site, validationRoleIn(zones, { trustedProvider }));
    App.of(site)!.synth();
    expect([site.dependencies, zones.dependencies]).toEqual([[], [site]]);
  });

  test.each<[string, (stepRole: iam.Role) => iam.IPrincipal]>([
    ['by its ARN', ({ roleArn }) => new iam.ArnPrincipal(roleArn)],
    ['by its name', () => new iam.ArnPrincipal(`arn:aws:iam::${CONSUMER}:role/step`)],
    [
      'beside others',
      (stepRole) => new iam.CompositePrincipal(new iam.AccountPrincipal(CONSUMER), stepRole),
    ],
  ])('%s', (_how, principalOf) => {
    const { site, zones } = twoAccounts();
    zones.addDependency(site);
    const stepRole = new iam.Role(site, 'Step', { roleName: 'step', assumedBy: lambda });
    CertificateProvider.getOrCreate(site, { stepRole });
    certificateWith(site, validationRoleIn(zones, { trustedPrincipal: principalOf(stepRole) }));
    expect(() => App.of(site)!.synth()).not.toThrow();
  });
});

test('A stack that has imported the role is not waited for, because the role is there', () => {
  const { site, zones } = twoAccounts();
  const arn = `arn:aws:iam::${OWNER}:role/validation`;
  certificateWith(site, iam.Role.fromRoleArn(zones, 'Imported', arn));
  App.of(site)!.synth();
  expect(site.dependencies).toEqual([]);
});

test('A role of another stage is not waited for: stages are deployed one by one', () => {
  const app = newApp();
  const stackIn = (id: string, account: string): Stack =>
    new Stack(new Stage(app, id), 'Stack', { env: { account, region: REGION } });
  const site = stackIn('Site', CONSUMER);
  const stepRole = new iam.Role(site, 'Step', { roleName: 'step', assumedBy: lambda });
  const trustedProvider = CertificateProvider.getOrCreate(site, { stepRole });
  certificateWith(site, validationRoleIn(stackIn('Zones', OWNER), { trustedProvider }));
  expect(() => app.synth()).not.toThrow();
});
