// What becomes of a request when a call to AWS has failed.
import { failed } from './answers';
import { CertificateError } from './errors';
import type { Known, LifecycleRequest, TickResult } from './lifecycle';
import { withoutArn } from './physical-id';
import {
  DEADLINE,
  PERMISSIONS_SETTLE_WITHIN,
  REQUESTED_WITHIN,
  untilNextLook,
  type Moment,
} from './schedule';

/** Whoever is throttled should ask less often. */
const SLOWER_WHEN_REFUSED = 3;

/** "Not yet" until the deadline; everything else that can be named is answered; the rest is thrown on. */
export function afterError(
  error: unknown,
  scene: {
    readonly request: LifecycleRequest;
    readonly known: Known;
    readonly moment: Moment;
  },
): TickResult {
  if (!(error instanceof CertificateError)) throw error;
  const { request, known, moment } = scene;
  const age = moment.now - moment.startedAt;
  const seconds = untilNextLook(moment, SLOWER_WHEN_REFUSED);
  const passes =
    error.code === 'UNAVAILABLE' ||
    (error.code === 'ACCESS_DENIED' && age < PERMISSIONS_SETTLE_WITHIN);
  const mayStillRequest = age + seconds * 1000 < REQUESTED_WITHIN;
  const inTime = isRequested(request, known) ? age < DEADLINE : mayStillRequest;
  if (passes && inTime) return { known, seconds, reason: `not yet: ${error.message}` };
  const reason = `${subjectOf(request)}: ${error.message}`;
  const { answer } = failed(physicalResourceIdOf(request, known, moment), reason);
  return { known: { ...known, answer }, seconds: 0, reason };
}

/** Whether the certificate in question has been requested, as far as is known. */
function isRequested(request: LifecycleRequest, known: Known): boolean {
  return request.type !== 'Create' || known.certificateArn !== undefined;
}

function subjectOf(request: LifecycleRequest): string {
  return request.type === 'Delete'
    ? `certificate ${request.physicalResourceId} could not be deleted`
    : `certificate for ${request.spec.domainName} could not be ${request.type === 'Create' ? 'created' : 'updated'}`;
}

/** What CloudFormation is to hold as the resource when the request has failed. */
function physicalResourceIdOf(
  request: LifecycleRequest,
  known: Known,
  { startedAt }: Moment,
): string {
  if (request.type !== 'Create') return request.physicalResourceId;
  return known.certificateArn ?? withoutArn(request.owner.logicalResourceId, startedAt);
}
