import { RETAIN_TAG } from '../../contract/constants';
import { readRequest, readResponseTarget } from '../../lambda/event';
import { DOMAIN, namesUnderDomain } from '../support/names';

const ROLES = 'arn:aws:iam::222222222222:role/';
const RESPONSE_URL =
  'https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/id?X-Amz-Date=20261125T131227Z';

const EVENT = {
  RequestType: 'Create',
  RequestId: 'request',
  StackId: 'stack',
  ResponseURL: RESPONSE_URL,
  LogicalResourceId: 'Certificate',
  ResourceProperties: {
    ServiceToken: 'arn',
    ServiceTimeout: '3600',
    Region: 'eu-west-1',
    DomainName: DOMAIN,
    HostedZones: [{ HostedZoneId: 'Z1', Name: DOMAIN }],
  },
};
const TARGET = readResponseTarget(EVENT, {})!;

function readProperties(properties: object): unknown {
  const event = { ...EVENT, ResourceProperties: { ...EVENT.ResourceProperties, ...properties } };
  return readRequest(event, TARGET, 'eu-west-1');
}

test('names come out lower-case, without trailing dot and each once', () => {
  expect(
    readProperties({
      DomainName: `${DOMAIN.toUpperCase()}.`,
      SubjectAlternativeNames: [`*.${DOMAIN.toUpperCase()}`, DOMAIN, `*.${DOMAIN}.`],
      HostedZones: [{ HostedZoneId: 'Z1', Name: `${DOMAIN.toUpperCase()}.` }],
    }),
  ).toMatchObject({
    type: 'Create',
    spec: {
      region: 'eu-west-1',
      domainName: DOMAIN,
      subjectAlternativeNames: [`*.${DOMAIN}`],
      hostedZones: [{ hostedZoneId: 'Z1', name: DOMAIN }],
    },
  });
});

test('what is not said is what ACM does by itself', () => {
  expect(readProperties({})).toMatchObject({
    spec: {
      keyAlgorithm: 'RSA_2048',
      isExportable: false,
      validationTimeoutMs: 3_300_000,
      isWaitedFor: true,
    },
  });
});

test('the key, its export and the time come out of the strings that CloudFormation makes of them', () => {
  expect(
    readProperties({
      KeyAlgorithm: 'EC_prime256v1',
      Export: 'true',
      ValidationTimeoutSeconds: '600',
      WaitForIssuance: 'false',
    }),
  ).toMatchObject({
    spec: {
      keyAlgorithm: 'EC_prime256v1',
      isExportable: true,
      validationTimeoutMs: 600_000,
      isWaitedFor: false,
    },
  });
});

test.each(['Z1', '/hostedzone/Z1'])('the zone id %s comes out bare', (HostedZoneId) => {
  expect(readProperties({ HostedZones: [{ HostedZoneId, Name: DOMAIN }] })).toMatchObject({
    spec: { hostedZones: [{ hostedZoneId: 'Z1', name: DOMAIN }] },
  });
});

test('of a zone the names that go into it come out in normal form, without their wildcards', () => {
  const zone = { HostedZoneId: 'Z1', Names: [`*.${DOMAIN.toUpperCase()}.`] };
  expect(readProperties({ HostedZones: [zone] })).toMatchObject({
    spec: { hostedZones: [{ hostedZoneId: 'Z1', names: [DOMAIN] }] },
  });
});

test.each<[string, object]>([
  ['a zone', { HostedZones: [{ HostedZoneId: 'DUMMY', Name: DOMAIN }] }],
  ['the id of a zone', { HostedZones: [{ HostedZoneId: 'dummy-value-for-/dns/id' }] }],
  [
    'the name of a zone',
    { HostedZones: [{ HostedZoneId: 'Z1', Name: 'dummy-value-for-/dns/zone' }] },
  ],
  ['a name', { DomainName: 'www.dummy-value-for-/dns/zone' }],
  ['another name', { SubjectAlternativeNames: ['dummy-value-for-/dns/zone'] }],
  ['a Region', { Region: 'dummy-value-for-/dns/region' }],
  ['a key', { KeyAlgorithm: 'dummy-value-for-/dns/key' }],
  [
    'the name of a role',
    { HostedZones: [{ HostedZoneId: 'Z1', RoleArn: `${ROLES}dummy-value-for-/x` }] },
  ],
  [
    'an external id',
    {
      HostedZones: [
        { HostedZoneId: 'Z1', RoleArn: `${ROLES}Dns`, ExternalId: 'dummy-value-for-/dns/id' },
      ],
    },
  ],
])(
  '%s that CDK has never looked up is refused, and cdk.context.json named',
  (_what, properties) => {
    expect(() => readProperties(properties)).toThrow(
      /CDK has not looked this up; .* cdk\.context\.json/,
    );
  },
);

