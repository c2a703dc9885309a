// The reader of the hosted zones among the properties of an event.
import { isStillToBeLookedUp } from '../contract/lookups';
import { normalForm, withoutWildcard } from '../contract/names';
import { HOSTED_ZONE_ID_PATTERN, withoutPrefix, type HostedZone } from '../contract/zones';
import { invalid, isFields, isText, neverLookedUp, readList, type Fields } from './fields';

export const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/** @throws CertificateError `INVALID_PROPERTIES` */
export function readHostedZones(value: unknown): readonly HostedZone[] {
  const zones = readList('HostedZones', value).map(readHostedZone);
  if (zones.length > 0) return zones;
  throw invalid('HostedZones', value, 'at least one public hosted zone is needed');
}

/** @throws CertificateError `INVALID_PROPERTIES` */
export function readHostedZone(value: unknown): HostedZone {
  const { HostedZoneId, Name: name, Names: names, ...role } = isFields(value) ? value : {};
  const hostedZoneId = isText(HostedZoneId) ? withoutPrefix(HostedZoneId) : '';
  const texts = [hostedZoneId, name, role['RoleArn'], role['ExternalId']].filter(isText);
  if (texts.some(isStillToBeLookedUp)) {
    throw neverLookedUp('HostedZones', value);
  }
  if (!HOSTED_ZONE_ID_PATTERN.test(hostedZoneId)) {
    throw invalid('HostedZones', value, 'the id of a public hosted zone is needed');
  }
  return {
    hostedZoneId,
    ...(isText(name) && { name: normalForm(name) }),
    ...(names !== undefined && { names: readList('Names', names).map(readServedName) }),
    ...readRole(role, value),
  };
}

function readServedName(name: unknown): string {
  if (isText(name)) return withoutWildcard(normalForm(name));
  throw invalid('HostedZones', name, 'Names must be a list of domain names');
}

function readRole(
  { RoleArn: roleArn, ExternalId: externalId }: Fields,
  zone: unknown,
): Pick<HostedZone, 'roleArn' | 'externalId'> {
  if (roleArn === undefined) return {};
  if (!isText(roleArn) || !ROLE_ARN.test(roleArn)) {
    throw invalid('HostedZones', zone, 'RoleArn must be the ARN of a role');
  }
  return { roleArn, ...(isText(externalId) && { externalId }) };
}
