// Delete: only when nothing uses the certificate any more, however long that takes within the hour. An id that is no
// ARN belongs to a create that was cut short; what that create requested is found by its tags.
import type { Known } from '../../contract/state';
import type { Action, DeleteRequest, Look, Operation } from './lifecycle';
import { beginningOf, isCertificateArn } from './physical-id';
import { inUseReason, stillInUseReason } from './reasons';
import { failed, succeeded } from './responses';
import {
  CLOCK_SKEW_MS,
  CREATE_LASTS_AT_MOST_MS,
  DEADLINE_MS,
  DELIVERED_WITHIN_MS,
  DESCRIBABLE_WITHIN_MS,
  LISTED_WITHIN_MS,
  REQUESTED_WITHIN_MS,
} from './schedule';

export function deleteOperation(request: DeleteRequest): Operation {
  return {
    certificatesToDescribe: (known) => remaining(request, known) ?? [],
    decide: (look) => decideDelete(request, look),
  };
}

function decideDelete(request: DeleteRequest, look: Look): Action {
  const certificateArns = remaining(request, look.known);
  if (certificateArns === undefined) return search(request, look);
  const described = certificateArns.flatMap((arn) => look.certificates.get(arn) ?? []);
  // ACM names who uses it, or merely refuses to delete it, because a user may come at any moment.
  const free = described.find(
    (each) => each.inUseBy.length === 0 && !look.refusedAsInUse.has(each.certificateArn),
  );
  if (free !== undefined) {
    const { certificateArn } = free;
    return { do: 'DELETE', certificateArn, code: 'DELETING', reason: `deleting ${certificateArn}` };
  }
  const [inUse] = described;
  if (inUse === undefined) return whenNoneIsDescribed(request, certificateArns, look);
  const { certificateArn, inUseBy: users } = inUse;
  const waitedMs = look.now - look.startedAt;
  return waitedMs < DEADLINE_MS
    ? { do: 'WAIT', ...inUseReason(certificateArn, users) }
    : failed(request, look, stillInUseReason({ certificateArn, users, waitedMs }));
}

/**
 * What ACM does not describe is gone, and must not be deleted: IAM allows that by a tag, which nothing carries that is not
 * there. But ACM may take a while to describe what a create has requested. What a search has found was there then, and gets
 * as long as ACM ever takes.
 */
function whenNoneIsDescribed(
  { physicalResourceId: id, owner }: DeleteRequest,
  [absent]: readonly string[],
  { known: { found, foundAt }, now, startedAt }: Look,
): Action {
  const describedBy =
    foundAt === undefined ? startedAt + LISTED_WITHIN_MS : foundAt + DESCRIBABLE_WITHIN_MS;
  if (absent !== undefined && now < describedBy) {
    const reason = `ACM does not describe ${absent}: it is gone, or was requested a moment ago`;
    return { do: 'WAIT', code: 'NOT_DESCRIBED_YET', reason };
  }
  const reason =
    found?.length === 0
      ? `no certificate of ${owner.logicalResourceId} was found`
      : `${id} is deleted`;
  return succeeded(id, { code: 'DELETED', reason });
}

/** The certificates that are still to be deleted; undefined before a search has told. */
function remaining(
  { physicalResourceId }: DeleteRequest,
  { found, deleted = [] }: Known,
): readonly string[] | undefined {
  const all = isCertificateArn(physicalResourceId) ? [physicalResourceId] : found;
  return all?.filter((arn) => !deleted.includes(arn));
}

/**
 * For what a create requested that crashed, or was not waited for, before its response. An id of our own is that of a
 * create that is over, and says when it began. One that CloudFormation invented may be overtaking a create that goes on, or
 * even its event.
 */
function search({ physicalResourceId, region, owner }: DeleteRequest, { startedAt }: Look): Action {
  const beginning = beginningOf(physicalResourceId);
  const isOver = beginning !== undefined;
  return {
    do: 'SEARCH',
    wanted: {
      region,
      owner,
      requestedSince: isOver ? beginning - CLOCK_SKEW_MS : startedAt - CREATE_LASTS_AT_MOST_MS,
    },
    lastSearchAt:
      startedAt + (isOver ? LISTED_WITHIN_MS : REQUESTED_WITHIN_MS + DELIVERED_WITHIN_MS),
    code: 'SEARCHING',
    reason: `'${physicalResourceId}' is not an ARN; looking for the certificates of ${owner.logicalResourceId} in ${region}`,
  };
}