test.each<[string, object, string]>([
  [
    'no DomainName',
    { DomainName: undefined },
    'DomainName is missing: a domain name such as example.com is needed',
  ],
  [
    'a DomainName that is no string',
    { DomainName: ['a'] },
    'DomainName is \'["a"]\': a domain name',
  ],
  ['an empty DomainName', { DomainName: '' }, "DomainName is '': a domain name"],
  [
    'a name with an underscore',
    { DomainName: `a_b.${DOMAIN}` },
    `DomainName 'a_b.${DOMAIN}' has an underscore`,
  ],
  [
    'a wildcard within',
    { DomainName: 'a.*.com' },
    "DomainName 'a.*.com' has a * that is not its first label",
  ],
  ['a single label', { DomainName: 'localhost' }, "DomainName 'localhost' has a single label"],
  [
    'a last label of one character',
    { DomainName: 'example.c' },
    "DomainName 'example.c' ends in 'c'",
  ],
  [
    'a first name over 64 characters',
    { DomainName: `${'a'.repeat(61)}.com` },
    'has 65 characters, and the first name at most 64; put a shorter one first',
  ],
  [
    'a name over 253 characters',
    { SubjectAlternativeNames: [`${'a.'.repeat(126)}com`] },
    'has 255 characters, and a name at most 253; shorten it',
  ],
  [
    'a list that is none',
    { SubjectAlternativeNames: DOMAIN },
    `SubjectAlternativeNames is '${DOMAIN}': a list is needed`,
  ],
  ['a list of other things', { SubjectAlternativeNames: [{}] }, "SubjectAlternativeNames is '{}'"],
  [
    'more than 100 names',
    { SubjectAlternativeNames: namesUnderDomain(100) },
    'SubjectAlternativeNames: 101 names are more than the 100 that ACM puts on a certificate',
  ],
  ['no Region', { Region: undefined }, 'Region is missing: a Region such as us-east-1 is needed'],
  ['a Region that is none', { Region: 'evil.example/' }, "Region is 'evil.example/'"],
  ['no zones', { HostedZones: undefined }, 'HostedZones is missing: a list is needed'],
  ['an empty list of zones', { HostedZones: [] }, "HostedZones is '[]': at least one"],
  [
    'a zone without an id',
    { HostedZones: [{ Name: DOMAIN }] },
    `HostedZones is '{"Name":"${DOMAIN}"}'`,
  ],
  [
    'a zone id that is none',
    { HostedZones: [{ HostedZoneId: '../Z1' }] },
    'the id of a public hosted zone is needed',
  ],
  [
    'a key with which ACM issues nothing',
    { KeyAlgorithm: 'RSA_4096' },
    "KeyAlgorithm is 'RSA_4096': one of RSA_2048, EC_prime256v1, EC_secp384r1 is needed",
  ],
  [
    'a time that is longer than CloudFormation waits',
    { ValidationTimeoutSeconds: '3301' },
    "ValidationTimeoutSeconds is '3301': a number of seconds up to 3300",
  ],
  [
    'a time that is none',
    { ValidationTimeoutSeconds: 'soon' },
    "ValidationTimeoutSeconds is 'soon'",
  ],
  [
    'a role that is none',
    { HostedZones: [{ HostedZoneId: 'Z1', RoleArn: 'arn:aws:iam::1:user/x' }] },
    'RoleArn must be the ARN of a role',
  ],
])('fails for %s and shows the value', (_case, properties, message) => {
  expect(() => readProperties(properties)).toThrow(message);
});

test('a zone may name the role to assume for it', () => {
  const roleArn = 'arn:aws-cn:iam::222222222222:role/path/name';
  const zone = { HostedZoneId: 'Z1', RoleArn: roleArn };
  expect(readProperties({ HostedZones: [zone] })).toMatchObject({
    spec: { hostedZones: [{ hostedZoneId: 'Z1', roleArn }] },
  });
});

test.each(['us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1', 'cn-north-1'])(
  'the Region %s is one',
  (Region) => {
    expect(readProperties({ Region })).toMatchObject({ spec: { region: Region } });
  },
);

test('shows no more than the beginning of a long value', () => {
  expect(() => readProperties({ DomainName: 'x'.repeat(5000) })).toThrow(/^.{300,700}$/);
});

