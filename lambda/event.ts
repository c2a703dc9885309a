// The reader of CloudFormation's event: the only file that does. In the event everything is a string or a list of
// strings, and none of it is trusted; what leaves is checked, in normal form, and typed.
import { REGION_PATTERN } from '../contract/constants';
import {
  normalForm,
  problemWithFirstName,
  problemWithName,
  problemWithNumberOfNames,
  withoutWildcard,
} from '../contract/names';
import { isStillToBeLookedUp } from '../contract/lookups';
import type { RequestType, Tags } from '../contract/state';
import { HOSTED_ZONE_ID_PATTERN, withoutPrefix, type HostedZone } from '../contract/zones';
import { CertificateError } from './core/errors';
import type { LifecycleRequest, RecordRemoval } from './core/lifecycle';
import type { CertificateSpec, Owner } from './core/ports';
import { isResponseUrl, signedAt, type Environment } from './response-url';

/** Where a response goes, and what it must repeat. */
export interface ResponseTarget {
  readonly responseUrl: string;
  readonly requestId: string;
  readonly owner: Owner;
  /** Undefined where CloudFormation knows none yet. */
  readonly physicalResourceId?: string;
  /** When CloudFormation made the request, in milliseconds since the epoch; undefined if its URL does not say. */
  readonly begunAt?: number;
}

const ROLE_ARN = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;

type Fields = Readonly<Record<string, unknown>>;

/** Reads what is needed to respond at all; undefined if that is not there. */
export function readResponseTarget(
  event: unknown,
  environment: Environment,
): ResponseTarget | undefined {
  if (!isFields(event)) return undefined;
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = event;
  if (!isText(ResponseURL) || !isResponseUrl(ResponseURL, environment)) return undefined;
  if (!isText(StackId) || !isText(RequestId) || !isText(LogicalResourceId)) return undefined;
  const begunAt = signedAt(ResponseURL);
  const physicalResourceId = readPhysicalResourceId(event);
  return {
    responseUrl: ResponseURL,
    requestId: RequestId,
    owner: { stackId: StackId, logicalResourceId: LogicalResourceId },
    ...(physicalResourceId !== undefined && { physicalResourceId }),
    ...(begunAt !== undefined && { begunAt }),
  };
}

/** Undefined in a create. */
export function readPhysicalResourceId(event: unknown): string | undefined {
  const { PhysicalResourceId } = isFields(event) ? event : {};
  return isText(PhysicalResourceId) ? PhysicalResourceId : undefined;
}

/** @throws CertificateError `INVALID_PROPERTIES` */
export function readRequestType(event: unknown): RequestType {
  const { RequestType: type } = isFields(event) ? event : {};
  if (type === 'Create' || type === 'Update' || type === 'Delete') return type;
  throw invalid('RequestType', type, "CloudFormation sends 'Create', 'Update' or 'Delete'");
}

/** @throws CertificateError `INVALID_PROPERTIES`, with the value received and what to do */
export function readRequest(
  event: unknown,
  { requestId, owner, physicalResourceId }: ResponseTarget,
  stackRegion: string,
): LifecycleRequest {
  const { ResourceProperties, OldResourceProperties } = isFields(event) ? event : {};
  const properties = isFields(ResourceProperties) ? ResourceProperties : {};
  const type = readRequestType(event);
  const removal = removalIn(properties, OldResourceProperties);
  const common = { requestId, owner, ...(removal !== undefined && { removal }) };
  if (type === 'Create') return { type, ...common, spec: readSpec(properties) };
  if (physicalResourceId === undefined) {
    throw invalid('PhysicalResourceId', undefined, 'CloudFormation sends one');
  }
  if (type === 'Update') {
    const spec = readSpec(properties);
    const previous = specIn(OldResourceProperties);
    return { type, ...common, spec, physicalResourceId, ...(previous && { previous }) };
  }
  return { type, ...common, physicalResourceId, ...whereToSearch(properties, stackRegion) };
}

function specIn(properties: unknown): CertificateSpec | undefined {
  return isFields(properties) ? attempt(() => readSpec(properties)) : undefined;
}

/** Undefined for what cannot be read. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

/** What cannot be read is left alone: neither a delete nor a rollback may fail over it. */
function removalIn(properties: Fields, oldProperties: unknown): RecordRemoval | undefined {
  if (!isTrue(properties['RemoveValidationRecords'])) return undefined;
  const before = isFields(oldProperties) ? oldProperties : {};
  const zones = [properties['HostedZones'], before['HostedZones']].filter(Array.isArray).flat();
  const hostedZones = zones.flatMap((zone) => attempt(() => readHostedZone(zone)) ?? []);
  const regions = attempt(() => readRegions(properties['ValidationRecordRegions']));
  return { hostedZones, ...(regions !== undefined && { regions }) };
}

