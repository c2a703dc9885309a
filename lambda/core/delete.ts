// Delete: only when nothing uses the certificate any more, however long that takes within the hour. An id
// that is no ARN (CloudFormation invents one for a create that was cut short) is looked up by our tags.
import { failed, succeeded } from './create';
import { DELETION_DEADLINE, type Action, type DeleteRequest, type Look } from './lifecycle';
import { inUseReason, usersText } from './reasons';

/** Twice, because ACM's list lags behind a request that was made seconds ago. */
export const SEARCHES = 2;

/**
 * A certificate of which CloudFormation does not know was requested in the hour that a create may take. An
 * older one with our tags was retained on purpose, and must stay.
 */
const UNKNOWN_FOR = 2 * 60 * 60 * 1000;

const CERTIFICATE_ARN = /^arn:[a-z-]+:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;

export function isCertificateArn(physicalResourceId: string): boolean {
  return CERTIFICATE_ARN.test(physicalResourceId);
}

/** The certificates that are still to be deleted; undefined while that is not known. */
export function remainingOf(
  { physicalResourceId }: DeleteRequest,
  { remaining, searches = 0 }: Look['known'],
): readonly string[] | undefined {
  if (remaining !== undefined) return remaining;
  if (isCertificateArn(physicalResourceId)) return [physicalResourceId];
  return searches < SEARCHES ? undefined : [];
}

export function decideDelete(request: DeleteRequest, look: Look): Action {
  const { physicalResourceId, region, owner } = request;
  const remaining = remainingOf(request, look.known);
  if (remaining === undefined) {
    const wanted = { region, owner, requestedSince: look.startedAt - UNKNOWN_FOR };
    const reason = `'${physicalResourceId}' is not an ARN; looking for our certificates in ${region}`;
    return { do: 'SEARCH', wanted, reason };
  }
  const [certificateArn] = remaining;
  if (certificateArn === undefined) {
    return succeeded(physicalResourceId, 'no certificate of ours is left');
  }
  const users = look.certificate?.inUseBy ?? [];
  if (users.length > 0) return whileInUse(request, certificateArn, look);
  return { do: 'DELETE', certificateArn, reason: `deleting ${certificateArn}` };
}

/** ACM names who uses it, or merely refuses to delete it: the same, because a user may come at any moment. */
export function whileInUse(request: DeleteRequest, certificateArn: string, look: Look): Action {
  const users = look.certificate?.inUseBy ?? [];
  const waited = look.now - look.startedAt;
  return waited >= DELETION_DEADLINE
    ? failed(request.physicalResourceId, inUseReason({ certificateArn, users, waited }))
    : { do: 'WAIT', reason: `${certificateArn} is in use by ${usersText(users)}` };
}
