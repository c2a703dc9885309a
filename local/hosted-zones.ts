// Where the emulator's ACM looks validation records up: MiniStack's Route 53.
import {
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  type Route53Client,
} from '@aws-sdk/client-route-53';
import type { HostedZones } from '../emulator';

export function hostedZonesOf(route53: Route53Client): HostedZones {
  const firstSeen = new Map<string, number>();
  return {
    lookUpCname: async (name) => {
      const { HostedZones: zones = [] } = await route53.send(new ListHostedZonesCommand({}));
      const zone = zones
        .filter(({ Name = '' }) => `.${name}.`.endsWith(`.${Name}`))
        .sort((a, b) => (b.Name?.length ?? 0) - (a.Name?.length ?? 0))[0];
      if (zone === undefined) return undefined;
      const value = await cnameIn(route53, zone.Id ?? '', name);
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

async function cnameIn(
  route53: Route53Client,
  hostedZoneId: string,
  name: string,
): Promise<string | undefined> {
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId: hostedZoneId,
      StartRecordName: name,
      StartRecordType: 'CNAME',
      MaxItems: 1,
    }),
  );
  const [record] = ResourceRecordSets;
  const found = record?.Type === 'CNAME' && record.Name === `${name}.`;
  return found ? record.ResourceRecords?.[0]?.Value : undefined;
}
