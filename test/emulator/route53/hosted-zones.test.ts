import {
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import type { RRType } from '@aws-sdk/client-route-53';
import { newWorld } from '../world';

test('a zone is created, read and deleted', async () => {
  const { route53 } = newWorld();
  const { HostedZone, DelegationSet } = await route53.send(
    new CreateHostedZoneCommand({ Name: 'Example.com', CallerReference: 'r' }),
  );
  expect(HostedZone).toMatchObject({
    Name: 'example.com.',
    ResourceRecordSetCount: 2,
    Config: { PrivateZone: false },
  });
  const Id = HostedZone!.Id!;
  const got = await route53.send(new GetHostedZoneCommand({ Id }));
  expect(got.HostedZone).toEqual(HostedZone);
  expect(got.DelegationSet).toEqual(DelegationSet);
  await route53.send(new DeleteHostedZoneCommand({ Id }));
  await expect(route53.send(new GetHostedZoneCommand({ Id }))).rejects.toMatchObject({
    name: 'NoSuchHostedZone',
    $metadata: { httpStatusCode: 404 },
  });
});

test('fails to delete a zone that holds records', async () => {
  const { emulator, route53, change } = newWorld();
  const Id = emulator.createHostedZone('example.com');
  await change(Id, ['CREATE', 'a.example.com', 'b.']);
  await expect(route53.send(new DeleteHostedZoneCommand({ Id }))).rejects.toMatchObject({
    name: 'HostedZoneNotEmpty',
  });
});

test('fails for the same caller reference', async () => {
  const { route53 } = newWorld();
  const create = () =>
    route53.send(new CreateHostedZoneCommand({ Name: 'example.com', CallerReference: 'r' }));
  await create();
  await expect(create()).rejects.toMatchObject({ name: 'HostedZoneAlreadyExists' });
});

test('fails for a zone of another account', async () => {
  const { emulator, route53Of } = newWorld();
  const Id = emulator.createHostedZone('example.com', { account: '111122223333' });
  const get = (account: string) => route53Of(account).send(new GetHostedZoneCommand({ Id }));
  await expect(get('444455556666')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await get('111122223333')).HostedZone!.Name).toBe('example.com.');
});

test('an account lists its own zones only', async () => {
  const { emulator, route53Of } = newWorld();
  emulator.createHostedZone('a.com', { account: '111122223333' });
  emulator.createHostedZone('b.com', { account: '444455556666' });
  const client = route53Of('111122223333');
  for (const command of [new ListHostedZonesCommand(), new ListHostedZonesByNameCommand()]) {
    const { HostedZones } = await client.send(command as ListHostedZonesCommand);
    expect(HostedZones!.map(({ Name }) => Name)).toEqual(['a.com.']);
  }
});

test('zones are listed by reversed labels from a name on, in pages', async () => {
  const { emulator, route53 } = newWorld();
  for (const name of ['b.com', 'a.org', 'x.b.com', 'a.com']) emulator.createHostedZone(name);
  const byName = async (DNSName?: string) => {
    const { HostedZones } = await route53.send(new ListHostedZonesByNameCommand({ DNSName }));
    return HostedZones!.map(({ Name }) => Name);
  };
  expect(await byName()).toEqual(['a.com.', 'b.com.', 'x.b.com.', 'a.org.']);
  expect(await byName('b.com')).toEqual(['b.com.', 'x.b.com.', 'a.org.']);
  const named = await route53.send(new ListHostedZonesByNameCommand({ MaxItems: 3 }));
  expect(named).toMatchObject({ IsTruncated: true, NextDNSName: 'a.org.', MaxItems: 3 });
  expect(named.HostedZones).toHaveLength(3);
  const first = await route53.send(new ListHostedZonesCommand({ MaxItems: 3 }));
  const rest = await route53.send(new ListHostedZonesCommand({ Marker: first.NextMarker }));
  expect([first.HostedZones!.length, rest.HostedZones!.length]).toEqual([3, 1]);
});

test('a change is PENDING, then INSYNC', async () => {
  const { emulator, route53, change, clock } = newWorld();
  const { ChangeInfo } = await change(emulator.createHostedZone('example.com'), [
    'CREATE',
    'a.example.com',
    'b.',
  ]);
  const status = async () =>
    (await route53.send(new GetChangeCommand({ Id: ChangeInfo!.Id }))).ChangeInfo!.Status;
  expect(await status()).toBe('PENDING');
  clock.advance(2);
  expect(await status()).toBe('INSYNC');
  await expect(route53.send(new GetChangeCommand({ Id: 'C1' }))).rejects.toMatchObject({
    name: 'NoSuchChange',
  });
});

test('records are listed escaped, by reversed labels, from a name on, in pages', async () => {
  const { emulator, route53, change } = newWorld();
  const HostedZoneId = emulator.createHostedZone('example.com');
  for (const name of ['b', '*', 'a.b', 'a'])
    await change(HostedZoneId, ['CREATE', `${name}.example.com`, 'x.']);
  const list = async (input: { MaxItems?: number; StartRecordName?: string }) => {
    const output = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId, ...input }),
    );
    const names = output
      .ResourceRecordSets!.filter(({ Type }) => Type === 'CNAME')
      .map(({ Name }) => Name);
    return { names, next: output.NextRecordName };
  };
  const all = ['\\052.example.com.', 'a.example.com.', 'b.example.com.', 'a.b.example.com.'];
  expect(await list({})).toEqual({ names: all, next: undefined });
  expect(await list({ StartRecordName: '*.example.com', MaxItems: 2 })).toEqual({
    names: all.slice(0, 2),
    next: all[2],
  });
  expect(await list({ StartRecordName: all[2]! })).toEqual({
    names: all.slice(2),
    next: undefined,
  });
});

test.each<[string, { StartRecordName?: string; StartRecordType?: RRType }]>([
  ['an empty label', { StartRecordName: 'example.com..' }],
  ['a type without a name', { StartRecordType: 'A' }],
  ['an unknown type', { StartRecordName: 'example.com', StartRecordType: 'FOO' as RRType }],
])('fails to list records from %s on', async (_, input) => {
  const { emulator, route53 } = newWorld();
  const HostedZoneId = emulator.createHostedZone('example.com');
  const list = route53.send(new ListResourceRecordSetsCommand({ HostedZoneId, ...input }));
  await expect(list).rejects.toMatchObject({ name: 'InvalidInput' });
});
