// One tick: look, decide, act, until it must wait or has an answer. The only place in the core that calls
// the world; it never sleeps, and running it twice in one state does no harm.
import { failed } from './answers';
import { decideCreate } from './create';
import { decideDelete, remainingOf, whileInUse } from './delete';
import { CertificateError } from './errors';
import {
  DEADLINE,
  PERMISSIONS_SETTLE_WITHIN,
  REQUESTED_WITHIN,
  pollInterval,
  type Action,
  type Known,
  type LifecycleRequest,
  type Look,
} from './lifecycle';
import { isCertificateArn, withoutArn } from './physical-id';
import type { World } from './ports';
import { decideUpdate } from './update';

/** Whoever is throttled should ask less often. */
const SLOWER_WHEN_REFUSED = 3;

/** ACM lists only once a second for all of an account, and lags behind its requests by seconds. */
const SLOWER_WHEN_SEARCHING = 5;

export interface Moment {
  readonly now: number;
  readonly startedAt: number;
  /** 0 to 1, so that many certificates do not move in step. */
  readonly random: number;
}

/** `seconds` until the next tick, unless `known.answer` is there to be delivered. */
export interface TickResult {
  readonly known: Known;
  readonly seconds: number;
  readonly reason: string;
}

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
    return unableTo(error, { request, known, moment });
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

/** Never past the deadline: the last look happens when it is reached. `slower` stretches the interval. */
function untilNextLook({ now, startedAt, random }: Moment, slower = 1): number {
  const interval = slower * pollInterval((now - startedAt) / 1000, random);
  const left = Math.ceil((startedAt + DEADLINE - now) / 1000);
  return Math.max(1, Math.min(interval, left));
}

/** "Not yet" until the deadline; everything else that can be named is answered; the rest is thrown on. */
function unableTo(
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
