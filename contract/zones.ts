// Which hosted zone serves a name. Names and zone names are in normal form (names.ts).
import { withoutWildcard } from './names';

/** A public hosted zone of Route 53 in which validation records may be written. */
export interface HostedZone {
  /** Without the prefix /hostedzone/. */
  readonly hostedZoneId: string;
  /** Undefined if the zone is known by its id only. */
  readonly name?: string;
  /** Names that go into it whatever other zones cover them, without their wildcards. */
  readonly names?: readonly string[];
  /** The role to assume for it; undefined if the handlers may write into it themselves. */
  readonly roleArn?: string;
  /** What the role wants to be told by whoever assumes it. */
  readonly externalId?: string;
}

/** What every hosted zone's id looks like. @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export const HOSTED_ZONE_ID_PATTERN = /^[A-Za-z0-9]{1,32}$/;

/** Before the id in what Route 53's API and command line print. */
export const HOSTED_ZONE_ID_PREFIX = '/hostedzone/';

export function withoutPrefix(hostedZoneId: string): string {
  return hostedZoneId.startsWith(HOSTED_ZONE_ID_PREFIX)
    ? hostedZoneId.slice(HOSTED_ZONE_ID_PREFIX.length)
    : hostedZoneId;
}

/** Whether a zone of this name may serve `name`: it ends in the zone's name, on the boundary of a label. */
export function covers(zoneName: string, name: string): boolean {
  return `.${name}`.endsWith(`.${zoneName}`);
}

/** Whether the zone is said to serve exactly this name. */
export function lists({ names }: HostedZone, name: string): boolean {
  return names?.includes(withoutWildcard(name)) === true;
}

/**
 * The zones that serve `name`: those that list it; else, of those that cover it, the ones with the longest name; else those
 * whose names are not known. More than one if they cannot be told apart, and none if no zone serves it.
 */
export function zonesFor<T extends HostedZone>(name: string, zones: readonly T[]): readonly T[] {
  const listing = zones.filter((zone) => lists(zone, name));
  if (listing.length > 0) return listing;
  const covering = zones.filter((zone) => zone.name === undefined || covers(zone.name, name));
  const longest = Math.max(...covering.map(lengthOfName));
  return covering.filter((zone) => lengthOfName(zone) === longest);
}

/** The first of them. */
export function zoneFor(name: string, zones: readonly HostedZone[]): HostedZone | undefined {
  return zonesFor(name, zones)[0];
}

/** The zones whose names must be asked for before it can be said which of several zones serves which name. */
export function zonesToName<T extends HostedZone>(
  names: readonly string[],
  zones: readonly T[],
): readonly T[] {
  const isListed = (name: string): boolean => zones.some((zone) => lists(zone, name));
  if (zones.length < 2 || names.every(isListed)) return [];
  return zones.filter(({ name }) => name === undefined);
}

function lengthOfName({ name }: HostedZone): number {
  return name?.length ?? 0;
}
