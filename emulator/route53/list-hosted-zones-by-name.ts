// ListHostedZonesByName: the zones of the account by reversed labels, from a name on.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
import { canonical, comparePlaces, escaped, placeOf } from './names';
import type { Place } from './names';
import { hostedZoneOutput, pageSize, text } from './service';
import type { Operation } from './service';
import type { HostedZone } from './zones';

const MOST = 100;

export const listHostedZonesByName: Operation = (input, { zones, caller }) => {
  const from = text(input, 'DNSName');
  const fromId = text(input, 'HostedZoneId');
  const size = pageSize(input, MOST);
  const start = from === undefined ? undefined : placeOf(canonical(from), fromId ?? '');
  const found = zones
    .of(caller.account)
    .sort((a, b) => comparePlaces(placeOfZone(a), placeOfZone(b)))
    .filter((zone) => start === undefined || comparePlaces(placeOfZone(zone), start) >= 0);
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

function placeOfZone({ name, id }: HostedZone): Place {
  return placeOf(name, id);
}
