// ListResourceRecordSets: the records of a zone by reversed labels, pending changes included.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html
import { ServiceError } from '../errors';
import { oneOf, RECORD_TYPES } from './model';
import { canonical, escaped, comparePlaces, nameProblem, placeOf } from './names';
import { pageSize, text, zoneIdFrom } from './service';
import type { Operation } from './service';
import { inOrder, placeOfRecord, recordSetOutput } from './zones';

const MOST = 300;

export const listResourceRecordSets: Operation = (input, { zones, caller }) => {
  const zone = zones.get(zoneIdFrom(input), caller.account);
  const name = text(input, 'StartRecordName');
  const type = text(input, 'StartRecordType');
  if (type !== undefined && name === undefined) {
    throw new ServiceError(
      'InvalidInput',
      'The type cannot be given without the name to start at.',
    );
  }
  if (type !== undefined) oneOf(RECORD_TYPES, type, 'startRecordType');
  // An empty label is refused here as InvalidInput (sorah/acmesmith pull request 65).
  const problem = name === undefined ? undefined : nameProblem(canonical(name), name);
  if (problem !== undefined) throw new ServiceError('InvalidInput', problem);
  const start = name === undefined ? undefined : placeOf(canonical(name), type ?? '');
  const found = inOrder(zone.records.values()).filter(
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
