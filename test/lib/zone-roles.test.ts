// The roles of zones of other accounts: which of them a certificate can assume, and that it waits for them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NestedStack, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE } from '../../contract/properties';
import { CertificateProvider, DnsValidationRole, type DnsValidationRoleProps } from '../../lib';
import { DOMAIN } from '../support/names';
import { certificateIn, newApp, newStack, REGION, zoneOf } from '../support/synth';

const OWNER = '222222222222';
const CONSUMER = '111111111111';

function certificateWith(stack: Stack, props: Omit<DnsValidationRoleProps, 'hostedZones'>): void {
  const role = new DnsValidationRole(stack, 'Validation', {
    hostedZones: [zoneOf(stack)],
    ...props,
  });
  certificateIn(stack, {
    hostedZone: undefined,
    validationZones: [{ hostedZone: zoneOf(stack), role }],
  });
}

test('A role that trusts the provider around a nested stack is refused there: another acts for it', () => {
  const nested = new NestedStack(newStack(), 'Nested');
  const trustedProvider = CertificateProvider.getOrCreate(nested);
  expect(() => {
    certificateWith(nested, { trustedProvider });
  }).toThrow(
    "validationZones[0].role 'Stack/Nested/Validation' trusts a provider's own role, and this stack is served by a role of its own; " +
      'have it trust the account as trustedAccount, with an externalId; or, if it is made in this stack, ' +
      'new ArnPrincipal(provider.stepRoleFor(stack).roleArn) as trustedPrincipal',
  );
});

test('A role that trusts whoever acts for the nested stack can be assumed', () => {
  const nested = new NestedStack(newStack(), 'Nested');
  const { roleArn } = CertificateProvider.getOrCreate(nested).stepRoleFor(nested);
  certificateWith(nested, { trustedPrincipal: new iam.ArnPrincipal(roleArn) });
  const template = Template.fromStack(nested);
  const [certificate] = Object.values(template.findResources(RESOURCE_TYPE)) as {
    Properties: { StepRoleArn: unknown };
  }[];
  const trusting = { Statement: [{ Principal: { AWS: certificate!.Properties.StepRoleArn } }] };
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: Match.objectLike(trusting),
  });
});

test('A role of another account can trust whoever acts for a stack that is served by the provider of another one', () => {
  const app = newApp();
  const env = { account: CONSUMER, region: REGION };
  const provider = CertificateProvider.getOrCreate(new Stack(app, 'Provider', { env }));
  const site = new Stack(app, 'Site', { env });
  const hostedZone = zoneOf(site);
  certificateIn(site, { provider, hostedZone });
  const owner = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
  const trustedPrincipal = new iam.ArnPrincipal(provider.stepRoleFor(site).roleArn);
  new DnsValidationRole(owner, 'Validation', { hostedZones: [zoneOf(owner)], trustedPrincipal });
  const roleIn = (stack: Stack): unknown =>
    Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0];
  const trusted = JSON.stringify(roleIn(owner));
  expect(roleIn(site)).toMatchObject({ Properties: { RoleName: expect.any(String) as unknown } });
  const { RoleName } = (roleIn(site) as { Properties: { RoleName: string } }).Properties;
  expect(trusted).toContain(`:iam::${CONSUMER}:role/${RoleName}"`);
});

test('Whoever acts for a served stack has no name that nobody needs', () => {
  const app = newApp();
  const env = { account: CONSUMER, region: REGION };
  const provider = CertificateProvider.getOrCreate(new Stack(app, 'Provider', { env }));
  const site = new Stack(app, 'Site', { env });
  certificateIn(site, { provider });
  Template.fromStack(site).hasResourceProperties('AWS::IAM::Role', { RoleName: Match.absent() });
});

test('Whoever acts for a nested stack cannot be named in another account', () => {
  const app = newApp();
  const stack = new Stack(app, 'Site', { env: { account: CONSUMER, region: REGION } });
  const nested = new NestedStack(stack, 'Nested');
  const { roleArn } = CertificateProvider.getOrCreate(nested).stepRoleFor(nested);
  const owner = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
  const trustedPrincipal = new iam.ArnPrincipal(roleArn);
  new DnsValidationRole(owner, 'Validation', { hostedZones: [zoneOf(owner)], trustedPrincipal });
  expect(() => app.synth()).toThrow('in a cross-environment fashion');
});

