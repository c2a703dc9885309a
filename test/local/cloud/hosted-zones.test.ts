import type { HostedZone } from '@aws-sdk/client-route-53';
import { zoneOf } from '../../../local/cloud/hosted-zones';

const zone = (Id: string, Name: string, PrivateZone = false): HostedZone => ({
  Id,
  Name,
  CallerReference: Id,
  Config: { PrivateZone },
});
const zones = [
  zone('APEX', 'example.com.'),
  zone('SUB', 'Sub.example.com.'),
  zone('PRIVATE', 'deep.sub.example.com.', true),
];

test.each([
  ['_x.example.com', 'APEX'],
  ['example.com', 'APEX'],
  ['_x.sub.example.com', 'SUB'],
  ['_x.deep.sub.example.com', 'SUB'],
  ['_x.anexample.com', undefined],
  ['_x.example.org', undefined],
])('%s is looked up in %s', (name, id) => {
  expect(zoneOf(name, zones)?.Id).toBe(id);
});
