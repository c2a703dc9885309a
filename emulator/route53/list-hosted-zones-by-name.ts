// ListHostedZonesByName: the zones of the account by reversed labels, from a name on.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
import { canonical, escaped, sortKey } from './names';
import { hostedZoneOutput, pageSize, text } from './service';
import type { Operation } from './service';
import type { HostedZone } from './zones';

const MOST = 100;

export const listHostedZonesByName: Operation = (input, { zones, caller }) => {
  const from = text(input, 'DNSName');
  const fromId = text(input, 'HostedZoneId');
  const size = pageSize(input, MOST);
  const found = zones
    .of(caller.account)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .filter((zone) => from === undefined || key(zone) >= startKey(from, fromId));
  const next = found[size];
  return {
    body: {
      HostedZones: { HostedZone: found.slice(0, size).map(hostedZoneOutput) },
      DNSName: from,
      HostedZoneId: fromId,
      IsTruncated: next !== undefined,
      NextDNSName: next && escaped(next.name),
      NextHostedZoneId: next?.id,
      MaxItems: size,
    },
  };
};

function key(zone: HostedZone): string {
  return `${sortKey(zone.name)} ${zone.id}`;
}

function startKey(name: string, id = ''): string {
  return `${sortKey(canonical(name))} ${id}`;
}