/** A delete must not fail over properties that it does not need. */
function whereToSearch(
  { Region, DomainName }: Fields,
  stackRegion: string,
): { readonly region: string; readonly domainName?: string } {
  return {
    region: isText(Region) ? Region : stackRegion,
    ...(isText(DomainName) && { domainName: normalForm(DomainName) }),
  };
}

function readSpec(properties: Fields): CertificateSpec {
  const domainName = readName('DomainName', properties['DomainName']);
  const problem = problemWithFirstName(domainName);
  if (problem !== undefined) throw refused('DomainName', domainName, problem);
  const others = readList('SubjectAlternativeNames', properties['SubjectAlternativeNames'] ?? [])
    .map((name) => readName('SubjectAlternativeNames', name))
    .filter((name) => name !== domainName);
  const subjectAlternativeNames = [...new Set(others)];
  const tooMany = problemWithNumberOfNames(subjectAlternativeNames.length + 1);
  if (tooMany !== undefined) {
    throw new CertificateError('INVALID_PROPERTIES', `SubjectAlternativeNames: ${tooMany}`);
  }
  return {
    region: readRegion(properties['Region']),
    domainName,
    subjectAlternativeNames,
    hostedZones: readHostedZones(properties['HostedZones']),
    tags: readTags(properties['Tags'] ?? []),
    isRetained: isTrue(properties['Retain']),
  };
}

function readName(property: string, value: unknown): string {
  if (!isText(value)) throw invalid(property, value, 'a domain name such as example.com is needed');
  if (isStillToBeLookedUp(value)) throw neverLookedUp(property, value);
  const name = normalForm(value);
  const problem = problemWithName(name);
  if (problem !== undefined) throw refused(property, value, problem);
  return name;
}

function readRegion(value: unknown): string {
  if (isText(value) && REGION_PATTERN.test(value)) return value;
  throw invalid('Region', value, 'a Region such as us-east-1 is needed');
}

function readRegions(value: unknown): readonly string[] {
  return readList('ValidationRecordRegions', value).map(readRegion);
}

function readHostedZones(value: unknown): readonly HostedZone[] {
  const zones = readList('HostedZones', value).map(readHostedZone);
  if (zones.length > 0) return zones;
  throw invalid('HostedZones', value, 'at least one public hosted zone is needed');
}

function readHostedZone(value: unknown): HostedZone {
  const { HostedZoneId, Name: name, Names: names, ...role } = isFields(value) ? value : {};
  const hostedZoneId = isText(HostedZoneId) ? withoutPrefix(HostedZoneId) : '';
  if ([hostedZoneId, name].some((each) => isText(each) && isStillToBeLookedUp(each))) {
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

function readTags(value: unknown): Tags {
  return Object.fromEntries(readList('Tags', value).map(readTag));
}

function readTag(value: unknown): readonly [string, string] {
  const { Key, Value } = isFields(value) ? value : {};
  if (isText(Key) && typeof Value === 'string') return [Key, Value];
  throw invalid('Tags', value, 'each tag is a Key and a Value');
}

function readServedName(name: unknown): string {
  return withoutWildcard(readName('HostedZones', name));
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

function readList(property: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(property, value, 'a list is needed');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** CloudFormation makes a text of it. */
function isTrue(value: unknown): boolean {
  return value === 'true' || value === true;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

const LONGEST_SHOWN = 300;

/** A value of a wrong type or form. */
function invalid(property: string, value: unknown, advice: string): CertificateError {
  const what = value === undefined ? 'is missing' : `is '${shown(value)}'`;
  return new CertificateError('INVALID_PROPERTIES', `${property} ${what}: ${advice}`);
}

/** What CDK puts in place of what it has not looked up yet is never to be deployed. */
function neverLookedUp(property: string, value: unknown): CertificateError {
  const advice =
    'CDK has not looked this up; synthesize with access to the account, keep what it writes into cdk.context.json, and deploy that';
  return invalid(property, value, advice);
}

/** A value that ACM would refuse; `problem` goes on in the sentence. */
function refused(property: string, value: string, problem: string): CertificateError {
  return new CertificateError('INVALID_PROPERTIES', `${property} '${shown(value)}' ${problem}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;
}
