// What a certificate needs to be allowed, in several wordings, the narrowest first: a narrow one may be too long for a
// policy, and what is not known early cannot stand in it.
import type { IConstruct } from 'constructs';
import { zonesToName, type HostedZone } from '../../../contract/zones';
import type { ServingZone } from '../validation-zones';
import { ANY_REGION, type CertificateKind } from './acm';
import { isKnownEarly } from './known-early';
import type { Needs, RequestNeeds } from './policy';
import { recordPatterns } from './route53';

/** What one certificate needs to be allowed. */
export interface CertificatePermissions {
  readonly region: string;
  /** In normal form. */
  readonly names: readonly string[];
  readonly hostedZones: readonly ServingZone[];
  readonly kind: CertificateKind;
  /** Whether validation records that nobody needs any more are removed. */
  readonly removesRecords: boolean;
}

/**
 * Requests for exactly the names, if all are known early, or for all that the zones may serve; by e-mail there are none, so for
 * any. A certificate that is validated by DNS may have been validated by e-mail before.
 */
export function requestsFor(
  scope: IConstruct,
  { region, names, hostedZones, kind }: CertificatePermissions,
): Needs[] {
  const isKnown = (value: string): boolean => isKnownEarly(scope, value);
  const regions = [isKnown(region) ? region : ANY_REGION];
  const patternsOf = ({ name }: HostedZone): readonly string[] =>
    name !== undefined && isKnown(name) ? [name, `*.${name}`] : ['*'];
  const namePatterns = [...new Set(hostedZones.flatMap(patternsOf))];
  const areAny = namePatterns.length === 0 || namePatterns.includes('*');
  const ofZones = { kind, namePatterns: areAny ? ['*'] : namePatterns };
  const alternatives: readonly RequestNeeds[] = names.every(isKnown)
    ? [{ kind, names }, ofZones]
    : [ofZones];
  const method = kind.method === 'EMAIL' ? { sendsMails: true } : { changesMethod: true };
  return alternatives.map((each) => ({ regions, requests: [each], ...method }));
}

/** The validation records of exactly the names that go into the zones, or those of any name. */
export function recordsFor(
  hostedZones: readonly ServingZone[],
  { names, hostedZones: all }: CertificatePermissions,
): Needs[] {
  const zones = hostedZones.map(({ hostedZoneId }) => hostedZoneId);
  const served = new Set(hostedZones.flatMap(({ serves }) => serves));
  const toName = zonesToName(names, all).map(({ hostedZoneId }) => hostedZoneId);
  const common = { zonesToName: toName.filter((hostedZoneId) => zones.includes(hostedZoneId)) };
  return [
    { ...common, zones, recordPatterns: recordPatterns([...served]) },
    { ...common, zonesOfAnyName: zones },
  ];
}

/** Every pair of these, one allowed together with the other. */
export function pairs(some: readonly Needs[], others: readonly Needs[]): Needs[] {
  return some.flatMap((one) => others.map((other) => ({ ...one, ...other })));
}
