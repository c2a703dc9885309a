// What becomes of a request when a call to AWS has failed. What passes by itself means another tick: throttling and silence
// until the deadline, denials and unknown hosts for minutes. Every other CertificateError ends the request. Anything else is
// a mistake of this program: it is thrown on, so that Step Functions tries the tick again and then enters GiveUp.
import type { Known } from '../../contract/state';
import { CertificateError, type ErrorCode } from './errors';
import type { Action, LifecycleRequest, Look, Operation, TickResult } from './lifecycle';
import { isOfPem } from './act-on-pem';
import { knownAfterFailure, knownWithoutCall, mayNotBeStopped } from './known-after-failure';
import { failedPem } from './pem';
import {
  DEADLINE_MS,
  failedCallSeconds,
  isGivenUp,
  PUT_BACK_WITHIN_MS,
  refusedLookSeconds,
  PASSES_WITHIN_MS,
  type Moment,
} from './schedule';

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
  const failure = { code, message, now: look.now, begunAt: look.begunAt };
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

/** What is known once a tick has ended without a failed call. */
export function withoutFailures(known: Known): Known {
  const { failures, failingSince, ...rest } = known;
  return failures === undefined && failingSince === undefined ? known : rest;
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
