// Names of which a part is a token, and lists that are tokens: what is known of them is checked, and what is taken for a name
// and is none is told.
import { CfnParameter, Fn, Lazy, Token, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE, type HostedZoneProperty } from '../../contract/properties';
import { DnsCertificate, type DnsCertificateProps } from '../../lib';
import { DOMAIN } from '../support/names';
import { newStack } from '../support/synth';

const zone = (stack: Stack, hostedZoneId: string, zoneName: string): route53.IHostedZone =>
  route53.HostedZone.fromHostedZoneAttributes(stack, hostedZoneId, { hostedZoneId, zoneName });

const parameter = (stack: Stack): string => new CfnParameter(stack, 'Text').valueAsString;

const list = (stack: Stack): string[] =>
  new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;

function synthesized(
  build: (stack: Stack) => Partial<DnsCertificateProps>,
): readonly HostedZoneProperty[] {
  const stack = newStack();
  const validationZones = [
    { hostedZone: zone(stack, 'ZCOM', DOMAIN) },
    { hostedZone: zone(stack, 'ZORG', 'example.org') },
  ];
  const props = { domainName: DOMAIN, validationZones };
  new DnsCertificate(stack, 'Certificate', { ...props, ...build(stack) });
  const [resource] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE)) as {
    Properties: { HostedZones: readonly HostedZoneProperty[] };
  }[];
  return resource!.Properties.HostedZones;
}

const bothZones = [{ HostedZoneId: 'ZCOM' }, { HostedZoneId: 'ZORG' }];

test.each<[string, (stack: Stack) => string, object[]]>([
  ['a token', parameter, bothZones],
  ['a token in the middle', (stack) => `a.${parameter(stack)}.org`, bothZones.slice(1)],
  ['a token after a wildcard', (stack) => `*.${parameter(stack)}`, bothZones],
  ['a token that may begin with a dot', (stack) => `*${parameter(stack)}`, bothZones],
  ['a token before a domain', (stack) => `${parameter(stack)}.${DOMAIN}`, bothZones.slice(0, 1)],
  [
    'a token that may end in a dot',
    (stack) => `${parameter(stack)}${DOMAIN}`,
    bothZones.slice(0, 1),
  ],
  ['a token in a label', (stack) => `${parameter(stack)}-v2.example.org.`, bothZones.slice(1)],
])('A name with %s goes into a zone that may turn out to serve it', (_what, nameOf, zones) => {
  expect(synthesized((stack) => ({ domainName: nameOf(stack) }))).toMatchObject(zones);
});

/** As of a value that is set when all constructs are there. */
function setLater(): { later: { value?: string }; token: string } {
  const later: { value?: string } = {};
  return { later, token: Lazy.string({ produce: () => later.value }) };
}

test.each<[string, string, (stack: Stack, token: string) => Partial<DnsCertificateProps>]>([
  ['a name', DOMAIN, (_stack, domainName) => ({ domainName })],
  ['a Region', 'us-east-1', (_stack, region) => ({ region })],
  [
    'the id of a zone',
    'Z0123456789',
    (stack, hostedZoneId) => {
      const attributes = { hostedZoneId, zoneName: DOMAIN };
      const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Later', attributes);
      return { validationZones: [{ hostedZone }] };
    },
  ],
  [
    'the ARN of a role',
    'arn:aws:iam::222222222222:role/validation',
    (stack, arn) => {
      const role = iam.Role.fromRoleArn(stack, 'Role', arn);
      return {
        validationZones: [{ hostedZone: zone(stack, 'ZCOM', DOMAIN), role }],
        removeValidationRecords: true,
      };
    },
  ],
])('A value that a Lazy gets later is in the template: %s', (_what, value, build) => {
  const { later, token } = setLater();
  const stack = newStack();
  const hostedZone = zone(stack, 'Z', DOMAIN);
  const { validationZones = [{ hostedZone }], ...props } = build(stack, token);
  new DnsCertificate(stack, 'Certificate', { domainName: DOMAIN, validationZones, ...props });
  later.value = value;
  const [certificate] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE));
  expect(JSON.stringify(certificate)).toContain(`"${value}"`);
});

