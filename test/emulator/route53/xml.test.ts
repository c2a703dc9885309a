import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import type { ChangeBatch, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

const MARKUP = `<b>"a" & 'b'</b> &amp; &lt;`;

test('a TXT value with markup is the same when it is listed', async () => {
  const { emulator, route53, change } = newEmulator();
  const HostedZoneId = emulator.createHostedZone(DOMAIN);
  await change(HostedZoneId, ['CREATE', `t.${DOMAIN}`, MARKUP, 'TXT']);
  expect(emulator.records(HostedZoneId)[0]!.values).toEqual([MARKUP]);
  const { ResourceRecordSets } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName: `t.${DOMAIN}` }),
  );
  expect(ResourceRecordSets).toEqual([
    { Name: `t.${DOMAIN}.`, Type: 'TXT', TTL: 60, ResourceRecords: [{ Value: MARKUP }] },
  ]);
});

test('the values of a record set are listed in their order', async () => {
  const { emulator, route53 } = newEmulator();
  const HostedZoneId = emulator.createHostedZone(DOMAIN);
  const set: ResourceRecordSet = {
    Name: `t.${DOMAIN}.`,
    Type: 'TXT',
    TTL: 0,
    ResourceRecords: ['"b"', '"a"', '" c "'].map((Value) => ({ Value })),
  };
  const ChangeBatch: ChangeBatch = { Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] };
  await route53.send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
  const { ResourceRecordSets } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId, StartRecordName: `t.${DOMAIN}` }),
  );
  expect(ResourceRecordSets).toEqual([set]);
});

test('a zone without a comment has none when it is read', async () => {
  const { route53 } = newEmulator();
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: DOMAIN, CallerReference: MARKUP }),
  );
  expect(HostedZone).toMatchObject({
    CallerReference: MARKUP,
    Config: { PrivateZone: false },
    ResourceRecordSetCount: 2,
  });
  expect(HostedZone!.Config).not.toHaveProperty('Comment');
});

test('a refusal with markup is the same in the message of the error', async () => {
  const { route53 } = newEmulator();
  const get = route53.send(new GetHostedZoneCommand({ Id: MARKUP }));
  await expect(get).rejects.toThrow(`No hosted zone found with ID: ${MARKUP}`);
});
