import {
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import type {
  HostedZoneType,
  ListResourceRecordSetsCommandInput,
  ListResourceRecordSetsCommandOutput,
  RRType,
} from '@aws-sdk/client-route-53';
import { newEmulator } from '../support';
import { DOMAIN, namesUnderDomain } from '../../support/names';

test('zones are listed by reversed labels from a name on, in pages', async () => {
  const { emulator, route53 } = newEmulator();
  for (const name of ['b.com', 'a.org', 'x.b.com', 'b-a.com']) emulator.createHostedZone(name);
  const byName = async (DNSName?: string) => {
    const { HostedZones } = await route53.send(new ListHostedZonesByNameCommand({ DNSName }));
    return HostedZones!.map(({ Name }) => Name);
  };
  expect(await byName()).toEqual(['b-a.com.', 'b.com.', 'x.b.com.', 'a.org.']);
  expect(await byName('b.com')).toEqual(['b.com.', 'x.b.com.', 'a.org.']);
  const named = await route53.send(new ListHostedZonesByNameCommand({ MaxItems: 3 }));
  expect(named).toMatchObject({ IsTruncated: true, NextDNSName: 'a.org.', MaxItems: 3 });
  expect(named.HostedZones).toHaveLength(3);
  const first = await route53.send(new ListHostedZonesCommand({ MaxItems: 3 }));
  const rest = await route53.send(new ListHostedZonesCommand({ Marker: first.NextMarker }));
  expect([first.HostedZones!.length, rest.HostedZones!.length]).toEqual([3, 1]);
});

test('ListHostedZones lists private zones alone if asked to', async () => {
  const { emulator, route53 } = newEmulator();
  emulator.createHostedZone('a.com');
  const Id = `/hostedzone/${emulator.createHostedZone('b.com', { privateZone: true })}`;
  const { HostedZones } = await route53.send(
    new ListHostedZonesCommand({ HostedZoneType: 'PrivateHostedZone' }),
  );
  expect(HostedZones!.map((zone) => zone.Id)).toEqual([Id]);
});

test.each<[string, ListHostedZonesCommand | ListHostedZonesByNameCommand, string]>([
  [
    'ListHostedZones refuses a kind of zone that does not exist',
    new ListHostedZonesCommand({ HostedZoneType: 'x' as HostedZoneType }),
    'InvalidInput',
  ],
  [
    'ListHostedZones refuses a delegation set, since there is none',
    new ListHostedZonesCommand({ DelegationSetId: 'N1' }),
    'NoSuchDelegationSet',
  ],
  [
    'ListHostedZonesByName refuses a zone to start at without its name',
    new ListHostedZonesByNameCommand({ HostedZoneId: 'Z1' }),
    'InvalidInput',
  ],
  [
    'ListHostedZonesByName refuses to start at what is not a domain name',
    new ListHostedZonesByNameCommand({ DNSName: 'a..com' }),
    'InvalidDomainName',
  ],
])('%s', async (_, command, name) => {
  const { route53 } = newEmulator();
  await expect(route53.send(command as ListHostedZonesCommand)).rejects.toMatchObject({ name });
});

/** AWS's order: com.example.a-b. comes before com.example.a. because a hyphen comes before a dot. */
const RECORDS = ['1', '\\052', 'a-b', 'a', 'b.a', 'b', 'a.b'].map((name) => `${name}.${DOMAIN}.`);

/** Its zone holds RECORDS, made in another order, and one of them in two types. */
async function zoneOfRecords() {
  const { emulator, route53, change } = newEmulator();
  const HostedZoneId = emulator.createHostedZone(DOMAIN);
  for (const name of RECORDS.toReversed()) await change(HostedZoneId, ['CREATE', name, 'x', 'TXT']);
  await change(HostedZoneId, ['CREATE', `a.${DOMAIN}`, '192.0.2.1', 'A']);
  return (input: Partial<ListResourceRecordSetsCommandInput>) =>
    route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...input }));
}

const seen = ({ ResourceRecordSets }: ListResourceRecordSetsCommandOutput) =>
  ResourceRecordSets!.map(({ Name, Type }) => `${Type} ${Name}`);

