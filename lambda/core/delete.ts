// Delete: only when nothing uses the certificate any more, however long that takes within the hour. An id
// that is no ARN belongs to a create that was cut short, and is looked up by our tags.
import { failed, succeeded } from './answers';
import type { Action, DeleteRequest, Look } from './lifecycle';
import { beginningOf, isCertificateArn } from './physical-id';
import { inUseReason, usersText } from './reasons';
import { DEADLINE, DELIVERED_WITHIN, REQUESTED_WITHIN } from './schedule';

/** How long ACM's list may lack a certificate that was requested a moment ago. */
const LISTED_WITHIN = 5_000;

/** How much ACM's clock may be behind that of Step Functions. */
const CLOCK_SKEW = 60_000;

/**
 * How long before its delete CloudFormation may have asked for a certificate that it knows only under an id
 * it invented: the hour of a create, and as much to be sure. An older one was retained on purpose.
 */
const UNKNOWN_FOR = 2 * 60 * 60 * 1000;

/** The certificates that are still to be deleted; undefined while that is not known. */
export function remainingOf(
  { physicalResourceId }: DeleteRequest,
  { remaining }: Look['known'],
): readonly string[] | undefined {
  if (remaining !== undefined) return remaining;
  return isCertificateArn(physicalResourceId) ? [physicalResourceId] : undefined;
}

export function decideDelete(request: DeleteRequest, look: Look): Action {
  const remaining = remainingOf(request, look.known);
  if (remaining === undefined) return search(request, look);
  const [certificateArn] = remaining;
  if (certificateArn === undefined) {
    return succeeded(request.physicalResourceId, `${request.physicalResourceId} is deleted`);
  }
  const users = look.certificate?.inUseBy ?? [];
  if (users.length > 0) return whileInUse(request, certificateArn, look);
  return { do: 'DELETE', certificateArn, reason: `deleting ${certificateArn}` };
}

/** Our own id is that of a create that is over. An invented one may be overtaking a create that goes on. */
function search({ physicalResourceId, region, owner }: DeleteRequest, look: Look): Action {
  const { startedAt } = look;
  const beginning = beginningOf(physicalResourceId);
  const requestedSince = beginning === undefined ? startedAt - UNKNOWN_FOR : beginning - CLOCK_SKEW;
  const listedWithin =
    beginning === undefined ? REQUESTED_WITHIN + DELIVERED_WITHIN : LISTED_WITHIN;
  return {
    do: 'SEARCH',
    wanted: { region, owner, requestedSince },
    until: startedAt + listedWithin,
    reason: `'${physicalResourceId}' is not an ARN; looking for our certificates in ${region}`,
  };
}

/** ACM names who uses it, or merely refuses to delete it: the same, because a user may come at any moment. */
export function whileInUse(request: DeleteRequest, certificateArn: string, look: Look): Action {
  const users = look.certificate?.inUseBy ?? [];
  const waited = look.now - look.startedAt;
  return waited >= DEADLINE
    ? failed(request.physicalResourceId, inUseReason({ certificateArn, users, waited }))
    : { do: 'WAIT', reason: `${certificateArn} is in use by ${usersText(users)}` };
}
