// Every Route 53 operation that the emulator knows, by the name in the API reference. Each has its route in
// protocol.ts.
import { changeResourceRecordSets } from './change-resource-record-sets';
import { createHostedZone } from './create-hosted-zone';
import { deleteHostedZone } from './delete-hosted-zone';
import { getChange } from './get-change';
import { getHostedZone } from './get-hosted-zone';
import { listHostedZones } from './list-hosted-zones';
import { listHostedZonesByName } from './list-hosted-zones-by-name';
import { listResourceRecordSets } from './list-resource-record-sets';
import type { Operation } from './service';

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['ChangeResourceRecordSets', changeResourceRecordSets],
  ['CreateHostedZone', createHostedZone],
  ['DeleteHostedZone', deleteHostedZone],
  ['GetChange', getChange],
  ['GetHostedZone', getHostedZone],
  ['ListHostedZones', listHostedZones],
  ['ListHostedZonesByName', listHostedZonesByName],
  ['ListResourceRecordSets', listResourceRecordSets],
]);
