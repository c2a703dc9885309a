// One tick: look, decide, act, until it must wait or has a response. The only place in the core that calls the world; it
// never sleeps, and running it twice in one state does no harm.
import type { Known } from '../../contract/state';
import { act } from './act';
import { isOfPem } from './act-on-pem';
import { createOperation } from './create';
import { deleteOperation } from './delete';
import { afterFailedCall, withoutFailures } from './failed-call';
import type { Action, LifecycleRequest, Look, Operation, TickResult } from './lifecycle';
import { lateUpdateOperation } from './late-update';
import { isCertificateArn } from './physical-id';
import type { Certificate, World } from './ports';
import { writingPem } from './pem';
import { removingRecords } from './removal';
import { tooLateReason } from './reasons';
import { failed } from './responses';
import { isGivenUp, type Moment } from './schedule';
import { updateOperation } from './update';

export async function tick(
  request: LifecycleRequest,
  state: { readonly known: Known; readonly moment: Moment },
  world: World,
): Promise<TickResult> {
  const { moment } = state;
  if (isGivenUp(moment) && request.type !== 'Update') return nothingDone(request, state);
  const lifecycle = operationFor(request, moment);
  const operation = removingRecords(writingPem(lifecycle, request), request);
  let look: Look = {
    ...moment,
    known: state.known,
    certificates: new Map(),
    refusedAsInUse: new Set(),
  };
  let action: Action | undefined;
  let isSeen = false;
  try {
    // Ends with an action that waits or responds: every other one changes what is known, and so the next decision.
    for (;;) {
      action = undefined;
      if (!isSeen) look = await lookAgain(operation, look, world);
      action = operation.decide(look);
      const { code, reason } = action;
      if (action.do === 'RESPOND') {
        return { known: { ...look.known, response: action.response }, seconds: 0, code, reason };
      }
      const outcome = await act(action, { request, look, world });
      look = outcome.look;
      // What is done for the PEM changes no certificate.
      isSeen = isOfPem(action);
      if (outcome.seconds > 0) {
        return { known: withoutFailures(look.known), seconds: outcome.seconds, code, reason };
      }
    }
  } catch (error) {
    return afterFailedCall(error, { request, operation, look, action });
  }
}

/** Lambda may deliver an event six hours late, and what it was about may be somebody's by then. */
function nothingDone(
  request: LifecycleRequest,
  { known, moment }: { readonly known: Known; readonly moment: Moment },
): TickResult {
  const why = tooLateReason(request.owner);
  const { response } = failed(request, { known, begunAt: moment.begunAt }, why);
  return { known: { ...known, response }, seconds: 0, ...why };
}

function operationFor(request: LifecycleRequest, moment: Moment): Operation {
  switch (request.type) {
    case 'Create':
      return createOperation(request);
    case 'Update':
      return isGivenUp(moment) ? lateUpdateOperation(request) : updateOperation(request);
    case 'Delete':
      return deleteOperation(request);
  }
}

/** Describes what the next decision must see. A physical id that is no ARN names nothing that ACM could describe. */
async function lookAgain(operation: Operation, look: Look, world: World): Promise<Look> {
  const arns = operation.certificatesToDescribe(look.known, look).filter(isCertificateArn);
  const certificates = new Map<string, Certificate>();
  for (const arn of arns) {
    const certificate = await world.certificates.describe(arn);
    if (certificate !== undefined) certificates.set(arn, certificate);
  }
  return {
    ...look,
    certificates,
    known: withSeen(look.known, arns, { certificates, now: look.now }),
  };
}

/** Notes what was there, and since when something is not. */
function withSeen(
  known: Known,
  arns: readonly string[],
  { certificates, now }: Pick<Look, 'certificates' | 'now'>,
): Known {
  const { described = [], absentSince = {} } = known;
  const news = [...certificates.keys()].filter((arn) => !described.includes(arn));
  const missing = arns.filter((arn) => !certificates.has(arn));
  const absences = missing.map((arn) => [arn, absentSince[arn] ?? now] as const);
  return {
    ...known,
    ...(news.length > 0 && { described: [...described, ...news] }),
    ...(arns.length > 0 && { absentSince: Object.fromEntries(absences) }),
  };
}
