// Which hosted zone each name goes into, as far as that can be said while synthesizing.
import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { RESOURCE_TYPE, type HostedZoneProperty } from '../../contract/properties';
import { DnsCertificate, type DnsCertificateProps, type ValidationZone } from '../../lib';
import { DOMAIN } from '../support/names';
import { newStack } from '../support/synth';

const SUB = `sub.${DOMAIN}`;
const ROLE_ARN = 'arn:aws:iam::222222222222:role/Dns';

function zone(stack: Stack, hostedZoneId: string, zoneName?: string): route53.IHostedZone {
  const id = `Zone${stack.node.children.length}`;
  return zoneName === undefined
    ? route53.HostedZone.fromHostedZoneId(stack, id, hostedZoneId)
    : route53.HostedZone.fromHostedZoneAttributes(stack, id, { hostedZoneId, zoneName });
}

function zonesIn(stack: Stack): readonly HostedZoneProperty[] {
  const [resource] = Object.values(Template.fromStack(stack).findResources(RESOURCE_TYPE)) as {
    Properties: { HostedZones: readonly HostedZoneProperty[] };
  }[];
  return resource!.Properties.HostedZones;
}

function synthesized(
  build: (stack: Stack) => Partial<DnsCertificateProps>,
): readonly HostedZoneProperty[] {
  const stack = newStack();
  new DnsCertificate(stack, 'Certificate', { domainName: DOMAIN, ...build(stack) });
  return zonesIn(stack);
}

function several(
  stack: Stack,
  ...zones: readonly (readonly [id: string, name?: string])[]
): ValidationZone[] {
  return zones.map(([id, name]) => ({ hostedZone: zone(stack, id, name) }));
}

interface Statement {
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The statements for an action in all roles' inline policies. */
function allowing(stack: Stack, action: string): readonly Statement[] {
  const roles = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role')) as {
    Properties: { Policies: readonly { PolicyDocument: { Statement: readonly Statement[] } }[] };
  }[];
  return roles
    .flatMap(({ Properties }) => Properties.Policies)
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Action }) => Action === action);
}

function idsIn(resource: unknown): readonly string[] {
  return [...JSON.stringify(resource).matchAll(/hostedzone\/(Z\w+)/g)].map(([, id = '']) => id);
}

/** Of every statement that allows records: the zones, and the names of the records without their first labels. */
function recordsAllowed(stack: Stack): readonly object[] {
  const key = 'route53:ChangeResourceRecordSetsNormalizedRecordNames';
  return allowing(stack, 'route53:ChangeResourceRecordSets').map(({ Resource, Condition }) => ({
    zones: idsIn(Resource),
    names: [Condition?.['ForAllValues:StringLike']?.[key]]
      .flat()
      .map((pattern) => String(pattern).replace(/^_\?+\./, '')),
  }));
}

describe('A certificate validated in a zone that is passed', () => {
  test('by fromDns has that zone, as with hostedZone', () => {
    expect(
      synthesized((stack) => ({
        validation: acm.CertificateValidation.fromDns(zone(stack, 'Z1', DOMAIN)),
      })),
    ).toEqual([{ HostedZoneId: 'Z1', Name: DOMAIN }]);
  });

  test.each<[string, (stack: Stack) => Partial<DnsCertificateProps>]>([
    [
      'the same construct',
      (stack) => {
        const hostedZone = zone(stack, 'Z1', DOMAIN);
        return { hostedZone, validation: acm.CertificateValidation.fromDns(hostedZone) };
      },
    ],
    [
      'another construct of the same zone',
      (stack) => ({
        hostedZone: zone(stack, 'Z1', DOMAIN),
        validation: acm.CertificateValidation.fromDns(zone(stack, '/hostedzone/Z1')),
      }),
    ],
    [
      'no zone at all',
      (stack) => ({
        hostedZone: zone(stack, 'Z1', DOMAIN),
        validation: acm.CertificateValidation.fromDns(),
      }),
    ],
  ])('by hostedZone may have a validation beside it that names %s', (_names, build) => {
    expect(synthesized(build)).toEqual([{ HostedZoneId: 'Z1', Name: DOMAIN }]);
  });

  test('by fromDnsMultiZone has each name where the map says', () => {
    const zones = synthesized((stack) => ({
      subjectAlternativeNames: ['example.org', '*.example.org'],
      validation: acm.CertificateValidation.fromDnsMultiZone({
        [DOMAIN.toUpperCase()]: zone(stack, 'ZCOM', DOMAIN),
        'example.org': zone(stack, 'ZORG', 'example.org'),
      }),
    }));
    expect(zones).toEqual([
      { HostedZoneId: 'ZCOM', Name: DOMAIN, Names: [DOMAIN] },
      { HostedZoneId: 'ZORG', Name: 'example.org', Names: ['example.org'] },
    ]);
  });

  test('is not left waiting for a name that the map does not list: it goes by its suffix', () => {
    const stack = newStack();
    const validation = acm.CertificateValidation.fromDnsMultiZone({
      [DOMAIN]: zone(stack, 'ZCOM', DOMAIN),
    });
    const subjectAlternativeNames = [`www.${DOMAIN}`];
    new DnsCertificate(stack, 'C', { domainName: DOMAIN, subjectAlternativeNames, validation });
    expect(recordsAllowed(stack)).toEqual([{ zones: ['ZCOM'], names: [DOMAIN, `www.${DOMAIN}`] }]);
  });
});

