import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import type { Change } from '@aws-sdk/client-route-53';
import { newEmulator } from '../support';
import { DOMAIN, nameOfLength, namesUnderDomain } from '../../support/names';

const A = `_a.${DOMAIN}`;

const change = (
  Action: 'CREATE' | 'DELETE' | 'UPSERT',
  Name: string,
  Value = 'v.',
  more = {},
): Change => ({
  Action,
  ResourceRecordSet: { Name, Type: 'CNAME', TTL: 60, ResourceRecords: [{ Value }], ...more },
});

const LABEL = 'a'.repeat(63);

const many = (count: number) => namesUnderDomain(count).map((name) => change('UPSERT', name));

/** A zone that holds A, and a way to send it a batch. */
async function zone() {
  const { emulator, route53 } = newEmulator();
  const HostedZoneId = emulator.createHostedZone(DOMAIN);
  const send = (...Changes: Change[]) =>
    route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }));
  await send(change('CREATE', A));
  return { send, records: () => emulator.records(HostedZoneId) };
}

test.each<[string, Change[], string]>([
  [
    'to create a record that exists',
    [change('CREATE', A)],
    `[Tried to create resource record set [name='_a.${DOMAIN}.', type='CNAME'] but it already exists]`,
  ],
  [
    'to delete a record that is not there',
    [change('DELETE', `_b.${DOMAIN}`)],
    `[Tried to delete resource record set [name='_b.${DOMAIN}.', type='CNAME'] but it was not found]`,
  ],
  [
    'to delete a record with another value',
    [change('DELETE', A, 'w.')],
    `[Tried to delete resource record set [name='_a.${DOMAIN}.', type='CNAME'] but the values provided do not match the current values]`,
  ],
  [
    'to delete a record with another TTL',
    [change('DELETE', A, 'v.', { TTL: 61 })],
    `[Tried to delete resource record set [name='_a.${DOMAIN}.', type='CNAME'] but the values provided do not match the current values]`,
  ],
  [
    'a record outside the zone',
    [change('UPSERT', `a.bad${DOMAIN}`)],
    `[RRSet with DNS name a.bad${DOMAIN}. is not permitted in zone ${DOMAIN}.]`,
  ],
  [
    'to change one record twice',
    [change('UPSERT', `_b.${DOMAIN}`), change('UPSERT', `_B.${DOMAIN}.`)],
    `[The request contains an invalid set of changes for a resource record set 'CNAME _b.${DOMAIN}.']`,
  ],
  [
    'a CNAME at the apex',
    [change('UPSERT', DOMAIN)],
    `[RRSet of type CNAME with DNS name ${DOMAIN}. is not permitted at apex in zone ${DOMAIN}.]`,
  ],
  [
    'a TXT beside a CNAME',
    [change('UPSERT', A, '"t"', { Type: 'TXT' })],
    `[RRSet of type TXT with DNS name _a.${DOMAIN}. is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${DOMAIN}.]`,
  ],
  [
    'an empty label',
    [change('CREATE', `a..${DOMAIN}`)],
    `FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..${DOMAIN}'`,
  ],
  [
    'a label of 64 characters',
    [change('CREATE', `${LABEL}a.${DOMAIN}`)],
    `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${LABEL}a'`,
  ],
  [
    'a name of 256 characters',
    [change('CREATE', nameOfLength(256))],
    `FATAL problem: DomainNameTooLong (Domain name is too long) encountered with '${nameOfLength(256)}'`,
  ],
  [
    'a CNAME beside a TXT',
    [change('CREATE', `t.${DOMAIN}`, '"t"', { Type: 'TXT' }), change('CREATE', `t.${DOMAIN}`)],
    `[RRSet of type CNAME with DNS name t.${DOMAIN}. is not permitted as it conflicts with other records with the same DNS name in zone ${DOMAIN}.]`,
  ],
  [
    '1001 records, each UPSERT counted twice',
    [...many(499), change('CREATE', `last.${DOMAIN}`)],
    '[Number of records limit of 1000 exceeded.]',
  ],
  [
    // With the two characters, twice, of the upsert that goes first.
    '32,001 value characters',
    [change('CREATE', `t.${DOMAIN}`, 'v'.repeat(31997), { Type: 'TXT' })],
    '[RDATA character limit of 32000 exceeded.]',
  ],
  [
    'more than 32,000 value characters, each UPSERT counted twice',
    [change('UPSERT', `t.${DOMAIN}`, 'v'.repeat(15999), { Type: 'TXT' })],
    '[RDATA character limit of 32000 exceeded.]',
  ],
])(
  'ChangeResourceRecordSets refuses %s, and does nothing of the batch',
  async (_, changes, message) => {
    const { send, records } = await zone();
    const before = records();
    const refused = send(change('UPSERT', `_first.${DOMAIN}`), ...changes);
    await expect(refused).rejects.toMatchObject({ name: 'InvalidChangeBatch', message });
    expect(records()).toEqual(before);
  },
);

