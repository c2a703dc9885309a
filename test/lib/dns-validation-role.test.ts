// The role for a hosted zone in another account: whom it trusts, and what is said where that cannot be.
import { App, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import {
  CertificateProvider,
  DnsCertificate,
  DnsValidationRole,
  type DnsValidationRoleProps,
} from '../../lib';
import { DOMAIN, namesUnderDomain } from '../support/names';
import { certificateIn, newStack, REGION, zoneOf } from '../support/synth';

const CONSUMER = '111111111111';
const OWNER = '222222222222';

function roleIn(stack: Stack, props: Partial<DnsValidationRoleProps> = {}): DnsValidationRole {
  return new DnsValidationRole(stack, 'Validation', {
    hostedZones: [zoneOf(stack)],
    ...props,
  });
}

function trust(stack: Stack): unknown {
  const roles = Template.fromStack(stack).findResources('AWS::IAM::Role');
  const [role] = Object.entries(roles)
    .find(([id]) => id.startsWith('Validation'))!
    .slice(1) as {
    Properties: { AssumeRolePolicyDocument: { Statement: unknown[] } };
  }[];
  return role!.Properties.AssumeRolePolicyDocument.Statement;
}

test('A role trusts an account, if it says the external id', () => {
  const stack = newStack();
  roleIn(stack, { trustedAccount: CONSUMER, externalId: 'secret', roleName: 'Dns' });
  expect(trust(stack)).toEqual([
    {
      Action: 'sts:AssumeRole',
      Effect: 'Allow',
      Condition: { StringEquals: { 'sts:ExternalId': 'secret' } },
      Principal: {
        AWS: expect.objectContaining({ 'Fn::Join': expect.anything() as unknown }) as unknown,
      },
    },
  ]);
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { RoleName: 'Dns' });
});

test('A role trusts the function of a provider, or whom else it is told to', () => {
  const stack = newStack();
  const provider = CertificateProvider.getOrCreate(stack);
  roleIn(stack, { trustedProvider: provider });
  const step = stack.resolve(provider.stepRole.roleArn) as unknown;
  expect(trust(stack)).toMatchObject([{ Principal: { AWS: step } }]);
  const other = newStack();
  roleIn(other, { trustedPrincipal: new iam.OrganizationPrincipal('o-0123456789') });
  expect(trust(other)).toMatchObject([
    { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-0123456789' } } },
  ]);
});

test('A role has the permissions boundary that it is given', () => {
  const stack = newStack();
  const boundary = iam.ManagedPolicy.fromManagedPolicyName(stack, 'Boundary', 'boundary');
  roleIn(stack, { trustedAccount: CONSUMER, permissionsBoundary: boundary });
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
    PermissionsBoundary: stack.resolve(boundary.managedPolicyArn) as unknown,
  });
});

test('A role that trusts the provider of its own stack closes no cycle with the certificates that use it', () => {
  const stack = newStack();
  const provider = CertificateProvider.getOrCreate(stack);
  const first = certificateIn(stack, {}, 'First');
  const role = roleIn(stack, { trustedProvider: provider });
  role.node.addDependency(first);
  const validationZones = [{ hostedZone: zoneOf(stack), role }];
  new DnsCertificate(stack, 'One', { domainName: DOMAIN, validationZones });
  new DnsCertificate(stack, 'Two', { domainName: DOMAIN, validationZones });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::IAM::Policy', 1);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: Match.objectLike({
      Statement: [
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Resource: stack.resolve(role.roleArn) as unknown,
        },
      ],
    }),
  });
});

