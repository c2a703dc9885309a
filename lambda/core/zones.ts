// Which hosted zone each name goes into, settled before anything is requested. Pure. Of several zones, one that is known by
// its id only is asked for its name first: it may be the better one.
import type { Known } from '../../contract/state';
import { covers, zonesFor, zonesToName, type HostedZone } from '../../contract/zones';
import { namesOf } from './identity';
import type { Action, Look, Operation } from './lifecycle';
import type { CertificateSpec } from './ports';
import { noZoneReason, severalZonesReason } from './reasons';

/** The zones that are wanted, with the names that Route 53 has told. */
export function zonesOf(
  { hostedZones }: Pick<CertificateSpec, 'hostedZones'>,
  { zoneNames = {} }: Known,
): readonly HostedZone[] {
  return hostedZones.map((zone) => {
    const name = zone.name ?? zoneNames[zone.hostedZoneId];
    return name === undefined ? zone : { ...zone, name };
  });
}

/** What keeps records from being written: a zone without a name, or a name without one zone. Undefined if nothing does. */
export function settleZones(
  spec: CertificateSpec,
  { operation, look }: { readonly operation: Operation; readonly look: Look },
): Action | undefined {
  const zones = zonesOf(spec, look.known);
  const names = namesOf(spec);
  const [zone] = zonesToName(names, zones);
  if (zone !== undefined) return nameZone(zone);
  for (const name of names) {
    const serving = zonesFor(name, zones);
    if (!serving.some((each) => each.name === undefined || covers(each.name, name))) {
      return operation.fail(look, noZoneReason(name, zones));
    }
    const ids = new Set(serving.map(({ hostedZoneId }) => hostedZoneId));
    if (ids.size > 1) return operation.fail(look, severalZonesReason(name, [...ids]));
  }
  return undefined;
}

export function nameZone(zone: HostedZone): Extract<Action, { do: 'NAME_ZONE' }> {
  const reason = `asking Route 53 for the name of zone ${zone.hostedZoneId}`;
  return { do: 'NAME_ZONE', zone, code: 'NAMING_ZONES', reason };
}