const ALL = [
  `NS ${DOMAIN}.`,
  `SOA ${DOMAIN}.`,
  ...RECORDS.map((name) => `TXT ${name}`).toSpliced(3, 0, `A a.${DOMAIN}.`),
];

test('records are listed escaped, by reversed labels with the last dot, then by type', async () => {
  const list = await zoneOfRecords();
  expect(seen(await list({}))).toEqual(ALL);
});

test('pages of records lead from one to the next', async () => {
  const list = await zoneOfRecords();
  const first = await list({ MaxItems: 6 });
  expect(seen(first)).toEqual(ALL.slice(0, 6));
  expect([first.IsTruncated, first.NextRecordName, first.NextRecordType]).toEqual([
    true,
    `a.${DOMAIN}.`,
    'TXT',
  ]);
  const { NextRecordName, NextRecordType } = first;
  const rest = await list({ StartRecordName: NextRecordName, StartRecordType: NextRecordType });
  expect(seen(rest)).toEqual(ALL.slice(6));
  expect([rest.IsTruncated, rest.NextRecordName]).toEqual([false, undefined]);
});

test.each(ALL.map((_, index) => index + 1))(
  'pages of %i records hold every record once, whatever its name and type',
  async (MaxItems) => {
    const list = await zoneOfRecords();
    const found: string[] = [];
    let start: Partial<ListResourceRecordSetsCommandInput> | undefined = {};
    while (start !== undefined && found.length < 2 * ALL.length) {
      const page: ListResourceRecordSetsCommandOutput = await list({ MaxItems, ...start });
      found.push(...seen(page));
      const { NextRecordName: StartRecordName, NextRecordType: StartRecordType } = page;
      start = page.IsTruncated ? { StartRecordName, StartRecordType } : undefined;
    }
    expect(found).toEqual(ALL);
  },
);

test.each([undefined, 1000])(
  'a page has 300 records at most, though MaxItems is %s',
  async (MaxItems) => {
    const { emulator, route53, change } = newEmulator();
    const HostedZoneId = emulator.createHostedZone(DOMAIN);
    const names = namesUnderDomain(299);
    await change(
      HostedZoneId,
      ...names.map((name): ['CREATE', string, string] => ['CREATE', name, 'v.']),
    );
    const list = new ListResourceRecordSetsCommand({ HostedZoneId, MaxItems });
    const { ResourceRecordSets, IsTruncated } = await route53.send(list);
    expect([ResourceRecordSets!.length, IsTruncated]).toEqual([300, true]);
  },
);

test.each<[string, string, RRType | undefined, number]>([
  ['a name that is there', `a.${DOMAIN}`, undefined, 5],
  ['the place of a type that the name does not have', `a.${DOMAIN}`, 'CNAME', 6],
  ['a type that the name has', `a.${DOMAIN}`, 'TXT', 6],
  ['the place of a name that is not there', `a-z.${DOMAIN}`, undefined, 5],
  ['a name with an asterisk', `*.${DOMAIN}`, undefined, 3],
])('a list of records begins at %s', async (_, StartRecordName, StartRecordType, from) => {
  const list = await zoneOfRecords();
  expect(seen(await list({ StartRecordName, StartRecordType }))).toEqual(ALL.slice(from));
});

test.each<[string, Partial<ListResourceRecordSetsCommandInput>]>([
  ['a name with an empty label', { StartRecordName: `${DOMAIN}..` }],
  ['a type without a name', { StartRecordType: 'A' }],
  ['an identifier', { StartRecordName: DOMAIN, StartRecordIdentifier: 'x' }],
  ['an unknown type', { StartRecordName: DOMAIN, StartRecordType: 'FOO' as RRType }],
])('ListResourceRecordSets refuses to start at %s', async (_, input) => {
  const { emulator, route53 } = newEmulator();
  const HostedZoneId = emulator.createHostedZone(DOMAIN);
  const list = route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...input }));
  await expect(list).rejects.toMatchObject({ name: 'InvalidInput' });
});
