// What becomes of a request when a call to AWS has failed. UNAVAILABLE means another tick until the deadline, ACCESS_DENIED
// in the first two minutes; a create that has requested nothing yet has five minutes for either. Every other CertificateError becomes a FAILED response. Anything else is a mistake of
// this program: it is thrown on, so that Step Functions tries the tick again and then enters GiveUp.
import type { Known } from '../../contract/state';
import { CertificateError } from './errors';
import type { LifecycleRequest, TickResult } from './lifecycle';
import { failed } from './responses';
import {
  DEADLINE_MS,
  intervalSecondsUntil,
  PERMISSIONS_SETTLE_WITHIN_MS,
  REQUESTED_WITHIN_MS,
  type Moment,
} from './schedule';

/** So that a service that throttles is asked less often. */
const INTERVAL_FACTOR = 3;

interface Tick {
  readonly known: Known;
  readonly moment: Moment;
}

export function afterFailedCall(
  error: unknown,
  request: LifecycleRequest,
  { known, moment }: Tick,
): TickResult {
  if (!(error instanceof CertificateError)) throw error;
  const { code, message } = error;
  const seconds = intervalSecondsUntil(moment.startedAt + DEADLINE_MS, moment, INTERVAL_FACTOR);
  if (mayPass(code, moment) && isNextTickInTime(request, { known, moment }, seconds)) {
    return { known, seconds, code, reason: `not yet: ${message}` };
  }
  const reason = `${subjectOf(request)}: ${message}`;
  const { response } = failed(request, { known, ...moment }, { code, reason });
  return { known: { ...known, response }, seconds: 0, code, reason };
}

function mayPass(code: CertificateError['code'], { now, startedAt }: Moment): boolean {
  if (code === 'UNAVAILABLE') return true;
  return code === 'ACCESS_DENIED' && now - startedAt < PERMISSIONS_SETTLE_WITHIN_MS;
}

/** A create that has requested nothing is tried again only if the next tick comes in its first five minutes. */
function isNextTickInTime(
  request: LifecycleRequest,
  { known, moment: { now, startedAt } }: Tick,
  seconds: number,
): boolean {
  const hasYetToRequest = request.type === 'Create' && known.requested === undefined;
  const ageMs = now - startedAt;
  return hasYetToRequest ? ageMs + seconds * 1000 < REQUESTED_WITHIN_MS : ageMs < DEADLINE_MS;
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
