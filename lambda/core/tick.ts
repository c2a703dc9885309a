// One tick: look, decide, act, until it must wait or has an answer. The only place in the core that calls
// the world; it never sleeps, and running it twice in one state does no harm.
import { decideCreate } from './create';
import { decideDelete, remainingOf, whileInUse } from './delete';
import type { Action, Known, LifecycleRequest, Look, TickResult } from './lifecycle';
import { isCertificateArn } from './physical-id';
import type { World } from './ports';
import { pollInterval, untilNextLook, type Moment } from './schedule';
import { afterError } from './failed-call';
import { decideUpdate } from './update';

/** ACM lists only once a second for all of an account, and lags behind its requests by seconds. */
const SLOWER_WHEN_SEARCHING = 5;

export async function tick(
  request: LifecycleRequest,
  state: { readonly known: Known; readonly moment: Moment },
  world: World,
): Promise<TickResult> {
  let { known } = state;
  const { moment } = state;
  try {
    for (;;) {
      const look = await lookAt(request, { known, ...moment }, world);
      known = look.known;
      const action = decide(request, look);
      const step = await act(action, { request, look, world });
      known = step.known;
      if (known.answer !== undefined) return { known, seconds: 0, reason: known.answer.reason };
      if (step.pause === 0) continue;
      const seconds = step.pause === 'INTERVAL' ? untilNextLook(moment) : step.pause;
      return { known, seconds, reason: step.reason };
    }
  } catch (error) {
    return afterError(error, { request, known, moment });
  }
}

async function lookAt(request: LifecycleRequest, look: Look, world: World): Promise<Look> {
  const certificateArn = certificateInQuestion(request, look.known);
  if (certificateArn === undefined || !isCertificateArn(certificateArn)) return look;
  const certificate = await world.certificates.describe(certificateArn);
  if (certificate === undefined) return look;
  return { ...look, known: { ...look.known, seen: true }, certificate };
}

function certificateInQuestion(request: LifecycleRequest, known: Known): string | undefined {
  switch (request.type) {
    case 'Create':
      return known.certificateArn;
    case 'Update':
      return request.physicalResourceId;
    case 'Delete':
      return remainingOf(request, known)?.[0];
  }
}

function decide(request: LifecycleRequest, look: Look): Action {
  switch (request.type) {
    case 'Create':
      return decideCreate(request, look);
    case 'Update':
      return decideUpdate(request, look);
    case 'Delete':
      return decideDelete(request, look);
  }
}

interface Step {
  readonly known: Known;
  /** Seconds, or as long as the age of the request says. */
  readonly pause: number | 'INTERVAL';
  readonly reason: string;
}
interface Scene {
  readonly request: LifecycleRequest;
  readonly look: Look;
  readonly world: World;
}

async function act(action: Action, scene: Scene): Promise<Step> {
  const { request, look, world } = scene;
  const { known } = look;
  switch (action.do) {
    case 'WAIT':
      return { known, pause: 'INTERVAL', reason: action.reason };
    case 'ANSWER':
      return { known: { ...known, answer: action.answer }, pause: 0, reason: '' };
    case 'REQUEST': {
      const { owner, requestId } = request;
      const certificateArn = await world.certificates.request(action.spec, owner, requestId);
      // The tick ends here, so that the state machine remembers the ARN whatever happens next.
      return { known: { ...known, certificateArn }, pause: 1, reason: action.reason };
    }
    case 'PUBLISH':
      for (const batch of action.batches) await world.validationRecords.upsert(batch);
      return { known: { ...known, published: true }, pause: 0, reason: action.reason };
    case 'SEARCH':
      return search(action, scene);
    case 'DELETE':
      return deleteOne(action.certificateArn, scene);
  }
}

async function search(
  { wanted, until, reason }: Extract<Action, { do: 'SEARCH' }>,
  { look, world }: Scene,
): Promise<Step> {
  const { known, now, startedAt } = look;
  const found = await world.certificates.find(wanted);
  if (found.length > 0 || now >= until) {
    return { known: { ...known, remaining: found }, pause: 0, reason };
  }
  const interval = SLOWER_WHEN_SEARCHING * pollInterval((now - startedAt) / 1000, 0);
  return { known, pause: Math.min(interval, Math.ceil((until - now) / 1000)), reason };
}

async function deleteOne(certificateArn: string, { request, look, world }: Scene): Promise<Step> {
  if (request.type !== 'Delete') throw new TypeError(`${request.type} deletes nothing`);
  const outcome = await world.certificates.delete(certificateArn);
  if (outcome === 'IN_USE') {
    return act(whileInUse(request, certificateArn, look), { request, look, world });
  }
  const remaining = (remainingOf(request, look.known) ?? []).filter(
    (arn) => arn !== certificateArn,
  );
  return { known: { ...look.known, remaining }, pause: 0, reason: '' };
}
