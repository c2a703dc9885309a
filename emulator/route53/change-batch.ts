// A change batch read from the wire: every change complete, its name a domain name and its type one
// that Route 53 knows, or a refusal in Route 53's words.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
import { ServiceError } from '../errors';
import { ACTIONS, oneOf, RECORD_TYPES } from './model';
import type { Action } from './model';
import { canonical, nameProblem } from './names';
import { children, items, requiredText, text } from './service';
import type { Input } from './service';

export interface RecordChange {
  readonly action: Action;
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly string[];
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
const RECORDS_PER_BATCH = 1000;
const VALUE_CHARACTERS_PER_BATCH = 32000;

export function changesFrom(batch: Input): RecordChange[] {
  const changes = items(children(batch.Changes).Change).map(changeFrom);
  if (changes.length === 0) {
    throw invalid(
      "1 validation error detected: Value '[]' at 'changeBatch.changes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  refuseExcess(changes);
  return changes;
}

/** An UPSERT counts twice, as one that deletes and one that creates. */
function refuseExcess(changes: readonly RecordChange[]): void {
  const values = changes.flatMap((change) =>
    change.action === 'UPSERT' ? [...change.values, ...change.values] : change.values,
  );
  if (values.length > RECORDS_PER_BATCH) {
    throw excess(`Number of records limit of ${RECORDS_PER_BATCH}`);
  }
  if (values.join('').length > VALUE_CHARACTERS_PER_BATCH) {
    // The sentence: https://github.com/DNSControl/dnscontrol/issues/908
    throw excess(`RDATA character limit of ${VALUE_CHARACTERS_PER_BATCH}`);
  }
}

function excess(limit: string): ServiceError {
  return new ServiceError('InvalidChangeBatch', `[${limit} exceeded.]`);
}

function changeFrom(change: Input, index: number): RecordChange {
  const at = `changeBatch.changes.${index + 1}.member`;
  const action = oneOf(ACTIONS, requiredText(change, 'Action'), `${at}.action`);
  const recordSet = children(change.ResourceRecordSet);
  const name = requiredText(recordSet, 'Name');
  const recordType = requiredText(recordSet, 'Type');
  const type = oneOf(RECORD_TYPES, recordType, `${at}.resourceRecordSet.type`);
  const records = items(children(recordSet.ResourceRecords).ResourceRecord);
  const ttl = text(recordSet, 'TTL');
  const subject = `[Action=${action}, Name=${name}, Type=${type}, SetIdentifier=null]`;
  refuseRouting(recordSet, subject);
  if (ttl === undefined || records.length === 0) {
    throw invalid(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with ${subject}`,
    );
  }
  const values = records.map((record) => requiredText(record, 'Value'));
  return { action, name: recordName(name), type, ttl: ttlFrom(ttl, subject), values };
}

/** @see https://github.com/hashicorp/terraform/issues/18482 for the code and the sentence */
function recordName(name: string): string {
  const problem = nameProblem(canonical(name), name);
  if (problem === undefined) return canonical(name);
  throw new ServiceError('InvalidChangeBatch', problem);
}

function ttlFrom(ttl: string, subject: string): number {
  const seconds = Number(ttl);
  if (Number.isInteger(seconds) && seconds >= 0 && seconds <= 2147483647) return seconds;
  throw invalid(`Invalid request: TTL '${ttl}' is out of range in Change with ${subject}`);
}

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
const ROUTING = [
  'AliasTarget',
  'SetIdentifier',
  'TrafficPolicyInstanceId',
  'HealthCheckId',
  'Weight',
  'Region',
  'Failover',
  'GeoLocation',
  'GeoProximityLocation',
  'MultiValueAnswer',
  'CidrRoutingConfig',
];

/** Only simple records are emulated, which validation needs; a change with a routing field is refused. */
function refuseRouting(recordSet: Input, subject: string): void {
  const field = ROUTING.find((each) => recordSet[each] !== undefined);
  if (field === undefined) return;
  throw invalid(`${field} is beyond what the emulator knows, in Change with ${subject}`);
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInput', message);
}
