// The door in: the only file that reads CloudFormation's event. Everything behind it is a string or a list
// of strings, and none of it is trusted; what leaves is checked, in normal form, and typed.
import { CertificateError } from './core/errors';
import type { LifecycleRequest } from './core/lifecycle';
import type { CertificateSpec, HostedZone } from './core/ports';

/** What the construct writes into the template. Only ever add to it: rollbacks and deletes bring back old shapes. */
export interface ResourceProperties {
  readonly ServiceToken: string;
  readonly ServiceTimeout: number;
  readonly Region: string;
  readonly DomainName: string;
  readonly SubjectAlternativeNames?: readonly string[];
  readonly HostedZones: readonly { readonly Id: string; readonly Name?: string }[];
}

/** Where an answer goes and what it must repeat. */
export interface ReturnAddress {
  readonly responseUrl: string;
  readonly stackId: string;
  readonly requestId: string;
  readonly logicalResourceId: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads what is needed to answer at all; undefined if that is not there. */
export function readReturnAddress(event: unknown): ReturnAddress | undefined {
  if (!isFields(event)) return undefined;
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = event;
  if (!isText(ResponseURL) || !/^https?:\/\//.test(ResponseURL)) return undefined;
  if (!isText(StackId) || !isText(RequestId) || !isText(LogicalResourceId)) return undefined;
  return {
    responseUrl: ResponseURL,
    stackId: StackId,
    requestId: RequestId,
    logicalResourceId: LogicalResourceId,
  };
}

/** The physical id in the event; undefined where CloudFormation knows none yet. */
export function readPhysicalResourceId(event: unknown): string | undefined {
  if (!isFields(event)) return undefined;
  const { PhysicalResourceId } = event;
  return isText(PhysicalResourceId) ? PhysicalResourceId : undefined;
}

/** @throws CertificateError `INVALID_PROPERTIES`, with the value received and what to do */
export function readRequest(
  event: unknown,
  address: ReturnAddress,
  stackRegion: string,
): LifecycleRequest {
  if (!isFields(event)) throw new TypeError('an event with a return address is an object');
  const { stackId, logicalResourceId, requestId } = address;
  const common = { requestId, owner: { stackId, logicalResourceId } };
  const { RequestType, ResourceProperties } = event;
  const properties = isFields(ResourceProperties) ? ResourceProperties : {};
  switch (RequestType) {
    case 'Create':
      return { type: 'Create', ...common, spec: readSpec(properties) };
    case 'Update':
      return {
        type: 'Update',
        ...common,
        spec: readSpec(properties),
        physicalResourceId: requirePhysicalResourceId(event),
      };
    case 'Delete':
      return {
        type: 'Delete',
        ...common,
        physicalResourceId: requirePhysicalResourceId(event),
        // A delete must not fail over properties that it does not need.
        region: isText(properties['Region']) ? properties['Region'] : stackRegion,
      };
    default:
      throw invalid(
        'RequestType',
        RequestType,
        "CloudFormation sends 'Create', 'Update' or 'Delete'",
      );
  }
}

function requirePhysicalResourceId(event: Fields): string {
  const id = readPhysicalResourceId(event);
  if (id !== undefined) return id;
  throw invalid('PhysicalResourceId', event['PhysicalResourceId'], 'CloudFormation sends one');
}

function readSpec(properties: Fields): CertificateSpec {
  const domainName = readName('DomainName', properties['DomainName']);
  if (domainName.length > LONGEST_FIRST_NAME) {
    throw invalid(
      'DomainName',
      domainName,
      `the first name has at most ${LONGEST_FIRST_NAME} characters; put a shorter one first`,
    );
  }
  const others = readList('SubjectAlternativeNames', properties['SubjectAlternativeNames'] ?? [])
    .map((name) => readName('SubjectAlternativeNames', name))
    .filter((name) => name !== domainName);
  const subjectAlternativeNames = [...new Set(others)];
  if (subjectAlternativeNames.length >= MOST_NAMES) {
    throw invalid(
      'SubjectAlternativeNames',
      `${subjectAlternativeNames.length + 1} names`,
      `a certificate has at most ${MOST_NAMES}; spread them over several`,
    );
  }
  return {
    region: readRegion(properties['Region']),
    domainName,
    subjectAlternativeNames,
    hostedZones: readHostedZones(properties['HostedZones']),
  };
}

// ACM's limits: https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
const LONGEST_FIRST_NAME = 64;
const LONGEST_NAME = 253;
const MOST_NAMES = 100;
const LABEL = '(?!-)[a-z0-9-]{0,62}[a-z0-9]';
const LAST_LABEL = '(?!-)[a-z0-9-]{1,62}[a-z0-9]';
const NAME = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LAST_LABEL}$`);

function readName(property: string, value: unknown): string {
  if (!isText(value)) throw invalid(property, value, 'a domain name such as example.com is needed');
  const name = normalForm(value);
  if (name.length > LONGEST_NAME || !NAME.test(name)) {
    throw invalid(
      property,
      value,
      `a domain name has at most ${LONGEST_NAME} characters, labels of letters, digits and inner hyphens, ` +
        'and at most one *, as its first label',
    );
  }
  return name;
}

function readRegion(value: unknown): string {
  if (isText(value) && /^[a-z]+(-[a-z]+)+-\d+$/.test(value)) return value;
  throw invalid('Region', value, 'a Region such as us-east-1 is needed');
}

function readHostedZones(value: unknown): readonly HostedZone[] {
  const zones = readList('HostedZones', value).map((zone) => {
    if (!isFields(zone) || !isText(zone['Id']) || !/^[A-Za-z0-9]{1,32}$/.test(zone['Id'])) {
      throw invalid('HostedZones', zone, 'the id of a public hosted zone is needed');
    }
    const hostedZoneId = zone['Id'];
    return isText(zone['Name'])
      ? { hostedZoneId, name: normalForm(zone['Name']) }
      : { hostedZoneId };
  });
  if (zones.length > 0) return zones;
  throw invalid('HostedZones', value, 'at least one public hosted zone is needed');
}

function readList(property: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(property, value, 'a list is needed');
}

/** Lower case, without the trailing dot: names that differ in these only are the same to DNS. */
function normalForm(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

const LONGEST_SHOWN = 300;

function invalid(property: string, value: unknown, advice: string): CertificateError {
  const shown = value === undefined ? 'missing' : `'${shorten(asText(value))}'`;
  return new CertificateError('INVALID_PROPERTIES', `${property} is ${shown}: ${advice}`);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shorten(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;
}
