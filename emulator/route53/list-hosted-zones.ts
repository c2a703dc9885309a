// ListHostedZones: the zones of the account, in pages that begin at a marker.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZones.html
import { oneOf } from './model';
import { hostedZoneOutput, pageSize, refuseDelegationSet, text } from './service';
import type { Operation } from './service';

const MOST = 100;

export const listHostedZones: Operation = (input, { zones, caller }) => {
  refuseDelegationSet(input);
  const kind = text(input, 'HostedZoneType');
  if (kind !== undefined) oneOf(['PrivateHostedZone'], kind, 'hostedZoneType');
  const marker = text(input, 'Marker') ?? '';
  const size = pageSize(input, MOST);
  const found = zones
    .of(caller.account)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ id, privateZone }) => id >= marker && (kind === undefined || privateZone));
  const next = found[size];
  return {
    body: {
      HostedZones: { HostedZone: found.slice(0, size).map(hostedZoneOutput) },
      Marker: marker,
      IsTruncated: next !== undefined,
      NextMarker: next?.id,
      MaxItems: size,
    },
  };
};
