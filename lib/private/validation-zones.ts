// The hosted zones in which a certificate is validated: public, and each name in one of them, as far as that is known while
// synthesizing. What only the deployment knows is checked by the handler.
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { DUMMY_ZONE_ID } from '../../contract/lookups';
import { withoutWildcard } from '../../contract/names';
import { covers, lists, withoutPrefix, zonesFor, type HostedZone } from '../../contract/zones';
import { identityOf } from './permissions/known-early';
import { refusePrivate } from './private-zone';
import { problemAt } from './problem-at';
import { isUnknown, mayCover, nameInNormalForm } from './unknown';
import { warnOfOtherAccount } from './zone-account';
import { givenZones, type GivenZone, type ZoneSources } from './zone-sources';

/** A zone, and the names whose records may go into it: all but those that are known to go elsewhere. */
export interface ServingZone extends HostedZone {
  readonly serves: readonly string[];
}

/** A zone with the paths and properties of its constructs, for what has to be said of it. */
interface Zone extends HostedZone {
  readonly label: string;
  readonly names: readonly string[];
  /** As it was passed, perhaps more than once. */
  readonly given: readonly GivenZone[];
}

export interface ValidationZones {
  readonly serving: readonly ServingZone[];
  /** The same as they were passed. */
  readonly given: readonly GivenZone[];
}

const WITH_A_ROLE =
  'pass it in validationZones with a role of its account, such as a DnsValidationRole';

/**
 * The zones that may serve one of `names`; what serves none is left out. Warns of one of another account that comes without a role.
 *
 * @throws Error if a zone is private, if no zone covers one of `names`, and if two do that cannot be told apart
 */
export function validationZonesFor(
  scope: Construct,
  sources: ZoneSources,
  names: readonly string[],
): ValidationZones {
  const given = givenZones(scope, sources);
  for (const { hostedZone } of given) refusePrivate(scope, hostedZone);
  const zones = distinct(scope, given);
  const [one, other] = zones;
  if (sources.hostedZone !== undefined && one !== undefined && other !== undefined) {
    throw problemAt(
      scope,
      `${one.label} and ${other.label} are two zones; leave hostedZone out, so that validation alone says which`,
    );
  }
  const served = names.map((name) => ({ name, by: zonesThatMayServe(scope, name, zones) }));
  const serving = zones
    .map((zone) => ({
      zone,
      serves: served.filter(({ by }) => by.includes(zone)).map(({ name }) => name),
    }))
    .filter(({ serves }) => serves.length > 0);
  const used = serving.flatMap(({ zone }) => zone.given);
  for (const each of used) {
    if (each.role === undefined) warnOfOtherAccount(scope, each, WITH_A_ROLE);
  }
  return { serving: serving.map(({ zone, serves }) => servingZone(zone, serves)), given: used };
}

function servingZone(
  { hostedZoneId, name, names, roleArn, externalId }: Zone,
  serves: readonly string[],
): ServingZone {
  return {
    hostedZoneId,
    ...(name !== undefined && { name }),
    ...(names.length > 0 && { names }),
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
    serves,
  };
}

function zonesThatMayServe(
  scope: Construct,
  name: string,
  zones: readonly Zone[],
): readonly Zone[] {
  const isListed = zones.some((zone) => lists(zone, name));
  if (isUnknown(name) && !isListed) {
    const possible = zones.filter((zone) => zone.name === undefined || mayCover(zone.name, name));
    if (possible.length === 0) throw problemAt(scope, uncovered(name, zones));
    return possible;
  }
  const isNamed = (zone: Zone): boolean => zone.name !== undefined && !isUnknown(zone.name);
  const best = zonesFor(name, isListed ? zones : zones.filter(isNamed));
  const [one, two] = best;
  if (one !== undefined && two !== undefined) throw problemAt(scope, ambiguity(name, one, two));
  const unnamed = isListed ? [] : zones.filter((zone) => !isNamed(zone));
  const all = [...best, ...unnamed];
  const isServed = all.some(
    (zone) => !isNamed(zone) || isUnknown(name) || covers(zone.name ?? '', name),
  );
  if (!isServed) throw problemAt(scope, uncovered(name, isListed ? best : zones));
  return all;
}

function uncovered(name: string, zones: readonly Zone[]): string {
  const labels = zones.map((zone) => zone.label).join(', ');
  const what = zones.length === 1 ? `${labels} does not cover` : `none of ${labels} covers`;
  return `${what} '${name}'; pass the zone that serves it, or leave the name out`;
}

function ambiguity(name: string, one: Zone, two: Zone): string {
  const cure =
    lists(one, name) && lists(two, name)
      ? 'a name and its wildcard have one record, so name the same zone for both'
      : 'pass the one that the name is delegated to, or say so with CertificateValidation.fromDnsMultiZone';
  return `${one.label} and ${two.label} both serve '${name}', so it is not known into which its record goes; ${cure}`;
}

/** Each zone once, whoever passes it. */
function distinct(scope: Construct, given: readonly GivenZone[]): readonly Zone[] {
  const [only, ...others] = given.map(zoneOf);
  if (only === undefined || others.length === 0) return only === undefined ? [] : [only];
  const zones = new Map<string, Zone>();
  for (const zone of [only, ...others]) {
    const key = keyOf(scope, zone);
    const present = zones.get(key);
    zones.set(key, present === undefined ? zone : merged(scope, present, zone));
  }
  return [...zones.values()];
}

function zoneOf(given: GivenZone): Zone {
  const { property, hostedZone, role, externalId, names = [] } = given;
  const name = zoneNameOf(hostedZone);
  return {
    label: `${property} '${name ?? hostedZone.node.path}'`,
    hostedZoneId: withoutPrefix(hostedZone.hostedZoneId),
    ...(name !== undefined && { name }),
    names: names.map((each) => withoutWildcard(nameInNormalForm(each))),
    ...(role !== undefined && { roleArn: role.roleArn }),
    ...(externalId !== undefined && { externalId }),
    given: [given],
  };
}

/** Every zone that is still to be looked up by its name has the same id. */
function keyOf(scope: Construct, { hostedZoneId, name = '' }: Zone): string {
  const id = identityOf(scope, hostedZoneId);
  return hostedZoneId === DUMMY_ZONE_ID ? `${id} ${name}` : id;
}

function merged(scope: Construct, one: Zone, other: Zone): Zone {
  if (one.roleArn !== other.roleArn || one.externalId !== other.externalId) {
    throw problemAt(
      scope,
      `${one.label} and ${other.label} are one zone with different roles; pass it once`,
    );
  }
  const name = one.name ?? other.name;
  return {
    ...one,
    ...(name !== undefined && { name }),
    names: [...new Set([...one.names, ...other.names])],
    given: [...one.given, ...other.given],
  };
}

/** In normal form; undefined if the zone is known by its id only. */
export function zoneNameOf(hostedZone: route53.IHostedZone): string | undefined {
  try {
    return nameInNormalForm(hostedZone.zoneName);
  } catch {
    // HostedZone.fromHostedZoneId: such a zone throws when it is asked for its name.
    return undefined;
  }
}