describe('Of several zones', () => {
  test('those that serve no name are left out, so that adding one changes nothing', () => {
    const zones = synthesized((stack) => ({
      validationZones: several(stack, ['ZORG', 'example.org'], ['ZCOM', DOMAIN], ['ZSUB', SUB]),
    }));
    expect(zones).toEqual([{ HostedZoneId: 'ZCOM', Name: DOMAIN }]);
  });

  test('each name goes to the one with the longest name, whatever their case and dots', () => {
    const stack = newStack();
    const subjectAlternativeNames = [`A.SUB.${DOMAIN}.`, `notsub.${DOMAIN}`];
    const validationZones = several(stack, ['ZCOM', `${DOMAIN}.`], ['ZSUB', SUB.toUpperCase()]);
    new DnsCertificate(stack, 'C', {
      domainName: DOMAIN,
      subjectAlternativeNames,
      validationZones,
    });
    expect(zonesIn(stack)).toEqual([
      { HostedZoneId: 'ZCOM', Name: DOMAIN },
      { HostedZoneId: 'ZSUB', Name: SUB },
    ]);
  });

  test('one that has a role leaves its records to that role', () => {
    const stack = newStack();
    const [com, org] = several(stack, ['ZCOM', DOMAIN], ['ZORG', 'example.org']);
    const role = iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN);
    new DnsCertificate(stack, 'C', {
      domainName: DOMAIN,
      subjectAlternativeNames: ['example.org'],
      validationZones: [com!, { ...org!, role, externalId: 'secret' }],
    });
    expect(zonesIn(stack)[1]).toMatchObject({ RoleArn: ROLE_ARN, ExternalId: 'secret' });
    expect(recordsAllowed(stack)).toEqual([{ zones: ['ZCOM'], names: [DOMAIN] }]);
    const assume = { Action: 'sts:AssumeRole', Effect: 'Allow', Resource: ROLE_ARN };
    expect(allowing(stack, 'sts:AssumeRole')).toEqual([assume]);
  });

  test('those that are known by their ids may be asked for their names, and no others', () => {
    const stack = newStack();
    const validationZones = several(stack, ['ZCOM', DOMAIN], ['ZANY']);
    new DnsCertificate(stack, 'C', { domainName: DOMAIN, validationZones });
    expect(zonesIn(stack)).toEqual([
      { HostedZoneId: 'ZCOM', Name: DOMAIN },
      { HostedZoneId: 'ZANY' },
    ]);
    const [statement] = allowing(stack, 'route53:GetHostedZone');
    expect(idsIn(statement?.Resource)).toEqual(['ZANY']);
  });

  test('one known by its id alone is not asked for its name, because it serves all names', () => {
    const stack = newStack();
    new DnsCertificate(stack, 'C', { domainName: DOMAIN, hostedZone: zone(stack, 'ZANY') });
    expect(JSON.stringify(Template.fromStack(stack))).not.toContain('route53:GetHostedZone');
  });

  test('all are left to the deployment when a name is a parameter', () => {
    const stack = newStack();
    const domainName = new CfnParameter(stack, 'Domain').valueAsString;
    const validationZones = several(stack, ['ZCOM', DOMAIN], ['ZORG', 'example.org']);
    new DnsCertificate(stack, 'C', { domainName, validationZones });
    expect(zonesIn(stack).map(({ HostedZoneId }) => HostedZoneId)).toEqual(['ZCOM', 'ZORG']);
  });

  test('one that is made in the stack has a role of its own, and the others none', () => {
    const stack = newStack();
    const made = new route53.PublicHostedZone(stack, 'Made', { zoneName: SUB });
    new DnsCertificate(stack, 'C', {
      domainName: DOMAIN,
      subjectAlternativeNames: [SUB],
      validationZones: [...several(stack, ['ZCOM', DOMAIN]), { hostedZone: made }],
    });
    expect(zonesIn(stack)).toEqual([
      { HostedZoneId: 'ZCOM', Name: DOMAIN },
      expect.objectContaining({ Name: SUB, RoleArn: expect.anything() as unknown }),
    ]);
  });
});

