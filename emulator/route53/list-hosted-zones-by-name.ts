// ListHostedZonesByName: the zones of the account by reversed labels, from a name on.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByName.html
import { ServiceError } from '../errors';
import { comparePlaces, escaped, placeOf } from './names';
import type { Place } from './names';
import { domainNameFrom, hostedZoneOutput, pageSize, text } from './service';
import type { Input, Operation } from './service';
import type { HostedZone } from './zones';

const MOST = 100;

export const listHostedZonesByName: Operation = (input, { zones, caller }) => {
  const start = startFrom(input);
  const size = pageSize(input, MOST);
  const found = zones
    .of(caller.account)
    .sort((a, b) => comparePlaces(placeOfZone(a), placeOfZone(b)))
    .filter((zone) => start === undefined || comparePlaces(placeOfZone(zone), start) >= 0);
  const next = found[size];
  return {
    body: {
      HostedZones: { HostedZone: found.slice(0, size).map(hostedZoneOutput) },
      DNSName: text(input, 'DNSName'),
      HostedZoneId: text(input, 'HostedZoneId'),
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

function startFrom(input: Input): Place | undefined {
  const id = text(input, 'HostedZoneId');
  if (text(input, 'DNSName') !== undefined) {
    return placeOf(domainNameFrom(input, 'DNSName'), id ?? '');
  }
  if (id === undefined) return undefined;
  throw new ServiceError('InvalidInput', 'The zone cannot be given without the name to start at.');
}
