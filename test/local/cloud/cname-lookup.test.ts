import type { HostedZone } from '@aws-sdk/client-route-53';
import { zoneOf } from '../../../local/cloud/cname-lookup';
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
