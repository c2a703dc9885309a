// Delete: only when nothing uses the certificate any more, however long that takes within the hour. An id that is no
// ARN belongs to a create that was given up; what that create requested is deleted (take-over.ts).
import type { Held, Known } from '../../contract/state';
import { isGone } from './absence';
import type { Action, DeleteRequest, Look, Operation } from './lifecycle';
import { isCertificateArn, isOfNothing } from './physical-id';
import { inUseReason, stillInUseReason } from './reasons';
import { failed, succeeded } from './responses';
import {
  ASK_FOR_USERS_AFTER_MS,
  DEADLINE_MS,
  inUseSeconds,
  pendingSeconds,
  type Moment,
} from './schedule';
import { isList, requestedByCreate } from './take-over';

export function deleteOperation(request: DeleteRequest): Operation {
  return {
    certificatesToDescribe: (known, moment) => {
      const remaining = arnsToDelete(request, known, moment);
      if (!isList(remaining)) return [];
      return remaining.filter((arn) => !isKnownToBeHeld(arn, known, moment));
    },
    decide: (look) => decideDelete(request, look),
    fail: (look, why) => failed(request, look, why),
  };
}

function decideDelete(request: DeleteRequest, look: Look): Action {
  const remaining = arnsToDelete(request, look.known, look);
  if (!isList(remaining)) return remaining;
  const certificateArn = remaining.find((arn) => mayBeFree(arn, look));
  if (certificateArn !== undefined) {
    return { do: 'DELETE', certificateArn, code: 'DELETING', reason: `deleting ${certificateArn}` };
  }
  const held = heldOf(remaining, look);
  if (Object.keys(held).length > 0) return waitForUsers(request, held, look);
  // CloudFormation knows an ARN only of what was there.
  const wasThere = isCertificateArn(request.physicalResourceId) || undefined;
  const absent = remaining.find((arn) => !isGone(arn, look, wasThere));
  return absent === undefined ? respondDeleted(request, look) : waitForAbsence(absent, look);
}

/** The ARNs that are still to be deleted, or what to do to learn them. */
function arnsToDelete(
  request: DeleteRequest,
  known: Known,
  moment: Moment,
): readonly string[] | Action {
  const { physicalResourceId: id } = request;
  if (isOfNothing(id)) return [];
  const all = isCertificateArn(id) ? [id] : requestedByCreate(request, known, moment);
  return isList(all) ? all.filter((arn) => known.deleted?.includes(arn) !== true) : all;
}

/**
 * ACM has said lately that something uses it: then DeleteCertificate itself tells soonest that nothing does any more. At
 * the deadline it is asked once more who does.
 */
function isKnownToBeHeld(arn: string, { held }: Known, { now, begunAt }: Moment): boolean {
  const seenAt = held?.[arn]?.seenAt;
  if (seenAt === undefined || now - begunAt >= DEADLINE_MS) return false;
  return now - seenAt < ASK_FOR_USERS_AFTER_MS;
}

function mayBeFree(arn: string, look: Look): boolean {
  if (look.refusedAsInUse.has(arn)) return false;
  const certificate = look.certificates.get(arn);
  return certificate === undefined
    ? isKnownToBeHeld(arn, look.known, look)
    : certificate.inUseBy.length === 0;
}

/** Who uses what is in use. ACM names who, or merely refuses to delete, because a user may come at any moment. */
function heldOf(
  arns: readonly string[],
  { known, certificates, refusedAsInUse, now }: Look,
): Readonly<Record<string, Held>> {
  const entries = arns.flatMap((arn): [string, Held][] => {
    const users = certificates.get(arn)?.inUseBy ?? [];
    if (users.length > 0) return [[arn, { users, seenAt: now }]];
    if (!refusedAsInUse.has(arn)) return [];
    return [[arn, known.held?.[arn] ?? { users: [], seenAt: now }]];
  });
  return Object.fromEntries(entries);
}

function waitForUsers(
  request: DeleteRequest,
  held: Readonly<Record<string, Held>>,
  look: Look,
): Action {
  const [[certificateArn, { users }] = ['', { users: [] }]] = Object.entries(held);
  const waitedMs = look.now - look.begunAt;
  return waitedMs < DEADLINE_MS
    ? { do: 'WAIT', seconds: inUseSeconds(look), held, ...inUseReason(certificateArn, users) }
    : failed(request, look, stillInUseReason({ certificateArn, users, waitedMs }));
}

/** What is gone must not be deleted: IAM allows that by a tag, which nothing carries that is not there. */
function waitForAbsence(arn: string, look: Look): Action {
  const reason = `ACM does not describe ${arn}: it is gone, or was requested a moment ago`;
  return { do: 'WAIT', seconds: pendingSeconds(look), code: 'NOT_DESCRIBED_YET', reason };
}

function respondDeleted({ physicalResourceId: id, owner }: DeleteRequest, { known }: Look): Action {
  const isNothing = !isCertificateArn(id) && (known.deleted ?? []).length === 0;
  const reason = isNothing
    ? `${owner.logicalResourceId} has no certificate that is to be deleted`
    : `${id} is deleted`;
  return succeeded(id, { code: 'DELETED', reason });
}
