// A certificate that this execution requests: what must hold before the request, and what may happen to it until it is
// issued. Shared by create and by an update that replaces.
import type { Reason } from '../../contract/reason-codes';
import { isGone } from './absence';
import { hasIdentity, isPartOf, namesOf } from './identity';
import { isPublishing, notDescribedYet, publishRest, nextOfIssuance } from './issuance';
import type { Action, CreateRequest, Look, Operation, UpdateRequest } from './lifecycle';
import { minutesText } from './reasons';
import { failed } from './responses';
import { DEADLINE_MS, IN_TIME_MS } from './schedule';
import { isSuperseded, listOthers } from './take-over';
import { settleZones } from './zones';

/** How often a request is made again because ACM answered with another certificate. */
const MOST_SALTED_REQUESTS = 3;

export interface Requesting {
  readonly request: CreateRequest | UpdateRequest;
  readonly operation: Operation;
  readonly look: Look;
}

/** Nothing is requested that cannot be validated, nor what CloudFormation has given up meanwhile. */
export function requestCertificate({ request, operation, look }: Requesting): Action {
  const { spec } = request;
  const { known, now, begunAt } = look;
  const unsettled = spec.email === undefined ? settleZones(spec, { operation, look }) : undefined;
  if (unsettled !== undefined) return unsettled;
  // What keeps it from being requested until the deadline is the better reason.
  if (now - begunAt >= DEADLINE_MS && known.failures === undefined) {
    const reason = `certificate for ${spec.domainName} was not requested in ${minutesText(now - begunAt)}; deploy again`;
    return operation.fail(look, { code: 'TOO_LATE', reason });
  }
  if (now - begunAt >= IN_TIME_MS && known.isNewest !== true) {
    if (known.others === undefined) return listOthers(request.owner);
    if (isSuperseded(known, look)) return superseded(request, look);
  }
  if ((known.tokenSalt ?? 0) > MOST_SALTED_REQUESTS) {
    const reason = `ACM answered every request for ${namesOf(spec).join(', ')} with another certificate; deploy again`;
    return operation.fail(look, { code: 'ANOTHER_CERTIFICATE', reason });
  }
  const reason = `requesting a certificate for ${spec.domainName}`;
  return { do: 'REQUEST', spec, code: 'REQUESTING', reason };
}

/** The answer to a request that a newer one has overtaken: nobody waits for it. */
export function superseded(request: CreateRequest | UpdateRequest, look: Look): Action {
  return failed(request, look, supersededReason(request));
}

function supersededReason({ spec }: CreateRequest | UpdateRequest): Reason {
  const reason = `nothing was done for ${spec.domainName}: CloudFormation has given this request up`;
  return { code: 'SUPERSEDED', reason };
}

/** Nobody takes what has been made for a request that CloudFormation has given up: a success must come in time to be taken. */
export function rejectIfSuperseded(next: Action, requesting: Requesting): Action {
  if (next.do !== 'RESPOND' || next.response.status === 'FAILED') return next;
  return checkIsNewest(requesting) ?? next;
}

/** Looks whether a newer request is there as of now, and fails if one is; undefined if none is. */
export function checkIsNewest({ request, operation, look }: Requesting): Action | undefined {
  const [, listedAt] = look.known.othersListedAt ?? [];
  if (listedAt !== look.now) return listOthers(request.owner);
  return isSuperseded(look.known, look)
    ? operation.fail(look, supersededReason(request))
    : undefined;
}

/** The next action for the certificate that was requested. */
export function nextOfRequested(certificateArn: string, requesting: Requesting): Action {
  const { request, operation, look } = requesting;
  const { unpublished } = look.known;
  if (request.type === 'Update' && certificateArn === request.physicalResourceId) {
    return requestAnother('which it was to replace', requesting, false);
  }
  if (unpublished !== undefined && isPublishing(look.known, look)) return publishRest(unpublished);
  const certificate = look.certificates.get(certificateArn);
  if (certificate === undefined) return nextOfAbsent(certificateArn, requesting);
  const { spec } = request;
  if (hasIdentity(certificate, spec)) return nextOfIssuance(certificate, { spec, operation, look });
  if (!certificate.isInFull || isPartOf(certificate, spec)) {
    return waitForDescription(certificateArn, requesting);
  }
  return requestAnother(`which is for ${certificate.names.join(', ')}`, requesting, false);
}

/**
 * ACM answers a token that it knows with the certificate that it made for it, whatever is asked. That one is none of this
 * request's to delete, so no response may carry its ARN. With another token another one is requested, a few times.
 * @param mayBeOwn whether this request may have made it after all
 */
function requestAnother(problem: string, { request, look }: Requesting, mayBeOwn: boolean): Action {
  const { requested = '' } = look.known;
  const names = namesOf(request.spec).join(', ');
  const reason = `ACM answered the request for ${names} with ${requested}, ${problem}: requesting another`;
  return { do: 'DISOWN', mayBeOwn, code: 'ANOTHER_CERTIFICATE', reason };
}

/**
 * One that ACM has never described may have been made for the same token before, and be deleted: what ACM answers then is
 * not documented.
 */
function nextOfAbsent(certificateArn: string, requesting: Requesting): Action {
  const { operation, look } = requesting;
  const isLate = look.now - look.begunAt >= DEADLINE_MS;
  if (!isLate && !isGone(certificateArn, look)) return notDescribedYet(certificateArn, look);
  if (look.known.described?.includes(certificateArn) !== true) {
    return isLate
      ? waitForDescription(certificateArn, requesting)
      : requestAnother('which it does not describe', requesting, true);
  }
  return operation.fail(look, {
    code: 'CERTIFICATE_GONE',
    reason: `certificate ${certificateArn} was deleted while it waited to be issued; deploy again if that was not intended`,
  });
}

function waitForDescription(certificateArn: string, { operation, look }: Requesting): Action {
  const waitedMs = look.now - look.begunAt;
  if (waitedMs < DEADLINE_MS) return notDescribedYet(certificateArn, look);
  return operation.fail(look, {
    code: 'NOT_DESCRIBED_YET',
    reason: `ACM does not describe certificate ${certificateArn} in full after ${minutesText(waitedMs)}; deploy again`,
  });
}
