// One tick: look, decide, act, until it must wait or has a response. The only place in the core that calls the world; it
// never sleeps, and running it twice in one state does no harm.
import type { Known } from '../../contract/state';
import { createOperation } from './create';
import { deleteOperation } from './delete';
import { afterFailedCall } from './failed-call';
import type { Action, LifecycleRequest, Operation, TickResult } from './lifecycle';
import { isCertificateArn } from './physical-id';
import type { Certificate, World } from './ports';
import { DEADLINE_MS, intervalSecondsUntil, type Moment } from './schedule';
import { updateOperation } from './update';

/** ACM takes one ListCertificates a second from all of an account, so a search comes five times less often than a look. */
const SEARCH_INTERVAL_FACTOR = 5;

export async function tick(
  request: LifecycleRequest,
  state: { readonly known: Known; readonly moment: Moment },
  world: World,
): Promise<TickResult> {
  const operation = operationFor(request);
  const { moment } = state;
  let { known } = state;
  const refusedAsInUse = new Set<string>();
  try {
    // Ends with an action that waits or responds: every other one changes `known`, or what was refused, and so the next
    // decision.
    for (;;) {
      const certificates = await lookAt(operation.certificatesToDescribe(known), world);
      known = withDescribed(known, [...certificates.keys()]);
      const action = operation.decide({ known, certificates, refusedAsInUse, ...moment });
      const { code, reason } = action;
      if (action.do === 'RESPOND') {
        return { known: { ...known, response: action.response }, seconds: 0, code, reason };
      }
      const outcome = await act(action, { request, known, moment, world });
      known = outcome.known;
      if (outcome.refusedAsInUse !== undefined) refusedAsInUse.add(outcome.refusedAsInUse);
      if (outcome.seconds > 0) return { known, seconds: outcome.seconds, code, reason };
    }
  } catch (error) {
    return afterFailedCall(error, request, { known, moment });
  }
}

function operationFor(request: LifecycleRequest): Operation {
  switch (request.type) {
    case 'Create':
      return createOperation(request);
    case 'Update':
      return updateOperation(request);
    case 'Delete':
      return deleteOperation(request);
  }
}

/** A physical id that is no ARN names nothing that ACM could describe. */
async function lookAt(
  certificateArns: readonly string[],
  world: World,
): Promise<ReadonlyMap<string, Certificate>> {
  const seen = new Map<string, Certificate>();
  for (const arn of certificateArns.filter(isCertificateArn)) {
    const certificate = await world.certificates.describe(arn);
    if (certificate !== undefined) seen.set(arn, certificate);
  }
  return seen;
}

function withDescribed(known: Known, certificateArns: readonly string[]): Known {
  const { described = [] } = known;
  const news = certificateArns.filter((arn) => !described.includes(arn));
  return news.length === 0 ? known : { ...known, described: [...described, ...news] };
}

interface ActContext {
  readonly request: LifecycleRequest;
  readonly known: Known;
  readonly moment: Moment;
  readonly world: World;
}
interface Outcome {
  readonly known: Known;
  /** Until the next tick; 0 to go on in this one. */
  readonly seconds: number;
  /** The ARN that ACM has refused to delete, because something uses it. */
  readonly refusedAsInUse?: string;
}

async function act(
  action: Exclude<Action, { do: 'RESPOND' }>,
  { request, known, moment, world }: ActContext,
): Promise<Outcome> {
  switch (action.do) {
    case 'WAIT':
      return { known, seconds: nextTickSeconds(moment) };
    case 'REQUEST': {
      const requested = await world.certificates.request(action.spec, request);
      // The tick ends here, so that the state machine knows the ARN whatever happens next.
      return { known: { ...known, requested }, seconds: nextTickSeconds(moment) };
    }
    case 'PUBLISH': {
      for (const batch of action.batches) await world.validationRecords.upsert(batch);
      const published = [...(known.published ?? []), action.certificateArn];
      return { known: { ...known, published }, seconds: 0 };
    }
    case 'SEARCH': {
      const found = await world.certificates.find(action.wanted);
      if (found.length > 0 || moment.now >= action.lastSearchAt) {
        return { known: { ...known, found, foundAt: moment.now }, seconds: 0 };
      }
      const seconds = intervalSecondsUntil(action.lastSearchAt, moment, SEARCH_INTERVAL_FACTOR);
      return { known, seconds };
    }
    case 'DELETE':
      return deleteCertificate(action.certificateArn, known, world);
  }
}

async function deleteCertificate(arn: string, known: Known, world: World): Promise<Outcome> {
  const result = await world.certificates.delete(arn);
  return result === 'IN_USE'
    ? { known, seconds: 0, refusedAsInUse: arn }
    : { known: { ...known, deleted: [...(known.deleted ?? []), arn] }, seconds: 0 };
}

function nextTickSeconds(moment: Moment): number {
  return intervalSecondsUntil(moment.startedAt + DEADLINE_MS, moment);
}
