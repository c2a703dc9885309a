// What a certificate needs to be allowed, in several wordings, the narrowest first: a narrow one may be too long for a
// policy, and what is not known early cannot stand in it.
import type { IConstruct } from 'constructs';
import type { HostedZone } from '../../../contract/zones';
import { ANY_REGION } from './acm';
import { isKnownEarly } from './known-early';
import type { Needs } from './policy';
import { recordPatterns } from './route53';

/** What one certificate needs to be allowed. */
export interface CertificatePermissions {
  readonly region: string;
  /** In normal form. */
  readonly names: readonly string[];
  readonly hostedZone: HostedZone;
  /** Whether validation records that nobody needs any more are removed. */
  readonly removesRecords: boolean;
}

/** Requests for exactly the names, if all are known early, or for all that the zone may serve. */
export function requestsFor(
  scope: IConstruct,
  { region, names, hostedZone: { name } }: CertificatePermissions,
): Needs[] {
  const isKnown = (value: string): boolean => isKnownEarly(scope, value);
  const regions = [isKnown(region) ? region : ANY_REGION];
  const namePatterns = name !== undefined && isKnown(name) ? [name, `*.${name}`] : ['*'];
  const ofZone: Needs = { regions, namePatterns };
  return names.every(isKnown) ? [{ regions, names }, ofZone] : [ofZone];
}

/** The validation records of exactly the names, or those of any name. */
export function recordsFor({
  names,
  hostedZone: { hostedZoneId },
}: CertificatePermissions): Needs[] {
  return [
    { zones: [hostedZoneId], recordPatterns: recordPatterns(names) },
    { zonesOfAnyName: [hostedZoneId] },
  ];
}

/** Every pair of these, one allowed together with the other. */
export function pairs(some: readonly Needs[], others: readonly Needs[]): Needs[] {
  return some.flatMap((one) => others.map((other) => ({ ...one, ...other })));
}
