// What becomes of a request when a call to AWS has failed. What passes by itself means another tick: throttling and silence
// until the deadline, denials and unknown hosts for minutes. Every other CertificateError ends the request. Anything else is
// a mistake of this program: it is thrown on, so that Step Functions tries the tick again and then enters GiveUp.
import type { Known, Told } from '../../contract/state';
import { withoutFirst, withoutResending } from './act-on-emails';
import { CertificateError, type ErrorCode } from './errors';
import type { Action, LifecycleRequest, Look, Operation, TickResult } from './lifecycle';
import { isOfPem } from './act-on-pem';
import { withChange } from './other-executions';
import { failedPem } from './pem';
import { afterFailedRemoval } from './removal';
import {
  DEADLINE_MS,
  failedCallSeconds,
  isGivenUp,
  PUT_BACK_WITHIN_MS,
  refusedLookSeconds,
  PASSES_WITHIN_MS,
  type Moment,
} from './schedule';

/** So many calls that fail in a row take about as long as a certificate has to be absent to be gone. */
const UNSEEN_AFTER_FAILURES = 3;

/** An update goes on without them: its answer says so. */
const TAGGING: ReadonlySet<Action['do']> = new Set(['LIST_TAGS', 'ADD_TAGS', 'REMOVE_TAGS']);

export interface FailedTick {
  readonly request: LifecycleRequest;
  readonly operation: Operation;
  readonly look: Look;
  /** What was being done; undefined while certificates were described. */
  readonly action: Action | undefined;
}

export function afterFailedCall(
  error: unknown,
  { request, operation, look, action }: FailedTick,
): TickResult {
  if (!(error instanceof CertificateError)) throw error;
  const { code, message } = error;
  const failure = { code, message, now: look.now };
  const known = counted(knownAfterFailure(look.known, action, failure), action, failure);
  if (mayPass(code, action, { known, moment: look })) {
    const isPublished = action === undefined && known.publishedAt !== undefined;
    const failures = known.failures ?? 1;
    const seconds = isPublished
      ? refusedLookSeconds(look, failures)
      : failedCallSeconds(look, failures);
    return { known, seconds, code, reason: `not yet: ${message}` };
  }
  const without = knownWithoutCall({ request, known, action, failure });
  if (without !== undefined) return { known: without, seconds: 1, code, reason: message };
  const what = action?.do === 'DELETE' ? `deleting ${action.certificateArn}: ` : '';
  const reason = `${subjectOf(request)}: ${what}${message}`;
  const failing = { request, operation, look: { ...look, known } };
  return action !== undefined && isOfPem(action)
    ? ended(failedPem(failing, { code, reason }), known)
    : ended(operation.fail(failing.look, { code, reason }), known, request.outputs);
}

/**
 * @param outputs undefined if nothing is left to be done for them: a success may come although something has failed, and
 * then the parameters are still to be as they should
 */
function ended(
  end: ReturnType<Operation['fail']>,
  known: Known,
  outputs?: LifecycleRequest['outputs'],
): TickResult {
  const { code, reason } = end;
  if (end.do === 'CLEAN_UP') {
    return { known: { ...known, failure: end.failure }, seconds: 1, code, reason };
  }
  const { response } = end;
  const isOver =
    outputs === undefined || response.status === 'FAILED' || known.answer !== undefined;
  return isOver
    ? { known: { ...known, response }, seconds: 0, code, reason }
    : { known: { ...known, answer: response }, seconds: 1, code, reason };
}

/** What is known of a call without which the operation goes on; undefined if it cannot. */
function knownWithoutCall({
  request,
  known,
  action,
  failure,
}: {
  readonly request: LifecycleRequest;
  readonly known: Known;
  readonly action: Action | undefined;
  readonly failure: { readonly code: ErrorCode; readonly message: string; readonly now: number };
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
 * The tick that was running when a create was stopped has requested nothing in a Region that cannot be reached, nor where all
 * its calls were denied as this search is: its delete must not fail for ever. Undefined if that is not certain.
 */
function withoutUnreachedRequests(known: Known, code: ErrorCode): Known | undefined {
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

/** What is known once a tick has ended without a failed call. */
export function withoutFailures(known: Known): Known {
  const { failures, failingSince, ...rest } = known;
  return failures === undefined && failingSince === undefined ? known : rest;
}

/** What a failed call leaves behind. */
function knownAfterFailure(
  known: Known,
  action: Action | undefined,
  { code, now }: { code: ErrorCode; now: number },
): Known {
  switch (action?.do) {
    case 'REQUEST':
      // A request that came as far as this was in time, or has looked whether it is the newest.
      return {
        ...known,
        isNewest: true,
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

function counted(
  known: Known,
  action: Action | undefined,
  { code, now }: { readonly code: ErrorCode; readonly now: number },
): Known {
  const { failures = 0, failingSince = {} } = known;
  // A zone that is busy has answered: there is no reason to stay away longer than its change takes.
  const counted = { ...known, failures: code === 'ZONE_BUSY' ? 1 : failures + 1 };
  if (code !== 'ACCESS_DENIED' && code !== 'UNREACHABLE') return counted;
  // Other calls are not to suffer from it: it may last as long as the other execution.
  if (mayNotBeStopped(action, code)) return counted;
  return { ...counted, failingSince: { ...failingSince, [code]: failingSince[code] ?? now } };
}

/** Then the other execution is waited for, which ends by itself, sooner than this one. */
function mayNotBeStopped(action: Action | undefined, code: ErrorCode): boolean {
  return action?.do === 'STOP' && code === 'ACCESS_DENIED';
}

function mayPass(
  code: ErrorCode,
  action: Action | undefined,
  { known: { failingSince = {} }, moment }: { readonly known: Known; readonly moment: Moment },
): boolean {
  const { now, begunAt, startedAt } = moment;
  // What came too late has nobody to answer, and only its own execution's time to delete what is left.
  const lastsMs = now - (isGivenUp(moment) ? startedAt : begunAt);
  if (lastsMs >= (action?.do === 'PUT_BACK' ? PUT_BACK_WITHIN_MS : DEADLINE_MS)) return false;
  if (code === 'THROTTLED' || code === 'ZONE_BUSY' || code === 'UNAVAILABLE') return true;
  if (code !== 'ACCESS_DENIED' && code !== 'UNREACHABLE') return false;
  if (mayNotBeStopped(action, code)) return true;
  return now - (failingSince[code] ?? now) < PASSES_WITHIN_MS[code];
}

function subjectOf(request: LifecycleRequest): string {
  switch (request.type) {
    case 'Create':
      return `certificate for ${request.spec.domainName} could not be created`;
    case 'Update':
      return `certificate for ${request.spec.domainName} could not be updated`;
    case 'Delete':
      return `certificate ${request.physicalResourceId} could not be deleted`;
  }
}
