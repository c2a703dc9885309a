// Removal of validation records, where it is wanted: of the certificates that this execution has deleted, and only of what
// no other certificate of the account needs, in any Region. ACM gives all certificates of an account the same record for a
// name, and renews by it whichever has that name.
//
// The records are noted before a certificate is deleted, because nothing describes them afterwards. Who shares them is
// asked when ACM's list cannot lack any more what was requested before; and once more after the removal: a certificate that
// was requested meanwhile may have found the record that is gone now, so it is put back.
//
// All this is before the answer, so that a hosted zone that the stack deletes next is empty.
import type { Known, RecordBatch, RemovalProgress, SharingScan } from '../../contract/state';
import { withoutWildcard } from '../../contract/names';
import { zonesToName } from '../../contract/zones';
import { isGone } from './absence';
import type { Action, LifecycleRequest, Look, Operation, RecordRemoval } from './lifecycle';
import { regionOf } from './physical-id';
import type { Certificate } from './ports';
import { removalReason } from './removal-reasons';
import type { Responded } from './responses';
import {
  DEADLINE_MS,
  LISTED_WITHIN_MS,
  PUT_BACK_WITHIN_MS,
  secondsUntil,
  type Moment,
} from './schedule';
import {
  areAllRecordsKnown,
  domainOf,
  keyOf,
  recordPlaces,
  recordsOfDeleted,
} from './validation-records';
import { nameZone, zonesOf } from './zones';

/** Of a certificate that ACM renews, or will issue. */
const LIVING: ReadonlySet<string> = new Set(['PENDING_VALIDATION', 'ISSUED', 'INACTIVE']);

/** In the place of the certificate that needs a record. */
const NOBODY_KNOWS = 'a certificate that could not be asked about';

const LOOK_AGAIN_MS = 5_000;

/** How long the names of validation records are waited for, which usually appear seconds after a request. */
const NAMED_WITHIN_MS = 60_000;

/** The operation, which removes validation records before it answers, if that is wanted. */
export function removingRecords(operation: Operation, request: LifecycleRequest): Operation {
  const { removal } = request;
  if (removal === undefined) return operation;
  return {
    certificatesToDescribe: (known, moment) =>
      isUnderWay(known)
        ? (known.removal?.scan?.candidates ?? []).slice(0, 1)
        : operation.certificatesToDescribe(known, moment),
    decide: (look) => {
      const { known } = look;
      if (isUnderWay(known)) return nextRemoval(removal, look);
      const action = operation.decide(look);
      if (action.do !== 'RESPOND') return nextNote(request, action, look) ?? action;
      const gone = notedAndGone(look);
      if (gone !== undefined) return noteDeleted(gone);
      const isLate = look.now - look.begunAt >= DEADLINE_MS;
      return known.removal === undefined && recordsOfDeleted(known).length > 0 && !isLate
        ? nextRemoval(removal, look)
        : withRemovalReason(action, known);
    },
    fail: (look, why) => {
      const end = operation.fail(look, why);
      return end.do === 'RESPOND' ? withRemovalReason(end, look.known) : end;
    },
  };
}

/** Then nothing else is looked at or done. */
function isUnderWay({ removal }: Known): boolean {
  return removal !== undefined && removal.isOver !== true;
}

function withRemovalReason(responded: Responded, known: Known): Responded {
  const { response } = responded;
  const why = removalReason(response, known);
  return { ...responded, ...why, response: { ...response, ...why } };
}

/** The answer to its deletion was lost. */
function notedAndGone(look: Look): string | undefined {
  const { records = {}, deleted = [] } = look.known;
  return Object.keys(records).find((arn) => !deleted.includes(arn) && isGone(arn, look, true));
}

function noteDeleted(certificateArn: string): Action {
  const reason = `${certificateArn} is deleted, though nothing said so`;
  return { do: 'NOTE_DELETED', certificateArn, code: 'REMOVING_RECORDS', reason };
}

/**
 * What is described before it is deleted. A tick ends with what it has noted, so that it is known whatever happens to the
 * one that deletes.
 */