test('A role of another stack and account in the app is named in the policies that certificates share', () => {
  const app = new App();
  const owner = new Stack(app, 'Owner', { env: { account: OWNER, region: REGION } });
  const consumer = new Stack(app, 'Consumer', { env: { account: CONSUMER, region: REGION } });
  const role = roleIn(owner, { trustedAccount: CONSUMER, roleName: 'Dns' });
  const validationZones = [{ hostedZone: zoneOf(consumer), role }];
  new DnsCertificate(consumer, 'C', { domainName: DOMAIN, validationZones });
  const policies = JSON.stringify(Template.fromStack(consumer).findResources('AWS::IAM::Role'));
  expect(policies).toContain(`:iam::${OWNER}:role/Dns`);
  Template.fromStack(consumer).resourceCountIs('AWS::IAM::Policy', 0);
});

describe('Synthesis fails, and says what to do, for', () => {
  const one = { trustedAccount: CONSUMER };

  test.each<[string, (stack: Stack) => Partial<DnsValidationRoleProps>, string | RegExp]>([
    ['a role that nobody may assume', () => ({}), 'nobody is trusted; pass one of trustedAccount'],
    [
      'a role that says twice whom it trusts',
      () => ({ ...one, trustedPrincipal: new iam.AccountPrincipal(OWNER) }),
      'several are trusted, by trustedAccount and trustedPrincipal; pass one of trustedAccount',
    ],
    ['no zone', () => ({ ...one, hostedZones: [] }), 'hostedZones is []; pass the zones'],
    [
      'no zones at all',
      () => ({ ...one, hostedZones: undefined }),
      'hostedZones is undefined; pass the zones',
    ],
    [
      'a zone that is none',
      () => ({ ...one, hostedZones: [undefined as never] }),
      'hostedZones[0] is undefined; pass a zone such as',
    ],
    [
      'an account that is none',
      () => ({ trustedAccount: 'production' }),
      "trustedAccount is 'production'; write the 12 digits of an account",
    ],
    [
      'no name',
      () => ({ ...one, domainNames: [] }),
      'domainNames is []; name one, or leave it out',
    ],
    [
      'names that are not known',
      () => ({ ...one, domainNames: Token.asList({ Ref: 'Names' }) }),
      'domainNames[0] is a list that is not known while synthesizing; pick each name by its number',
    ],
    [
      'a name with a token that is in none of its zones all the same',
      () => ({ ...one, domainNames: [`${Token.asString({ Ref: 'Name' })}.example.org`] }),
      /^Stack\/Validation: none of the hostedZones covers '.*\.example\.org'/,
    ],
    [
      'a private zone',
      (stack) => {
        const vpc = new ec2.Vpc(stack, 'Vpc');
        const zone = new route53.PrivateHostedZone(stack, 'Private', { vpc, zoneName: DOMAIN });
        return { ...one, hostedZones: [zone] };
      },
      "hostedZone 'Stack/Private' is private",
    ],
    [
      'a name that is in none of its zones',
      () => ({ ...one, domainNames: [`not${DOMAIN}`] }),
      `none of the hostedZones covers 'not${DOMAIN}'; add the one that does`,
    ],
    [
      'a name that ACM would refuse',
      () => ({ ...one, domainNames: [`a_b.${DOMAIN}`] }),
      `domain name 'a_b.${DOMAIN}' has an underscore`,
    ],
    [
      'an external id that STS would refuse',
      () => ({ ...one, externalId: 'a b' }),
      "externalId is 'a b'; write 2 to 1224 letters",
    ],
    [
      'more names than IAM lets a role have',
      () => ({ ...one, domainNames: namesUnderDomain(300) }),
      /^Stack\/Validation: these zones and names need \d+ characters, .* make several roles$/,
    ],
  ])('%s', (_case, build, message) => {
    const stack = newStack();
    expect(() => roleIn(stack, build(stack))).toThrow(message);
  });
});

test('An external id that is not known while synthesizing is taken', () => {
  const stack = newStack();
  const externalId = new CfnParameter(stack, 'Id').valueAsString;
  roleIn(stack, { trustedAccount: CONSUMER, externalId });
  expect(trust(stack)).toMatchObject([
    { Condition: { StringEquals: { 'sts:ExternalId': { Ref: 'Id' } } } },
  ]);
});