describe('Synthesis fails, and says what to do, for', () => {
  const fromDns = acm.CertificateValidation.fromDns.bind(acm.CertificateValidation);
  const role = (stack: Stack): iam.IRole => iam.Role.fromRoleArn(stack, 'Role', ROLE_ARN);

  test.each<[string, (stack: Stack) => Partial<DnsCertificateProps>, string]>([
    [
      'two different zones',
      (stack) => ({
        hostedZone: zone(stack, 'Z1', DOMAIN),
        validation: fromDns(zone(stack, 'Z2', DOMAIN)),
      }),
      `hostedZone '${DOMAIN}' and validation '${DOMAIN}' are two zones; leave hostedZone out`,
    ],
    [
      'two lists of zones',
      (stack) => ({ hostedZone: zone(stack, 'Z1', DOMAIN), validationZones: [] }),
      'both hostedZone and validationZones are given; leave one of them out',
    ],
    ['no zone', () => ({ validationZones: [] }), 'validationZones is []; pass a zone'],
    [
      'a validation without a zone',
      () => ({ validation: fromDns() }),
      'validation names no hosted',
    ],
    [
      'validation by e-mail',
      () => ({ validation: acm.CertificateValidation.fromEmail() }),
      'validation is by e-mail, and a DnsCertificate is validated by DNS; pass CertificateValidation.fromDns(zone)',
    ],
    [
      'a name that only ends like a zone',
      (stack) => ({
        subjectAlternativeNames: [`not${DOMAIN}`],
        validationZones: several(stack, ['Z1', DOMAIN], ['Z2', 'example.org']),
      }),
      `none of validationZones[0] '${DOMAIN}', validationZones[1] 'example.org' covers 'not${DOMAIN}'; pass the zone`,
    ],
    [
      'a name that is mapped to a zone of another domain',
      (stack) => ({
        validation: acm.CertificateValidation.fromDnsMultiZone({
          [DOMAIN]: zone(stack, 'Z1', 'example.org'),
        }),
      }),
      `validation['${DOMAIN}'] 'example.org' does not cover '${DOMAIN}'`,
    ],
    [
      'two zones of one name, one of which nobody on the internet asks',
      (stack) => ({ validationZones: several(stack, ['Z1', DOMAIN], ['Z2', DOMAIN]) }),
      `validationZones[0] '${DOMAIN}' and validationZones[1] '${DOMAIN}' both serve '${DOMAIN}', so it is not known`,
    ],
    [
      'one zone with and without a role',
      (stack) => {
        const [one, two] = several(stack, ['Z1', DOMAIN], ['Z1', DOMAIN]);
        return { validationZones: [one!, { ...two!, role: role(stack) }] };
      },
      `validationZones[0] '${DOMAIN}' and validationZones[1] '${DOMAIN}' are one zone with different roles; pass it once`,
    ],
    [
      'an external id without a role to tell it to',
      (stack) => ({
        validationZones: [{ hostedZone: zone(stack, 'Z1', DOMAIN), externalId: 'secret' }],
      }),
      'validationZones[0] has an externalId and no role; pass the role that wants it',
    ],
    [
      'a zone by its name',
      () => ({ validationZones: [{ hostedZone: DOMAIN }] as unknown as ValidationZone[] }),
      `validationZones[0].hostedZone is ${DOMAIN}; pass a zone such as`,
    ],
    [
      'a private zone among others, though it serves no name',
      (stack) => {
        const vpc = new ec2.Vpc(stack, 'Vpc');
        const hostedZone = new route53.PrivateHostedZone(stack, 'Private', {
          vpc,
          zoneName: 'x.y',
        });
        return { validationZones: [...several(stack, ['Z1', DOMAIN]), { hostedZone }] };
      },
      "hostedZone 'Stack/Private' is private",
    ],
  ])('%s', (_case, build, message) => {
    expect(() => synthesized(build)).toThrow(`Stack/Certificate: ${message}`);
  });
});

test('Two zones of one name are told apart by a map', () => {
  const zones = synthesized((stack) => ({
    subjectAlternativeNames: [`www.${DOMAIN}`],
    validation: acm.CertificateValidation.fromDnsMultiZone({
      [DOMAIN]: zone(stack, 'Z1', DOMAIN),
      [`www.${DOMAIN}`]: zone(stack, 'Z2', DOMAIN),
    }),
  }));
  expect(zones.map(({ HostedZoneId }) => HostedZoneId)).toEqual(['Z1', 'Z2']);
});

test('A zone id in a parameter is allowed with and without the prefix that Route 53 prints', () => {
  const stack = newStack();
  const id = new CfnParameter(stack, 'ZoneId').valueAsString;
  new DnsCertificate(stack, 'C', { domainName: DOMAIN, hostedZone: zone(stack, id, DOMAIN) });
  const ref = { Ref: 'ZoneId' };
  const twice = { 'Fn::Join': ['', [ref, '/hostedzone/', ref]] };
  const bare = { 'Fn::Select': [1, { 'Fn::Split': ['/hostedzone/', twice] }] };
  const [statement] = allowing(stack, 'route53:ChangeResourceRecordSets');
  expect(statement?.Resource).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':route53:::hostedzone/', bare]],
  });
});