function nextNote(request: LifecycleRequest, action: Action, look: Look): Action | undefined {
  const { certificates, known } = look;
  const toDelete = action.do === 'DELETE' ? [action.certificateArn] : [];
  const described = request.type === 'Delete' ? [...certificates.keys()] : toDelete;
  const certificate = described
    .filter((arn) => known.records?.[arn] === undefined)
    .map((arn) => certificates.get(arn))
    .find((each) => each !== undefined);
  if (certificate === undefined) return undefined;
  if (isStillToBeNamed(certificate, look)) {
    const reason = `ACM has not named every validation record of ${certificate.certificateArn} yet`;
    return waitForList(look.now + LOOK_AGAIN_MS, look, reason);
  }
  const { certificateArn, domainValidations, names } = certificate;
  const zones = zonesOf({ hostedZones: request.removal?.hostedZones ?? [] }, known);
  const unnamed = zonesToName(names, zones).find(
    ({ hostedZoneId }) => known.unnamedZones?.includes(hostedZoneId) !== true,
  );
  if (unnamed !== undefined) return { ...nameZone(unnamed), isForRemoval: true };
  const batches = recordPlaces(domainValidations, zones);
  const reason = `noting the validation records of ${certificateArn}`;
  return { do: 'NOTE_RECORDS', certificateArn, batches, code: 'REMOVING_RECORDS', reason };
}

/** Another delete may have left a record because this certificate had its name. */
function isStillToBeNamed(certificate: Certificate, { now, begunAt }: Look): boolean {
  if (certificate.status !== 'PENDING_VALIDATION') return false;
  return !areAllRecordsKnown(certificate) && now - begunAt < NAMED_WITHIN_MS;
}

function nextRemoval(wanted: RecordRemoval, look: Look): Action {
  const { scan } = look.known.removal ?? {};
  if (scan === undefined) return nextScan(wanted, look);
  return nextOfScan(scan, look) ?? nextRecord(scan, wanted, look);
}

/** When ACM's list cannot lack any more what was requested before the last change. */
function nextScan({ regions }: RecordRemoval, look: Look): Action {
  const { known, now } = look;
  const { removal, deletedAt = now, deleted = [] } = known;
  const from = (removal?.removedAt ?? deletedAt) + LISTED_WITHIN_MS;
  if (now < from) return waitForList(from, look);
  const all = regions ?? removal?.regions;
  if (all === undefined) {
    const reason = 'asking in which Regions certificates may need the validation records';
    return { do: 'LIST_REGIONS', code: 'REMOVING_RECORDS', reason };
  }
  const scan = {
    startedAt: now,
    candidates: [],
    needed: {},
    regions: [...new Set([...deleted.map(regionOf), ...all])],
  };
  return listSharing(scan, recordsOfDeleted(known).map(domainOf));
}

function listSharing(scan: SharingScan, validatedNames: readonly string[]): Action {
  const { nextToken, regions } = scan;
  const [region = ''] = regions;
  const wanted = { region, validatedNames, ...(nextToken !== undefined && { nextToken }) };
  const reason = `looking for certificates in ${region} that need the validation records`;
  return { do: 'LIST_SHARING', scan, wanted, code: 'REMOVING_RECORDS', reason };
}

/** ACM's list may still have what is deleted, so whoever it names is described. */
function nextOfScan(scan: SharingScan, look: Look): Action | undefined {
  const names = recordsOfDeleted(look.known).map(domainOf);
  if (names.every((name) => name in scan.needed)) return undefined;
  const [certificateArn] = scan.candidates;
  if (certificateArn === undefined) {
    return scan.regions.length > 0 ? listSharing(scan, names) : undefined;
  }
  const certificate = look.certificates.get(certificateArn);
  if (certificate === undefined && !isGone(certificateArn, look, true)) {
    return waitForList(look.now + LOOK_AGAIN_MS, look);
  }
  const needed = certificate === undefined ? [] : names.filter(isNeededBy(certificate));
  const reason = `${certificateArn} needs ${needed.length} of the validation records`;
  return { do: 'NOTE_SHARING', certificateArn, needed, code: 'REMOVING_RECORDS', reason };
}

