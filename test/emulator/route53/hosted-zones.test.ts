import {
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  GetChangeCommand,
  GetHostedZoneCommand,
  ListHostedZonesByNameCommand,
  ListHostedZonesCommand,
} from '@aws-sdk/client-route-53';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

test('a zone is created, read and deleted', async () => {
  const { route53 } = newEmulator();
  const { HostedZone, DelegationSet } = await route53.send(
    new CreateHostedZoneCommand({ Name: DOMAIN.toUpperCase(), CallerReference: 'r' }),
  );
  expect(HostedZone).toMatchObject({
    Name: `${DOMAIN}.`,
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

test('DeleteHostedZone refuses a zone that holds records', async () => {
  const { emulator, route53, change } = newEmulator();
  const Id = emulator.createHostedZone(DOMAIN);
  await change(Id, ['CREATE', `a.${DOMAIN}`, 'b.']);
  await expect(route53.send(new DeleteHostedZoneCommand({ Id }))).rejects.toMatchObject({
    name: 'HostedZoneNotEmpty',
  });
});

test('CreateHostedZone refuses a caller reference that was used before', async () => {
  const { route53 } = newEmulator();
  const create = () =>
    route53.send(new CreateHostedZoneCommand({ Name: DOMAIN, CallerReference: 'r' }));
  await create();
  await expect(create()).rejects.toMatchObject({ name: 'HostedZoneAlreadyExists' });
});

test('CreateHostedZone refuses a delegation set, since there is none', async () => {
  const { route53 } = newEmulator();
  const create = route53.send(
    new CreateHostedZoneCommand({ Name: 'a.com', CallerReference: 'r', DelegationSetId: 'N1' }),
  );
  await expect(create).rejects.toMatchObject({ name: 'NoSuchDelegationSet' });
});

test('GetHostedZone refuses a zone of another account', async () => {
  const { emulator, route53Of } = newEmulator();
  const Id = emulator.createHostedZone(DOMAIN, { account: '111122223333' });
  const get = (account: string) => route53Of(account).send(new GetHostedZoneCommand({ Id }));
  await expect(get('444455556666')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect((await get('111122223333')).HostedZone!.Name).toBe(`${DOMAIN}.`);
});

test('an account lists its own zones only', async () => {
  const { emulator, route53Of } = newEmulator();
  emulator.createHostedZone('a.com', { account: '111122223333' });
  emulator.createHostedZone('b.com', { account: '444455556666' });
  const client = route53Of('111122223333');
  for (const command of [new ListHostedZonesCommand(), new ListHostedZonesByNameCommand()]) {
    const { HostedZones } = await client.send(command as ListHostedZonesCommand);
    expect(HostedZones!.map(({ Name }) => Name)).toEqual(['a.com.']);
  }
});

test('a change is PENDING, then INSYNC', async () => {
  const { emulator, route53, change, clock } = newEmulator();
  const { ChangeInfo } = await change(emulator.createHostedZone(DOMAIN), [
    'CREATE',
    `a.${DOMAIN}`,
    'b.',
  ]);
  const status = async () =>
    (await route53.send(new GetChangeCommand({ Id: ChangeInfo!.Id }))).ChangeInfo!.Status;
  expect(await status()).toBe('PENDING');
  clock.advance(2);
  expect(await status()).toBe('INSYNC');
});

test.each([
  ['an id that was never given', '000000000000', 'C1'],
  ['a change of another account', '111122223333', undefined],
])('GetChange refuses %s', async (_, account, id) => {
  const { emulator, route53Of, change } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const { ChangeInfo } = await change(zone, ['CREATE', `a.${DOMAIN}`, 'b.']);
  const get = route53Of(account).send(new GetChangeCommand({ Id: id ?? ChangeInfo!.Id }));
  await expect(get).rejects.toMatchObject({ name: 'NoSuchChange' });
});
