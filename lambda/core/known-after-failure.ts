// What is known after a call to AWS that has failed: what it leaves behind, and what an operation needs to go on without it.
import type { Known, Told } from '../../contract/state';
import { withoutFirst, withoutResending } from './act-on-emails';
import { isOfPem } from './act-on-pem';
import type { ErrorCode } from './errors';
import type { Action, LifecycleRequest } from './lifecycle';
import { withChange } from './other-executions';
import { afterFailedRemoval } from './removal';

export interface FailedCall {
  readonly code: ErrorCode;
  readonly message: string;
  readonly now: number;
  /** When CloudFormation made the request. */
  readonly begunAt: number;
}

/** So many calls that fail in a row take about as long as a certificate has to be absent to be gone. */
const UNSEEN_AFTER_FAILURES = 3;

/** An update goes on without them: its answer says so. */
const TAGGING: ReadonlySet<Action['do']> = new Set(['LIST_TAGS', 'ADD_TAGS', 'REMOVE_TAGS']);

/** What is known of a call without which the operation goes on; undefined if it cannot. */
export function knownWithoutCall({
  request,
  known,
  action,
  failure,
}: {
  readonly request: LifecycleRequest;
  readonly known: Known;
  readonly action: Action | undefined;
  readonly failure: FailedCall;
}): Known | undefined {
  const { code, message } = failure;
  // What an execution cannot be asked, a search by tags may tell.
  if (action?.do === 'ASK' && code === 'ACCESS_DENIED') {
    return withUnknown(known, action.executionArn);
  }
  if (action?.do === 'LIST_CERTIFICATES' && request.type === 'Delete') {
    return withoutUnreachedRequests(known, code);
  }
  if (action?.do === 'NAME_ZONE' && action.isForRemoval === true) {
    const { unnamedZones = [] } = known;
    return { ...known, unnamedZones: [...unnamedZones, action.zone.hostedZoneId] };
  }
  if (action !== undefined && TAGGING.has(action.do)) {
    const reason = `its tags are not as wanted: ${message}`;
    return { ...known, untagged: { code: 'TAGS_NOT_CHANGED', reason } };
  }
  if (action !== undefined && isOfClearing(action, request)) {
    return { ...known, pem: { ...known.pem, trouble: message } };
  }
  if (action?.do === 'RESEND') return { ...withoutUnsent(known, code), unsent: message };
  const removal = afterFailedRemoval(known, action, failure);
  return removal && { ...known, removal };
}

/**
 * The tick that was running when a create was stopped has requested nothing in a Region that cannot be reached, nor where its
 * requests were denied as this search is: its delete must not fail for ever. Undefined if that is not certain, as where a
 * search has come through before.
 */
function withoutUnreachedRequests(known: Known, code: ErrorCode): Known | undefined {
  if (known.search !== undefined) return undefined;
  const isUnreached = ({ isTickRunning, mayHaveRequested, wasDenied }: Told): boolean => {
    const isLikeThis = code === 'UNREACHABLE' || (code === 'ACCESS_DENIED' && wasDenied === true);
    return isTickRunning && !mayHaveRequested && isLikeThis;
  };
  const { others = [] } = known;
  if (!others.some(({ told }) => told !== undefined && isUnreached(told))) return undefined;
  return {
    ...known,
    others: others.map((each) =>
      each.told !== undefined && isUnreached(each.told)
        ? { ...each, told: { ...each.told, isTickRunning: false } }
        : each,
    ),
  };
}

/** Parameters that nobody wants any more may be left. */
function isOfClearing(action: Action, { type }: LifecycleRequest): boolean {
  if (!isOfPem(action)) return false;
  const isOfWriting = action.do !== 'REMOVE_PARAMETER' && action.do !== 'ASK_PRESENCE';
  const isRead = action.do === 'READ_PARAMETER' && !action.mayBeWritten;
  return type === 'Delete' || !isOfWriting || isRead;
}

/** What a failed call leaves behind. */
export function knownAfterFailure(
  known: Known,
  action: Action | undefined,
  { code, now }: Pick<FailedCall, 'code' | 'now'>,
): Known {
  switch (action?.do) {
    case 'REQUEST':
      // A request that came as far as this was in time, or has looked whether it is the newest.
      return {
        ...known,
        isNewest: true,
        isRequestDenied: code === 'ACCESS_DENIED',
        ...(code === 'UNAVAILABLE' && { mayHaveRequested: true }),
      };
    case 'PUBLISH': {
      const { certificateArn, batches } = action;
      const since = known.unpublished?.since ?? now;
      return { ...known, unpublished: { certificateArn, batches, since } };
    }
    case 'RESEND':
      return afterFailedResend(known, code, now);
    case 'STOP': {
      const { executionArn } = action;
      if (!mayNotBeStopped(action, code)) return known;
      return { ...known, others: withChange(known.others, executionArn, { notStoppedAt: now }) };
    }
    case 'DELETE':
      // It may be gone, and the delete denied for that: IAM allows it by a tag that is no longer there.
      return code === 'THROTTLED' ? known : { ...known, held: {} };
    case undefined:
      return (known.failures ?? 0) + 1 < UNSEEN_AFTER_FAILURES ? known : withoutAbsences(known);
    default:
      return known;
  }
}

/** What was not sent is still to be sent; what may have been, must not be sent twice. */
function afterFailedResend(known: Known, code: ErrorCode, now: number): Known {
  if (code === 'UNAVAILABLE' || code === 'REFUSED') return withoutFirst(known, now);
  const { resending } = known;
  return resending === undefined ? known : { ...known, resending: { ...resending, notedAt: now } };
}

/** A denial is of every name; a refusal, of this one. */
function withoutUnsent(known: Known, code: ErrorCode): Known {
  return code === 'REFUSED' ? known : withoutResending(known);
}

/** As much as is known of an execution whose history may not be read. */
function withUnknown(known: Known, executionArn: string): Known {
  const told: Told = {
    isUnread: true,
    mayHaveRequested: true,
    wasStopped: false,
    isTickRunning: true,
  };
  return { ...known, others: withChange(known.others, executionArn, { told }) };
}

/** What was not seen before a time in which ACM answered nothing may have been there meanwhile: one wrong answer is no proof. */
function withoutAbsences(known: Known): Known {
  return { ...known, absentSince: {} };
}

/** Then the other execution is waited for, which ends by itself, sooner than this one. */
export function mayNotBeStopped(action: Action | undefined, code: ErrorCode): boolean {
  return action?.do === 'STOP' && code === 'ACCESS_DENIED';
}