test("In the provider's own stack that is the provider's role", () => {
  const stack = newStack();
  const provider = CertificateProvider.getOrCreate(stack);
  expect(provider.stepRoleFor(stack)).toBe(provider.stepRole);
  certificateWith(stack, { trustedProvider: provider });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('A certificate waits for the stack of the role that its zone in another account has', () => {
  const app = newApp();
  const site = new Stack(app, 'Site', { env: { account: CONSUMER, region: REGION } });
  const zones = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
  const role = new DnsValidationRole(zones, 'Validation', {
    hostedZones: [zoneOf(zones)],
    trustedAccount: CONSUMER,
    roleName: 'dns-validation',
  });
  certificateIn(site, {
    hostedZone: undefined,
    validationZones: [{ hostedZone: zoneOf(site), role }],
  });
  app.synth();
  expect(site.dependencies).toEqual([zones]);
});

test('A zone that is known to be of another account, and comes without a role, is warned of', () => {
  const app = newApp();
  const zones = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
  const site = new Stack(app, 'Site', { env: { account: CONSUMER, region: REGION } });
  certificateIn(site, { hostedZone: zoneOf(zones) });
  Annotations.fromStack(site).hasWarning(
    '/Site/Certificate',
    Match.stringLikeRegexp(`hostedZone is in account ${OWNER}, and Certificate in ${CONSUMER}`),
  );
  const own = new Stack(app, 'Own', { env: { account: CONSUMER, region: REGION } });
  certificateIn(own, { hostedZone: zoneOf(own) });
  expect(Annotations.fromStack(own).findWarning('*', Match.anyValue())).toEqual([]);
});

test('A role for a zone of another account than its own is warned of', () => {
  const app = newApp();
  const zones = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
  const site = new Stack(app, 'Site', { env: { account: CONSUMER, region: REGION } });
  const hostedZones = [zoneOf(zones)];
  new DnsValidationRole(site, 'Validation', { hostedZones, trustedAccount: CONSUMER });
  Annotations.fromStack(site).hasWarning(
    '/Site/Validation',
    Match.stringLikeRegexp('make the role in the account of the zone'),
  );
});

test('A role that somebody else is to make is reported with all that it must be allowed', () => {
  const app = newApp();
  const stack = new Stack(app, 'Zones');
  iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Zones/Validation': 'theirs' } });
  const hostedZones = [zoneOf(stack)];
  new DnsValidationRole(stack, 'Validation', { hostedZones, trustedAccount: CONSUMER });
  const report = readFileSync(path.join(app.synth().directory, 'iam-policy-report.txt'), 'utf8');
  expect(report).toContain('route53:ChangeResourceRecordSets');
});

test('A zone that is undefined is told by its place', () => {
  const validationZones = [undefined as never];
  expect(() => certificateIn(newStack(), { hostedZone: undefined, validationZones })).toThrow(
    'Stack/Certificate: validationZones[0] is undefined; pass { hostedZone }',
  );
});

test('A name and its wildcard in two zones of a map have one record', () => {
  const stack = newStack();
  const zone = (hostedZoneId: string) =>
    HostedZone.fromHostedZoneAttributes(stack, hostedZoneId, { hostedZoneId, zoneName: DOMAIN });
  const validation = CertificateValidation.fromDnsMultiZone({
    [DOMAIN]: zone('Z1'),
    [`*.${DOMAIN}`]: zone('Z2'),
  });
  const subjectAlternativeNames = [`*.${DOMAIN}`];
  expect(() =>
    certificateIn(stack, { hostedZone: undefined, validation, subjectAlternativeNames }),
  ).toThrow('a name and its wildcard have one record, so name the same zone for both');
});

describe('A zone that serves none of the names makes no difference:', () => {
  const env = { account: CONSUMER, region: REGION };
  const unusedIn = (stack: Stack): IHostedZone =>
    HostedZone.fromHostedZoneAttributes(stack, 'Unused', {
      hostedZoneId: 'Z2',
      zoneName: 'example.org',
    });

  test('its role, and the stack of that, are not waited for', () => {
    const app = newApp();
    const site = new Stack(app, 'Site', { env });
    const owner = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
    owner.addDependency(site);
    const role = new DnsValidationRole(owner, 'Validation', {
      hostedZones: [unusedIn(owner)],
      trustedAccount: CONSUMER,
      roleName: 'unused',
    });
    const validationZones = [{ hostedZone: zoneOf(site) }, { hostedZone: unusedIn(site), role }];
    certificateIn(site, { hostedZone: undefined, validationZones });
    app.synth();
    expect(site.dependencies).toEqual([]);
  });

  test('a role that the certificate could not assume is none of its business', () => {
    const nested = new NestedStack(newStack(), 'Nested');
    const trustedProvider = CertificateProvider.getOrCreate(nested);
    const hostedZone = unusedIn(nested);
    const role = new DnsValidationRole(nested, 'Role', {
      hostedZones: [hostedZone],
      trustedProvider,
    });
    const validationZones = [{ hostedZone: zoneOf(nested) }, { hostedZone, role }];
    expect(() => certificateIn(nested, { hostedZone: undefined, validationZones })).not.toThrow();
  });

  test('nobody is warned that it is of another account', () => {
    const app = newApp();
    const site = new Stack(app, 'Site', { env });
    const owner = new Stack(app, 'Zones', { env: { account: OWNER, region: REGION } });
    const validationZones = [{ hostedZone: zoneOf(site) }, { hostedZone: unusedIn(owner) }];
    certificateIn(site, { hostedZone: undefined, validationZones });
    expect(Annotations.fromStack(site).findWarning('*', Match.anyValue())).toEqual([]);
  });
});