test.each<[string, Change, RegExp]>([
  [
    'a record without TTL',
    change('UPSERT', A, 'v.', { TTL: undefined }),
    /Expected exactly one of \[AliasTarget/,
  ],
  [
    'a weighted record',
    change('UPSERT', A, 'v.', { SetIdentifier: 'x', Weight: 1 }),
    /SetIdentifier/,
  ],
  [
    'a type that Route 53 does not know',
    change('CREATE', `a.${DOMAIN}`, 'v.', { Type: 'FOO' }),
    /'FOO' at 'changeBatch\.changes\.1\.member\.resourceRecordSet\.type'/,
  ],
])('ChangeResourceRecordSets refuses %s', async (_, refused, message) => {
  const { send } = await zone();
  const refusal = send(refused);
  await expect(refusal).rejects.toMatchObject({ name: 'InvalidInput' });
  await expect(refusal).rejects.toThrow(message);
});

test('a batch may hold 1000 records, each UPSERT counted twice', async () => {
  const { send, records } = await zone();
  await send(...many(500));
  expect(records()).toHaveLength(501);
});

test('a batch may hold 32,000 value characters, each UPSERT counted twice', async () => {
  const { send, records } = await zone();
  await send(change('UPSERT', `t.${DOMAIN}`, 'v'.repeat(16000), { Type: 'TXT' }));
  expect(records()).toHaveLength(2);
});

test('a name may have 255 characters, the dots counted', async () => {
  const { send, records } = await zone();
  await send(change('CREATE', nameOfLength(255)));
  expect(records().map(({ name }) => name.length)).toContain(256);
});

test.each<[string, object]>([
  [
    'AliasTarget',
    { AliasTarget: { HostedZoneId: 'Z1', DNSName: 'a.', EvaluateTargetHealth: false } },
  ],
  ['Weight', { Weight: 1 }],
  ['Region', { Region: 'eu-west-1' }],
  ['Failover', { Failover: 'PRIMARY' }],
  ['GeoLocation', { GeoLocation: { CountryCode: 'DE' } }],
  ['GeoProximityLocation', { GeoProximityLocation: { AWSRegion: 'eu-west-1' } }],
  ['MultiValueAnswer', { MultiValueAnswer: true }],
  ['HealthCheckId', { HealthCheckId: 'h' }],
  ['TrafficPolicyInstanceId', { TrafficPolicyInstanceId: 't' }],
  ['CidrRoutingConfig', { CidrRoutingConfig: { CollectionId: 'c', LocationName: 'l' } }],
])('ChangeResourceRecordSets refuses a record with %s', async (field, routing) => {
  const { send } = await zone();
  const refusal = send(change('UPSERT', A, 'v.', routing));
  await expect(refusal).rejects.toMatchObject({ name: 'InvalidInput' });
  await expect(refusal).rejects.toThrow(`${field} is beyond what the emulator knows`);
});

test('a record may be deleted and created in one batch', async () => {
  const { send, records } = await zone();
  await send(change('DELETE', `_A.${DOMAIN.toUpperCase()}.`), change('CREATE', A, 'w.'));
  expect(records()).toEqual([{ name: `_a.${DOMAIN}.`, type: 'CNAME', ttl: 60, values: ['w.'] }]);
});

test('an UPSERT replaces value and TTL', async () => {
  const { send, records } = await zone();
  await send(change('UPSERT', A, 'w.', { TTL: 5 }));
  expect(records()).toEqual([{ name: `_a.${DOMAIN}.`, type: 'CNAME', ttl: 5, values: ['w.'] }]);
});

test('a zone is busy with a change for a quarter of a second, and refuses any other one meanwhile', async () => {
  const { emulator, change, clock } = newEmulator({ timings: { changeSeconds: 0.25 } });
  const [busy, idle] = [emulator.createHostedZone(DOMAIN), emulator.createHostedZone(DOMAIN)];
  await change(busy, ['CREATE', `a.${DOMAIN}`, 'b.']);
  const next = () => change(busy, ['CREATE', `c.${DOMAIN}`, 'd.']);
  clock.advance(0.249);
  await expect(next()).rejects.toMatchObject({
    name: 'PriorRequestNotComplete',
    message: 'The request was rejected because Route 53 was still processing a prior request.',
    $metadata: { httpStatusCode: 400 },
  });
  await change(idle, ['CREATE', `a.${DOMAIN}`, 'b.']);
  clock.advance(0.001);
  await next();
});