test.each([
  ['Upsert', "RequestType is 'Upsert'"],
  [undefined, 'RequestType is missing'],
])('fails for the request type %s', (RequestType, message) => {
  expect(() => readRequest({ ...EVENT, RequestType }, TARGET, 'eu-west-1')).toThrow(message);
});

test('a zone before and after an update is one: as it is now, with the name and the names that it had', () => {
  const role = (name: string): object => ({ RoleArn: `${ROLES}${name}` });
  const properties = (zones: object[]): object => ({
    ...EVENT.ResourceProperties,
    RemoveValidationRecords: 'true',
    HostedZones: zones,
  });
  const event = {
    ...EVENT,
    RequestType: 'Update',
    ResourceProperties: properties([
      { HostedZoneId: 'Z1', Names: ['a.example.com'], ...role('new') },
      { HostedZoneId: 'Z2', Name: 'example.org' },
    ]),
    OldResourceProperties: properties([
      { HostedZoneId: 'Z1', Name: 'example.com', Names: ['b.example.com'], ...role('old') },
      { HostedZoneId: 'Z2', ...role('old') },
    ]),
  };
  const target = { ...TARGET, physicalResourceId: 'id' };
  expect(readRequest(event, target, 'eu-west-1')).toMatchObject({
    removal: {
      hostedZones: [
        {
          hostedZoneId: 'Z1',
          name: 'example.com',
          names: ['a.example.com', 'b.example.com'],
          roleArn: `${ROLES}new`,
        },
        { hostedZoneId: 'Z2', name: 'example.org' },
      ],
    },
  });
});

test('a delete searches the Region of the stack where that of the certificate is none', () => {
  const ResourceProperties = { ...EVENT.ResourceProperties, Region: 'EU West' };
  const event = { ...EVENT, RequestType: 'Delete', ResourceProperties };
  const target = { ...TARGET, physicalResourceId: 'id' };
  expect(readRequest(event, target, 'eu-west-1')).toMatchObject({ region: 'eu-west-1' });
});

test.each(['Update', 'Delete'])('fails for an %s without a physical id', (RequestType) => {
  expect(() => readRequest({ ...EVENT, RequestType }, TARGET, 'eu-west-1')).toThrow(
    'PhysicalResourceId is missing',
  );
});

test('a delete needs no properties: it must not fail over shapes of another version', () => {
  const event = {
    ...EVENT,
    RequestType: 'Delete',
    PhysicalResourceId: 'id',
    ResourceProperties: { DomainName: 42 },
  };
  expect(readRequest(event, readResponseTarget(event, {})!, 'eu-central-1')).toMatchObject({
    type: 'Delete',
    physicalResourceId: 'id',
    region: 'eu-central-1',
  });
});

test.each<[string, unknown]>([
  ['no object', 'event'],
  ['null', null],
  ['no ResponseURL', { ...EVENT, ResponseURL: undefined }],
  ['a ResponseURL of another scheme', { ...EVENT, ResponseURL: 'file:///etc/passwd' }],
  ['no StackId', { ...EVENT, StackId: undefined }],
  ['a RequestId that is no string', { ...EVENT, RequestId: 7 }],
  ['no LogicalResourceId', { ...EVENT, LogicalResourceId: '' }],
])('there is nowhere to respond to with %s', (_case, event) => {
  expect(readResponseTarget(event, {})).toBeUndefined();
});

test('a request began when CloudFormation signed its URL', () => {
  expect(TARGET.begunAt).toBe(Date.parse('2026-11-25T13:12:27Z'));
});

test('an update says what the properties before it wanted, if they can be read', () => {
  const read = (OldResourceProperties: unknown): unknown => {
    const event = {
      ...EVENT,
      RequestType: 'Update',
      PhysicalResourceId: 'id',
      OldResourceProperties,
    };
    return readRequest(event, readResponseTarget(event, {})!, 'eu-west-1');
  };
  const old = { ...EVENT.ResourceProperties, DomainName: `www.${DOMAIN}` };
  expect(read(old)).toMatchObject({ previous: { domainName: `www.${DOMAIN}` } });
  expect(read({ DomainName: 42 })).not.toHaveProperty('previous');
});

test.each([
  ['true', true],
  [undefined, false],
])('Retain %s is %s', (Retain, isRetained) => {
  expect(readProperties({ Retain })).toMatchObject({ spec: { isRetained } });
});

test('A tag by which certificates are known is left out: a rollback to it must not fail', () => {
  const Tags = [
    { Key: 'team', Value: 'web' },
    { Key: RETAIN_TAG, Value: 'true' },
  ];
  expect(readProperties({ Tags })).toHaveProperty('spec.tags', { team: 'web' });
});