test('Two zones whose ids are set later are two', () => {
  const ids = ['ZCOM', 'ZORG'];
  const lazies = ids.map(setLater);
  const stack = newStack();
  const validationZones = lazies.map(({ token: hostedZoneId }, n) => ({
    hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, `Later${n}`, {
      hostedZoneId,
      zoneName: n === 0 ? DOMAIN : 'example.org',
    }),
  }));
  const names = { domainName: DOMAIN, subjectAlternativeNames: ['example.org'] };
  new DnsCertificate(stack, 'Certificate', { ...names, validationZones });
  lazies.forEach(({ later }, n) => (later.value = ids[n]!));
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    HostedZones: [
      { HostedZoneId: 'ZCOM', Name: DOMAIN },
      { HostedZoneId: 'ZORG', Name: 'example.org' },
    ],
  });
});

describe('Synthesis fails, whatever the token stands for, for', () => {
  test.each<[string, (stack: Stack) => string, string | RegExp]>([
    ['an underscore', (stack) => `a_b.${parameter(stack)}`, 'has an underscore'],
    ['a * within', (stack) => `www.*.${parameter(stack)}`, 'has a * that is not its first label'],
    ['an empty label', (stack) => `${parameter(stack)}..com`, "has the label ''"],
    ['a URL', (stack) => `https://${parameter(stack)}`, "has the label 'https:"],
    ['an internationalised part', (stack) => `bücher.${parameter(stack)}`, "'xn--bcher-kva....'"],
    [
      'a domain that no zone covers',
      (stack) => `${parameter(stack)}.not${DOMAIN}`,
      /none of validationZones\[0\] .* covers '\$\{Token\[\S+\]\}\.notdns-certificate\.dev'; pass the zone/,
    ],
  ])('%s', (_what, nameOf, message) => {
    expect(() => synthesized((stack) => ({ domainName: nameOf(stack) }))).toThrow(message);
  });
});

describe('A list that is not known is not taken for names, and it is said how to pick them, where', () => {
  const cure =
    'is a list that is not known while synthesizing; pick each name by its number, as in Fn.select(0, list)';

  test.each<[string, (stack: Stack) => Partial<DnsCertificateProps>, string]>([
    [
      'its first element is the name',
      (stack) => ({ domainName: list(stack)[0] ?? '' }),
      `Stack/Certificate: domainName ${cure}`,
    ],
    [
      'it is spread among the others',
      (stack) => ({ subjectAlternativeNames: [`www.${DOMAIN}`, ...list(stack)] }),
      `Stack/Certificate: subjectAlternativeNames[1] ${cure}`,
    ],
    [
      'it is all of the others',
      (stack) => ({ subjectAlternativeNames: Fn.split(',', parameter(stack)) }),
      "pass a list of names, each of which may be a token, as Fn.split(',', text, 2) gives two",
    ],
  ])('%s', (_where, build, message) => {
    expect(() => synthesized(build)).toThrow(message);
  });
});

test('A list of so many names may be a token', () => {
  const stack = newStack();
  new DnsCertificate(stack, 'Certificate', {
    domainName: Fn.select(0, list(stack)),
    subjectAlternativeNames: Fn.split(',', parameter(stack), 2),
    hostedZone: zone(stack, 'ZCOM', DOMAIN),
  });
  const names = { 'Fn::Split': [',', { Ref: 'Text' }] };
  Template.fromStack(stack).hasResourceProperties(RESOURCE_TYPE, {
    DomainName: { 'Fn::Select': [0, { Ref: 'List' }] },
    SubjectAlternativeNames: [0, 1].map((n) => ({ 'Fn::Select': [n, names] })),
  });
});

test.each(['', 'hostedzone/Z1', '/HostedZone/Z1', 'arn:aws:route53:::hostedzone/Z1', 'Z 1'])(
  'Synthesis fails for the zone id %j, which Route 53 never gave',
  (id) => {
    expect(() =>
      synthesized((stack) => {
        const attributes = { hostedZoneId: id, zoneName: DOMAIN };
        const imported = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', attributes);
        return { validationZones: undefined, hostedZone: imported };
      }),
    ).toThrow(
      `Stack/Certificate: hostedZone 'Stack/Zone' has the id '${id}'; write it as Route 53 shows it`,
    );
  },
);

test('A key that is not known is refused, because the policies name it', () => {
  const keyAlgorithm = new acm.KeyAlgorithm(Token.asString({ Ref: 'Key' }));
  expect(() => synthesized(() => ({ keyAlgorithm }))).toThrow(
    'Stack/Certificate: keyAlgorithm is not known while synthesizing; use one of RSA_2048,',
  );
});
