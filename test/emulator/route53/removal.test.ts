// What removes records and zones: DELETE in a batch, and DeleteHostedZone.
import {
  ChangeResourceRecordSetsCommand,
  DeleteHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from '@aws-sdk/client-route-53';
import type { ChangeAction, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

const set = (
  Name: string,
  Type: ResourceRecordSet['Type'],
  ...values: string[]
): ResourceRecordSet => ({
  Name,
  Type,
  TTL: 60,
  ResourceRecords: values.map((Value) => ({ Value })),
});

const CNAME = set(`_a.${DOMAIN}`, 'CNAME', 'v.');
const TXT = set(`t.${DOMAIN}`, 'TXT', '"a"', '"b"');

/** A zone with a CNAME, a TXT of two values and a wildcard; it may be changed, listed and deleted. */
async function newZone() {
  const { emulator, route53 } = newEmulator();
  const HostedZoneId = emulator.createHostedZone(DOMAIN);
  const send = (...changes: [ChangeAction, ResourceRecordSet][]) => {
    const Changes = changes.map(([Action, ResourceRecordSet]) => ({ Action, ResourceRecordSet }));
    const command = new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } });
    return route53.send(command);
  };
  const listed = async () => {
    const list = new ListResourceRecordSetsCommand({ HostedZoneId });
    return (await route53.send(list)).ResourceRecordSets!;
  };
  const own = async (type: string) => (await listed()).find(({ Type }) => Type === type)!;
  const names = () => emulator.records(HostedZoneId).map(({ name }) => name);
  const removeZone = () => route53.send(new DeleteHostedZoneCommand({ Id: HostedZoneId }));
  await send(['CREATE', CNAME], ['CREATE', TXT], ['CREATE', set(`*.${DOMAIN}`, 'A', '192.0.2.1')]);
  return { send, listed, own, names, removeZone };
}

const tried = ({ Name, Type }: ResourceRecordSet) =>
  `Tried to delete resource record set [name='${Name!}.', type='${Type!}'] but`;

test('a record is removed by a DELETE with what the list said of it, and no other one', async () => {
  const { send, listed, names } = await newZone();
  const records = (await listed()).filter(({ Type }) => Type === 'CNAME' || Type === 'A');
  await send(...records.map((record): ['DELETE', ResourceRecordSet] => ['DELETE', record]));
  expect(names()).toEqual([`t.${DOMAIN}.`]);
});

test.each([
  ['its values in another order', set(TXT.Name!, 'TXT', '"b"', '"a"')],
  [
    'its name in upper case and with a trailing dot',
    { ...TXT, Name: `T.${DOMAIN.toUpperCase()}.` },
  ],
])('a record is removed by a DELETE with %s', async (_how, record) => {
  const { send, names } = await newZone();
  await send(['DELETE', record]);
  expect(names()).toEqual([`\\052.${DOMAIN}.`, `_a.${DOMAIN}.`]);
});

test.each(['*', '\\052'])('a record whose name begins with %s is the wildcard', async (label) => {
  const { send, names } = await newZone();
  await send(['DELETE', set(`${label}.${DOMAIN}`, 'A', '192.0.2.1')]);
  expect(names()).toEqual([`_a.${DOMAIN}.`, `t.${DOMAIN}.`]);
});

test.each<[string, ResourceRecordSet, string]>([
  ['another TTL', { ...CNAME, TTL: 61 }, 'the values provided do not match the current values'],
  [
    'one value too few',
    set(TXT.Name!, 'TXT', '"a"'),
    'the values provided do not match the current values',
  ],
  [
    'one value too many',
    set(TXT.Name!, 'TXT', '"a"', '"b"', '"c"'),
    'the values provided do not match the current values',
  ],
  ['another type', set(CNAME.Name!, 'TXT', 'v.'), 'it was not found'],
  ['a name that is not there', set(`_b.${DOMAIN}`, 'CNAME', 'v.'), 'it was not found'],
])('a DELETE with %s removes nothing of its batch', async (_what, record, problem) => {
  const { send, names } = await newZone();
  const before = names();
  const refused = send(['UPSERT', set(`first.${DOMAIN}`, 'A', '192.0.2.1')], ['DELETE', record]);
  await expect(refused).rejects.toMatchObject({
    name: 'InvalidChangeBatch',
    message: `[${tried(record)} ${problem}]`,
    $metadata: { httpStatusCode: 400 },
  });
  expect(names()).toEqual(before);
});

test('every problem of a batch is named, in the order of its changes', async () => {
  const { send } = await newZone();
  const gone = set(`_b.${DOMAIN}`, 'CNAME', 'v.');
  const stale = { ...CNAME, TTL: 61 };
  await expect(send(['DELETE', gone], ['DELETE', stale], ['DELETE', TXT])).rejects.toMatchObject({
    message: `[${tried(gone)} it was not found, ${tried(stale)} the values provided do not match the current values]`,
  });
});

test('a record that was deleted is not found by the next DELETE', async () => {
  const { send } = await newZone();
  await send(['DELETE', CNAME]);
  await expect(send(['DELETE', CNAME])).rejects.toThrow(`[${tried(CNAME)} it was not found]`);
});

test.each([
  [
    ['NS', 'SOA'],
    'A HostedZone must contain at least one NS record for the zone itself., A HostedZone must contain exactly one SOA record.',
  ],
  [['NS'], 'A HostedZone must contain at least one NS record for the zone itself.'],
  [['SOA'], 'A HostedZone must contain exactly one SOA record.'],
])("the zone's own %s cannot be deleted", async (types, message) => {
  const { send, own } = await newZone();
  const records = await Promise.all(types.map((type) => own(type)));
  const refused = send(...records.map((each): ['DELETE', ResourceRecordSet] => ['DELETE', each]));
  await expect(refused).rejects.toMatchObject({ message: `[${message}]` });
});

test("the zone's own records may be replaced in one batch", async () => {
  const { send, own } = await newZone();
  const ns = await own('NS');
  await send(['DELETE', ns], ['CREATE', { ...ns, TTL: 300 }]);
  expect((await own('NS')).TTL).toBe(300);
});

test.each([
  ['a TXT of its own name', set(DOMAIN, 'TXT', '"t"')],
  ['a delegation', set(`sub.${DOMAIN}`, 'NS', 'ns.example.org.')],
])('a zone that holds %s cannot be deleted until that is', async (_what, record) => {
  const { send, listed, removeZone } = await newZone();
  const rest = (await listed()).filter(({ Name }) => Name !== `${DOMAIN}.`);
  await send(...rest.map((each): ['DELETE', ResourceRecordSet] => ['DELETE', each]), [
    'CREATE',
    record,
  ]);
  await expect(removeZone()).rejects.toMatchObject({
    name: 'HostedZoneNotEmpty',
    message:
      'The specified hosted zone contains non-required resource record sets  and so cannot be deleted.',
    $metadata: { httpStatusCode: 400 },
  });
  await send(['DELETE', record]);
  await removeZone();
});
