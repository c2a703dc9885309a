// Where the emulator's ACM looks validation records up: in MiniStack's Route 53, in the zone that public DNS
// would ask, whosever it is, which is never a private one.
import {
  paginateListHostedZones,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  type HostedZone,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { CnameLookup } from 'acm-emulator';

/**
 * @param route53 a client of the root user of an account
 * @param accounts whose zones there may be; an account that is named again counts once, where it came first
 */
export function cnamesIn(
  route53: (account: string) => Route53Client,
  accounts: () => Iterable<string>,
): CnameLookup {
  const firstSeen = new Map<string, number>();
  return {
    lookUpCname: async (name) => {
      const zone = zoneOf(name, await zonesIn([...new Set(accounts())], route53));
      const value = zone && (await cnameIn(route53(zone.account), zone.Id ?? '', name));
      if (value === undefined) {
        firstSeen.delete(name);
        return undefined;
      }
      const visibleSince = firstSeen.get(name) ?? Date.now();
      firstSeen.set(name, visibleSince);
      return { value, visibleSince };
    },
  };
}

type Owned = HostedZone & { readonly account: string };

/** The zones of all accounts, in the order of the accounts. */
async function zonesIn(
  accounts: readonly string[],
  route53: (account: string) => Route53Client,
): Promise<Owned[]> {
  const zones: Owned[] = [];
  for (const account of accounts) {
    for await (const page of paginateListHostedZones({ client: route53(account) }, {}))
      zones.push(...(page.HostedZones ?? []).map((zone) => ({ ...zone, account })));
  }
  return zones;
}

/** The public zone with the longest name that `name` lies in, on label boundaries; of two with one name, the first. */
export function zoneOf<T extends HostedZone>(name: string, zones: readonly T[]): T | undefined {
  const length = ({ Name = '' }: HostedZone): number => Name.length;
  return zones
    .filter(({ Config }) => Config?.PrivateZone !== true)
    .filter(({ Name = '' }) => `.${name}.`.endsWith(`.${Name.toLowerCase()}`))
    .sort((a, b) => length(b) - length(a))[0];
}

async function cnameIn(
  client: Route53Client,
  hostedZoneId: string,
  name: string,
): Promise<string | undefined> {
  const command = new ListResourceRecordSetsCommand({
    HostedZoneId: hostedZoneId,
    StartRecordName: name,
    StartRecordType: 'CNAME',
    MaxItems: 1,
  });
  try {
    const [record] = (await client.send(command)).ResourceRecordSets ?? [];
    const found = record?.Type === 'CNAME' && record.Name?.toLowerCase() === `${name}.`;
    return found ? record.ResourceRecords?.[0]?.Value : undefined;
  } catch (error) {
    // Deleted since it was listed.
    if (error instanceof NoSuchHostedZone) return undefined;
    throw error;
  }
}
