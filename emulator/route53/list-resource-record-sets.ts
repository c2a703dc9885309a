// ListResourceRecordSets: the records of a zone by reversed labels, pending changes included.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
import { ServiceError } from '../errors';
import { oneOf, RECORD_TYPES } from './model';
import { canonical, comparePlaces, escaped, nameProblem, placeOf } from './names';
import type { Place } from './names';
import { pageSize, text, zoneIdFrom } from './service';
import type { Input, Operation } from './service';
import { sortRecords, placeOfRecord, recordSetOutput } from './zones';

const MOST = 300;

export const listResourceRecordSets: Operation = (input, { zones, caller }) => {
  const zone = zones.get(zoneIdFrom(input), caller);
  const start = startFrom(input);
  const found = sortRecords(zone.records.values()).filter(
    (record) => start === undefined || comparePlaces(placeOfRecord(record), start) >= 0,
  );
  const size = pageSize(input, MOST);
  const next = found[size];
  return {
    body: {
      ResourceRecordSets: { ResourceRecordSet: found.slice(0, size).map(recordSetOutput) },
      IsTruncated: next !== undefined,
      NextRecordName: next && escaped(next.name),
      NextRecordType: next?.type,
      MaxItems: size,
    },
  };
};

function startFrom(input: Input): Place | undefined {
  const name = text(input, 'StartRecordName');
  const type = text(input, 'StartRecordType');
  if (text(input, 'StartRecordIdentifier') !== undefined) {
    throw invalid('StartRecordIdentifier is beyond what the emulator knows');
  }
  if (type !== undefined) oneOf(RECORD_TYPES, type, 'startRecordType');
  if (name === undefined) {
    if (type === undefined) return undefined;
    throw invalid('The type cannot be given without the name to start at.');
  }
  // An empty label is InvalidInput here, not InvalidChangeBatch: https://github.com/sorah/acmesmith/pull/65
  const problem = nameProblem(canonical(name), name);
  if (problem !== undefined) throw invalid(problem);
  return placeOf(canonical(name), type ?? '');
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidInput', message);
}
