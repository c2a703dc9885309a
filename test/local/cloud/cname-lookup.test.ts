import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import type { HostedZone } from '@aws-sdk/client-route-53';
import { cnamesIn, zoneOf } from '../../../local/cloud/cname-lookup';
import { newEmulator } from '../../emulator/support';
import { DOMAIN } from '../../support/names';

const zone = (Id: string, Name: string, PrivateZone = false): HostedZone => ({
  Id,
  Name,
  CallerReference: Id,
  Config: { PrivateZone },
});
const zones = [
  zone('APEX', `${DOMAIN}.`),
  zone('SUB', `Sub.${DOMAIN}.`),
  zone('PRIVATE', `deep.sub.${DOMAIN}.`, true),
];

test.each([
  [`_x.${DOMAIN}`, 'APEX'],
  [DOMAIN, 'APEX'],
  [`_x.sub.${DOMAIN}`, 'SUB'],
  [`_x.deep.sub.${DOMAIN}`, 'SUB'],
  [`_x.an${DOMAIN}`, undefined],
  ['_x.example.org', undefined],
])('%s is looked up in %s', (name, id) => {
  expect(zoneOf(name, zones)?.Id).toBe(id);
});

test('the first of two zones with one name is looked in', () => {
  const twins = [zone('FIRST', `${DOMAIN}.`), zone('SECOND', `${DOMAIN}.`)];
  expect(zoneOf(`_x.${DOMAIN}`, twins)?.Id).toBe('FIRST');
});

/** A CNAME of each account, in a zone of its own for DOMAIN, and who is asked for it. */
async function lookUpIn(...accounts: readonly string[]) {
  const { emulator, route53Of } = newEmulator();
  for (const account of ['111111111111', '222222222222']) {
    const HostedZoneId = emulator.createHostedZone(DOMAIN, { account });
    const ResourceRecordSet = { Name: `_x.${DOMAIN}`, Type: 'CNAME' as const, TTL: 60 };
    const set = { ...ResourceRecordSet, ResourceRecords: [{ Value: `${account}.` }] };
    const Changes = [{ Action: 'CREATE' as const, ResourceRecordSet: set }];
    const ChangeBatch = { Changes };
    const command = new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch });
    await route53Of(account).send(command);
  }
  return (await cnamesIn(route53Of, () => accounts).lookUpCname(`_x.${DOMAIN}`))?.value;
}

test.each([
  ['in the zone of any account', ['000000000000', '222222222222'], '222222222222.'],
  [
    'in the account that is named first',
    ['222222222222', '111111111111', '222222222222'],
    '222222222222.',
  ],
  ['in no account that is not named', ['000000000000'], undefined],
])('a CNAME is found %s', async (_where, accounts, value) => {
  expect(await lookUpIn(...accounts)).toBe(value);
});
