// Where the emulator's ACM looks validation records up: in MiniStack's Route 53, in the zone that public DNS
// would ask, which is never a private one.
import {
  paginateListHostedZones,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  type HostedZone,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { CnameLookup } from 'acm-emulator';

export function cnamesIn(route53: Route53Client): CnameLookup {
  const firstSeen = new Map<string, number>();
  return {
    lookUpCname: async (name) => {
      const value = await resolve(route53, name);
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

async function resolve(client: Route53Client, name: string): Promise<string | undefined> {
  const zones: HostedZone[] = [];
  for await (const page of paginateListHostedZones({ client }, {}))
    zones.push(...(page.HostedZones ?? []));
  const zone = zoneOf(name, zones);
  return zone === undefined ? undefined : cnameIn(client, zone.Id ?? '', name);
}

/** The public zone with the longest name that `name` lies in, on label boundaries. */
export function zoneOf(name: string, zones: readonly HostedZone[]): HostedZone | undefined {
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
