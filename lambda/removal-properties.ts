// The reader of which validation records are to be removed with a certificate: a part of event.ts.
import type { HostedZone } from '../contract/zones';
import type { RecordRemoval } from './core/lifecycle';
import { attempt, isFields, isTrue, readList, readRegion, type Fields } from './fields';
import { readHostedZone } from './zone-properties';

/** What cannot be read is left alone: neither a delete nor a rollback may fail over it. */
export function readRemoval(properties: Fields, oldProperties: unknown): RecordRemoval | undefined {
  if (!isTrue(properties['RemoveValidationRecords'])) return undefined;
  const before = isFields(oldProperties) ? oldProperties : {};
  const zones = [properties['HostedZones'], before['HostedZones']].filter(Array.isArray).flat();
  const hostedZones = mergedZones(
    zones.flatMap((zone) => attempt(() => readHostedZone(zone)) ?? []),
  );
  const regions = attempt(() => readRegions(properties['ValidationRecordRegions']));
  return { hostedZones, ...(regions !== undefined && { regions }) };
}

/** Each zone once: as it stands first, with the name and the names that it has elsewhere. */
function mergedZones(zones: readonly HostedZone[]): readonly HostedZone[] {
  const byId = new Map<string, HostedZone>();
  for (const zone of zones) {
    const first = byId.get(zone.hostedZoneId) ?? zone;
    const name = first.name ?? zone.name;
    const names = [...new Set([...(first.names ?? []), ...(zone.names ?? [])])];
    byId.set(zone.hostedZoneId, {
      ...first,
      ...(name !== undefined && { name }),
      ...(names.length > 0 && { names }),
    });
  }
  return [...byId.values()];
}

function readRegions(value: unknown): readonly string[] {
  return readList('ValidationRecordRegions', value).map(readRegion);
}
