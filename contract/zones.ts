// Which hosted zone serves a name. Names and zone names are in normal form (names.ts).

/** A public hosted zone of Route 53 in which validation records may be written. */
export interface HostedZone {
  /** Without the prefix /hostedzone/. */
  readonly hostedZoneId: string;
  /** Undefined if the zone is known by its id only. */
  readonly name?: string;
  /** The role to assume for it; undefined if the handlers may write into it themselves. */
  readonly roleArn?: string;
}

/** What every hosted zone's id looks like. @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html */
export const HOSTED_ZONE_ID_PATTERN = /^[A-Za-z0-9]{1,32}$/;

/** Whether a zone of this name may serve `name`: it ends in the zone's name, on the boundary of a label. */
export function covers(zoneName: string, name: string): boolean {
  return `.${name}`.endsWith(`.${zoneName}`);
}

/**
 * The zone that serves `name`: of those that cover it the one with the longest name, else one whose name is not
 * known. Undefined if there is none.
 */
export function zoneFor(name: string, zones: readonly HostedZone[]): HostedZone | undefined {
  return zones
    .filter((zone) => zone.name === undefined || covers(zone.name, name))
    .sort((a, b) => (b.name?.length ?? 0) - (a.name?.length ?? 0))[0];
}