/** By DNS, that is: other methods have no record, and one that is pending may get it. */
function isNeededBy({ status, domainValidations }: Certificate): (name: string) => boolean {
  return (name) =>
    LIVING.has(status) &&
    domainValidations.some(
      ({ domainName, record }) =>
        withoutWildcard(domainName) === name &&
        (record !== undefined || status === 'PENDING_VALIDATION'),
    );
}

/** What is needed again comes back first; when nothing is left to be removed, all is looked at once more. */
function nextRecord(scan: SharingScan, wanted: RecordRemoval, look: Look): Action {
  const { known } = look;
  const { removed = [], removedAt = 0, kept = {}, lost = {} } = known.removal ?? {};
  const isRemoved = (batch: RecordBatch): boolean => removed.includes(keyOf(batch));
  const isNeeded = (batch: RecordBatch): boolean => domainOf(batch) in scan.needed;
  const records = recordsOfDeleted(known);
  const code = 'REMOVING_RECORDS';
  const [missed] = missedOf(known);
  if (missed !== undefined) {
    return { do: 'PUT_BACK', batch: missed, code, reason: `putting ${keyOf(missed)} back` };
  }
  const open = records.find(
    (each) =>
      !isRemoved(each) && !isNeeded(each) && !(keyOf(each) in kept) && !(keyOf(each) in lost),
  );
  if (open !== undefined) {
    return { do: 'REMOVE_RECORD', batch: open, code, reason: `removing ${keyOf(open)}` };
  }
  const isLookedAtOnceMore = scan.startedAt >= removedAt + LISTED_WITHIN_MS;
  return removed.length > 0 && !isLookedAtOnceMore
    ? nextScan(wanted, look)
    : { do: 'END_REMOVAL', code, reason: 'nothing is left to be done with validation records' };
}

/** The records that are removed, and that somebody needs. */
function missedOf(known: Known): readonly RecordBatch[] {
  const { removed = [], scan } = known.removal ?? {};
  return recordsOfDeleted(known).filter(
    (each) => removed.includes(keyOf(each)) && domainOf(each) in (scan?.needed ?? {}),
  );
}

function withLost(
  removal: RemovalProgress,
  batches: readonly RecordBatch[],
  message: string,
): RemovalProgress {
  const keys = batches.map(keyOf);
  return {
    ...removal,
    removed: (removal.removed ?? []).filter((each) => !keys.includes(each)),
    lost: { ...removal.lost, ...Object.fromEntries(keys.map((key) => [key, message])) },
  };
}

function waitForList(
  time: number,
  look: Look,
  reason = 'ACM may not list yet what was requested a moment ago',
): Action {
  return { do: 'WAIT', seconds: secondsUntil(time, look), code: 'REMOVING_RECORDS', reason };
}

/**
 * What is known when a call has failed for good: whoever could not be asked needs every record, so none is removed, and
 * those that are come back; and a record with which something is wrong stays as it is. Undefined if the call was none of a
 * removal.
 */
export function afterFailedRemoval(
  known: Known,
  action: Action | undefined,
  { message, now, begunAt }: { readonly message: string } & Pick<Moment, 'now' | 'begunAt'>,
): RemovalProgress | undefined {
  const { removal = {} } = known;
  const trouble = removal.trouble ?? message;
  switch (action?.do) {
    case 'REMOVE_RECORD':
      return { ...removal, trouble, kept: { ...removal.kept, [keyOf(action.batch)]: message } };
    case 'PUT_BACK': {
      const { hostedZoneId } = action.batch;
      const isOver = now - begunAt >= PUT_BACK_WITHIN_MS;
      const ofZone = missedOf(known).filter((each) => each.hostedZoneId === hostedZoneId);
      return withLost({ ...removal, trouble }, isOver ? ofZone : [action.batch], message);
    }
    case 'LIST_REGIONS':
    case 'LIST_SHARING':
      break;
    case undefined:
      if (!isUnderWay(known)) return undefined;
      break;
    default:
      return undefined;
  }
  const needed = Object.fromEntries(
    recordsOfDeleted(known).map((each) => [domainOf(each), NOBODY_KNOWS]),
  );
  const scan = { startedAt: now, regions: [], candidates: [], needed };
  return { ...removal, trouble, scan };
}
