// What CDK has still to look up must get through the first synthesis, as tokens do: only then does the CLI look.
import { CfnParameter, Fn } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { RESOURCE_TYPE } from '../../contract/properties';
import { DnsCertificate, DnsValidationRole, type DnsCertificateProps } from '../../lib';
import { DOMAIN } from '../support/names';
import { newStack } from '../support/synth';

type Stack = ReturnType<typeof newStack>;

const lookedUp = (stack: Stack, name: string): string =>
  ssm.StringParameter.valueFromLookup(stack, name);

const zone = (stack: Stack, hostedZoneId: string, zoneName: string): route53.IHostedZone =>
  route53.HostedZone.fromHostedZoneAttributes(stack, `Zone${stack.node.children.length}`, {
    hostedZoneId,
    zoneName,
  });

/** Other properties than names and zones. */
const OTHERS: readonly (readonly [string, (stack: Stack) => Partial<DnsCertificateProps>])[] = [
  ['the Region', (stack) => ({ region: lookedUp(stack, '/dns/region') })],
  [
    'a Region in which others may need the records',
    (stack) => ({
      removeValidationRecords: true,
      validationRecordRegions: [lookedUp(stack, '/dns/region')],
    }),
  ],
  ['the key', (stack) => ({ keyAlgorithm: new acm.KeyAlgorithm(lookedUp(stack, '/dns/key')) })],
  [
    'what ACM shows as its name, by a parameter whose name no tag could have',
    (stack) => ({ certificateName: lookedUp(stack, '/dns/~name') }),
  ],
  [
    'a role and its external id, by parameters whose names none could have',
    (stack) => ({
      validationZones: [
        {
          hostedZone: zone(stack, 'Z2', DOMAIN),
          role: iam.Role.fromRoleName(stack, 'Role', lookedUp(stack, '/dns/role')),
          externalId: lookedUp(stack, '/dns/~id'),
        },
      ],
    }),
  ],
];

// aws-cdk #8604, #9138, #8699
test.each<[string, (stack: Stack) => DnsCertificateProps]>([
  [
    'the name of a zone and its id',
    (stack) => {
      const zoneName = lookedUp(stack, '/Dns/Zone');
      const hostedZone = zone(stack, lookedUp(stack, '/dns/id'), zoneName);
      return { domainName: `www.${zoneName}`, hostedZone };
    },
  ],
  [
    'the name of a zone alone',
    (stack) => ({
      domainName: DOMAIN,
      hostedZone: zone(stack, 'Z1', lookedUp(stack, '/dns/zone')),
    }),
  ],
  [
    'the first name',
    (stack) => ({
      domainName: lookedUp(stack, '/dns/name'),
      hostedZone: zone(stack, 'Z1', DOMAIN),
    }),
  ],
  [
    'another name',
    (stack) => ({
      domainName: DOMAIN,
      subjectAlternativeNames: [`*.${lookedUp(stack, '/dns/a_name')}`],
      hostedZone: zone(stack, 'Z1', DOMAIN),
    }),
  ],
  [
    'several zones, which all have one id until they are looked up',
    (stack) => ({
      domainName: DOMAIN,
      subjectAlternativeNames: ['example.org'],
      validationZones: [DOMAIN, 'example.org'].map((domainName) => ({
        hostedZone: route53.HostedZone.fromLookup(stack, domainName, { domainName }),
      })),
    }),
  ],
  [
    'the id of a zone that is passed twice, once without its name',
    (stack) => {
      const hostedZoneId = lookedUp(stack, '/dns/id');
      return {
        domainName: DOMAIN,
        hostedZone: route53.HostedZone.fromHostedZoneId(stack, 'Zone', hostedZoneId),
        validation: acm.CertificateValidation.fromDns(zone(stack, hostedZoneId, DOMAIN)),
      };
    },
  ],
  ...OTHERS.map((each): [string, (stack: Stack) => DnsCertificateProps] => [
    each[0],
    (stack) => ({
      domainName: DOMAIN,
      validationZones: [{ hostedZone: zone(stack, 'Z1', DOMAIN) }],
      ...each[1](stack),
    }),
  ]),
  [
    'the names of several zones',
    (stack) => ({
      domainName: DOMAIN,
      validationZones: ['one', 'two'].map((name) => ({
        hostedZone: zone(stack, `Z${name}`, lookedUp(stack, `/dns/${name}`)),
      })),
    }),
  ],
])('%s may have to be looked up', (_what, build) => {
  const stack = newStack();
  new DnsCertificate(stack, 'Certificate', build(stack));
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('What stands around a token is put into normal form, as DNS does not mind and IAM does', () => {
  const stack = newStack();
  const token = new CfnParameter(stack, 'Domain').valueAsString;
  new DnsCertificate(stack, 'Certificate', {
    domainName: `WWW.${token}.`,
    subjectAlternativeNames: [`${token}.${DOMAIN.toUpperCase()}`, token],
    hostedZone: zone(stack, 'Z1', `${token}.Example.COM.`),
  });
  const ref = { Ref: 'Domain' };
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    DomainName: { 'Fn::Join': ['', ['www.', ref]] },
    SubjectAlternativeNames: [{ 'Fn::Join': ['', [ref, `.${DOMAIN}`]] }, ref],
    HostedZones: [{ Name: { 'Fn::Join': ['', [ref, '.example.com']] } }],
  });
});

test('A name that an export gives stays as it is', () => {
  const stack = newStack();
  const domainName = Fn.importValue('Name');
  const hostedZone = zone(stack, 'Z1', DOMAIN);
  new DnsCertificate(stack, 'Certificate', { domainName, hostedZone });
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    DomainName: { 'Fn::ImportValue': 'Name' },
  });
});

test('A role for zones of this account may be made of what has still to be looked up', () => {
  const stack = newStack();
  new DnsValidationRole(stack, 'Validation', {
    hostedZones: [zone(stack, lookedUp(stack, '/dns/id'), lookedUp(stack, '/dns/zone'))],
    domainNames: [`www.${lookedUp(stack, '/dns/zone')}`],
    trustedAccount: lookedUp(stack, '/dns/account'),
    externalId: lookedUp(stack, '/dns/~id'),
  });
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('A key that was never looked up is not taken for the default: the handlers see it, and refuse it', () => {
  const stack = newStack();
  const keyAlgorithm = new acm.KeyAlgorithm(lookedUp(stack, '/dns/key'));
  const hostedZone = zone(stack, 'Z1', DOMAIN);
  new DnsCertificate(stack, 'Certificate', { domainName: DOMAIN, hostedZone, keyAlgorithm });
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    KeyAlgorithm: 'dummy-value-for-/dns/key',
  });
});
