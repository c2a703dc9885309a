// GetHostedZone: one zone and the name servers that answer for it; a private zone has none.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
import { hostedZoneOutput, zoneIdFrom } from './service';
import type { Operation } from './service';
import { NAME_SERVERS } from './zones';

export const getHostedZone: Operation = (input, { zones, caller }) => {
  const zone = zones.get(zoneIdFrom(input), caller);
  const delegation = { DelegationSet: { NameServers: { NameServer: NAME_SERVERS } } };
  const vpcs = { VPCs: { VPC: [{ VPCRegion: caller.region, VPCId: 'vpc-00000000000000000' }] } };
  return {
    body: { HostedZone: hostedZoneOutput(zone), ...(zone.privateZone ? vpcs : delegation) },
  };
};
