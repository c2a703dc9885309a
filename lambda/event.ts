// The reader of CloudFormation's event, with zone-properties.ts, email-properties.ts and output-properties.ts for parts of its
// properties: no other file reads it. In the event
// everything is a string or a list of strings, and none of it is trusted; what leaves is checked, in normal form, and typed.
import { LONGEST_VALIDATION_SECONDS, REGION_PATTERN } from '../contract/constants';
import {
  DEFAULT_KEY_ALGORITHM,
  isKeyAlgorithm,
  KEY_ALGORITHMS,
  type KeyAlgorithm,
} from '../contract/key-algorithms';
import {
  normalForm,
  problemWithFirstName,
  problemWithName,
  problemWithNumberOfNames,
} from '../contract/names';
import { isStillToBeLookedUp } from '../contract/lookups';
import { OWN_TAG_PREFIX } from '../contract/tags';
import type { RequestType, Tags } from '../contract/state';
import { CertificateError } from './core/errors';
import { readEmailValidation } from './email-properties';
import type { LifecycleRequest, Outputs } from './core/lifecycle';
import type { CertificateSpec, Owner } from './core/ports';
import {
  attempt,
  invalid,
  isFields,
  isText,
  isTrue,
  neverLookedUp,
  readList,
  readRegion,
  refused,
  type Fields,
} from './fields';
import { outputsToDelete, readOutputs } from './output-properties';
import { readRemoval } from './removal-properties';
import { isResponseUrl, signedAt, type Environment } from './response-url';
import { readHostedZones, ROLE_ARN } from './zone-properties';

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

/** The role that a stack has which another stack's provider serves; undefined if it has its own. */
export function readStepRoleArn(event: unknown): string | undefined {
  const { ResourceProperties } = isFields(event) ? event : {};
  const { StepRoleArn: roleArn } = isFields(ResourceProperties) ? ResourceProperties : {};
  return isText(roleArn) && ROLE_ARN.test(roleArn) ? roleArn : undefined;
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
  const removal = readRemoval(properties, OldResourceProperties);
  const common = { requestId, owner, ...(removal !== undefined && { removal }) };
  if (type === 'Create') {
    const spec = readSpec(properties);
    return { type, ...common, spec, ...withOutputs(readOutputs(properties, undefined, spec)) };
  }
  if (physicalResourceId === undefined) {
    throw invalid('PhysicalResourceId', undefined, 'CloudFormation sends one');
  }
  if (type === 'Update') {
    const spec = readSpec(properties);
    const previous = specIn(OldResourceProperties);
    const outputs = withOutputs(readOutputs(properties, OldResourceProperties, spec));
    return { type, ...common, ...outputs, spec, physicalResourceId, ...(previous && { previous }) };
  }
  const outputs = withOutputs(outputsToDelete(properties));
  return {
    type,
    ...common,
    ...outputs,
    physicalResourceId,
    ...searchPlace(properties, stackRegion),
  };
}

function withOutputs(outputs: Outputs | undefined): Pick<LifecycleRequest, 'outputs'> {
  return outputs === undefined ? {} : { outputs };
}

function specIn(properties: unknown): CertificateSpec | undefined {
  return isFields(properties) ? attempt(() => readSpec(properties)) : undefined;
}

/** A delete must not fail over properties that it does not need. With a Region that is none, nothing can have been requested. */
function searchPlace(
  { Region, DomainName }: Fields,
  stackRegion: string,
): { readonly region: string; readonly domainName?: string } {
  return {
    region: isText(Region) && REGION_PATTERN.test(Region) ? Region : stackRegion,
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
    ...readValidation(properties, [domainName, ...subjectAlternativeNames]),
    keyAlgorithm: readKeyAlgorithm(properties['KeyAlgorithm']),
    isExportable: isTrue(properties['Export']),
    validationTimeoutMs: readTimeoutMs(properties['ValidationTimeoutSeconds']),
    isWaitedFor:
      properties['WaitForIssuance'] === undefined || isTrue(properties['WaitForIssuance']),
    tags: readTags(properties['Tags'] ?? []),
    isRetained: isTrue(properties['Retain']),
  };
}

/** By e-mail or by DNS. */
function readValidation(
  properties: Fields,
  names: readonly string[],
): Pick<CertificateSpec, 'hostedZones' | 'email'> {
  const { ValidationMethod: method = 'DNS', HostedZones } = properties;
  if (method === 'DNS') return { hostedZones: readHostedZones(HostedZones) };
  if (method === 'EMAIL') return { hostedZones: [], email: readEmailValidation(properties, names) };
  throw invalid('ValidationMethod', method, 'DNS or EMAIL is needed');
}

function readName(property: string, value: unknown): string {
  if (!isText(value)) throw invalid(property, value, 'a domain name such as example.com is needed');
  if (isStillToBeLookedUp(value)) throw neverLookedUp(property, value);
  const name = normalForm(value);
  const problem = problemWithName(name);
  if (problem !== undefined) throw refused(property, value, problem);
  return name;
}

function readKeyAlgorithm(value: unknown = DEFAULT_KEY_ALGORITHM): KeyAlgorithm {
  if (isKeyAlgorithm(value)) return value;
  if (isText(value) && isStillToBeLookedUp(value)) throw neverLookedUp('KeyAlgorithm', value);
  throw invalid('KeyAlgorithm', value, `one of ${KEY_ALGORITHMS.join(', ')} is needed`);
}

function readTimeoutMs(value: unknown = LONGEST_VALIDATION_SECONDS): number {
  const seconds = Number(value);
  if (seconds > 0 && seconds <= LONGEST_VALIDATION_SECONDS) return seconds * 1000;
  const advice = `a number of seconds up to ${LONGEST_VALIDATION_SECONDS} is needed`;
  throw invalid('ValidationTimeoutSeconds', value, advice);
}

/**
 * Synthesis refuses tags by which certificates are known, unless they are tokens; here they are left out, because a rollback
 * to them must not fail.
 */
function readTags(value: unknown): Tags {
  const tags = readList('Tags', value).map(readTag);
  return Object.fromEntries(tags.filter(([key]) => !key.startsWith(OWN_TAG_PREFIX)));
}

function readTag(value: unknown): readonly [string, string] {
  const { Key, Value } = isFields(value) ? value : {};
  if (isText(Key) && typeof Value === 'string') return [Key, Value];
  throw invalid('Tags', value, 'each tag is a Key and a Value');
}
