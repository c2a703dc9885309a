// What a create has requested that CloudFormation gave up, for the delete that follows it. The delete knows no ARN. It
// stops the create's execution, if that still runs, and asks its history; only where that cannot tell, it searches ACM.
import type { Known, OtherExecution, Told } from '../../contract/state';
import type { Action, DeleteRequest } from './lifecycle';
import { beginningOf } from './physical-id';
import {
  CLOCK_SKEW_MS,
  LISTED_WITHIN_MS,
  NEWER_BY_MS,
  OTHERS_LISTED_WITHIN_MS,
  TICK_LASTS_AT_MOST_MS,
  type Moment,
} from './schedule';
import { nextOfSearch } from './search';

/** The ARNs of what is to be deleted, or what to do to learn them. */
export function whatWasRequested(
  request: DeleteRequest,
  known: Known,
  moment: Moment,
): readonly string[] | Action {
  if (known.found !== undefined) return known.found;
  const { others, othersListedAt = -Infinity } = known;
  if (others === undefined) return listOthers(request);
  const running = others.find(isToBeStopped);
  if (running !== undefined) {
    const { executionArn } = running;
    const reason = `stopping ${executionArn}, which CloudFormation has given up`;
    return { do: 'STOP', executionArn, code: 'TAKING_OVER', reason };
  }
  const create = others.find(({ requestType }) => requestType === 'Create');
  if (create !== undefined && create.told === undefined) return ask(create);
  const listAgainAt = moment.begunAt + OTHERS_LISTED_WITHIN_MS;
  if (!isTheOne(create, request) && othersListedAt < listAgainAt) {
    return moment.now < listAgainAt
      ? waitUntil(listAgainAt, moment, 'a create may have begun that is not listed yet')
      : listOthers(request);
  }
  const context = { request, known, moment };
  return create?.told === undefined ? searched(context) : requestedBy(create, create.told, context);
}

/** A delete is never stopped: it may be the one that CloudFormation waits for, and this one the late one. */
function isToBeStopped({ requestType, endedAt, stoppedAt }: OtherExecution): boolean {
  return requestType !== 'Delete' && endedAt === undefined && stoppedAt === undefined;
}

/**
 * Not one of an earlier resource under the same logical id, which ended by itself: only a create that was given up is
 * stopped.
 */
function isTheOne(
  create: OtherExecution | undefined,
  { physicalResourceId }: DeleteRequest,
): boolean {
  if (create === undefined) return false;
  const beginning = beginningOf(physicalResourceId);
  const answered = beginning !== undefined && create.startedAt >= beginning - NEWER_BY_MS;
  return answered || create.told?.wasStopped === true;
}

function ask({ executionArn }: OtherExecution): Action {
  const reason = `asking ${executionArn} what it requested`;
  return { do: 'ASK', executionArn, code: 'TAKING_OVER', reason };
}

function listOthers({ owner }: DeleteRequest): Action {
  const reason = `looking for the create of ${owner.logicalResourceId}`;
  return { do: 'LIST_OTHERS', code: 'TAKING_OVER', reason };
}

interface Context {
  readonly request: DeleteRequest;
  readonly known: Known;
  readonly moment: Moment;
}

function requestedBy(
  { startedAt, stoppedAt, endedAt }: OtherExecution,
  { requested, mayHaveRequested, wasStopped, isTickRunning }: Told,
  context: Context,
): readonly string[] | Action {
  if (requested !== undefined) return wasStopped ? [requested] : ifOwn(requested, context.known);
  if (!mayHaveRequested && !isTickRunning) return [];
  const overAt = stoppedAt ?? endedAt ?? context.moment.begunAt;
  const listedBy = overAt + LISTED_WITHIN_MS;
  return searched(context, {
    since: startedAt - CLOCK_SKEW_MS,
    at: isTickRunning ? [listedBy, listedBy + TICK_LASTS_AT_MOST_MS] : [listedBy],
  });
}

/** An execution that ended by itself may be that of an earlier resource, whose certificate was retained on purpose. */
function ifOwn(certificateArn: string, { search }: Known): readonly string[] | Action {
  if (search !== undefined) return search.found;
  const reason = `asking whose ${certificateArn} is`;
  return { do: 'ASK_OWNERSHIP', certificateArn, code: 'TAKING_OVER', reason };
}

/** By tags: at once, and if nothing is found, again at those times, because ACM's list lags. */
function searched(
  { request, known: { search }, moment }: Context,
  again: { readonly since?: number; readonly at: readonly number[] } = { at: [] },
): readonly string[] | Action {
  const next = nextOfSearch(request, search, again.since);
  if (search === undefined || next !== undefined) return next ?? [];
  const nextAt = again.at.find((time) => time > search.startedAt);
  if (search.found.length > 0 || nextAt === undefined) return search.found;
  return moment.now < nextAt
    ? waitUntil(nextAt, moment, 'ACM may not list yet what was requested')
    : (nextOfSearch(request, undefined, again.since) ?? []);
}

function waitUntil(time: number, { now }: Moment, reason: string): Action {
  const seconds = Math.max(1, Math.ceil((time - now) / 1000));
  return { do: 'WAIT', seconds, code: 'TAKING_OVER', reason };
}
