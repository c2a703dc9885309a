// What requests of the same resource have left that CloudFormation gave up: a create whose delete knows no ARN, an update
// that was cancelled or failed. Their executions are stopped, if they still run, and asked; only where the history cannot
// tell, ACM is searched.
import type { ReasonCode } from '../../contract/reason-codes';
import type { Known, OtherExecution, Told } from '../../contract/state';
import type { Action, DeleteRequest, UpdateRequest } from './lifecycle';
import { beginningOf, regionOf } from './physical-id';
import type { Owner } from './ports';
import {
  CLOCK_SKEW_MS,
  OTHERS_LISTED_WITHIN_MS,
  OVERTAKING_LASTS_MS,
  type Moment,
} from './schedule';
import {
  requestedWithoutTrace,
  searched,
  waitUntil,
  type SearchBound,
  type Searching,
} from './search';

/**
 * Whether CloudFormation has made a newer request for the resource: it does so only when it has given up the older one.
 * Their times are cut to seconds. Of two in the same second, a delete is the newer one if it goes on for seconds: one that
 * came before a create was over by then, and one that overtakes it has to look for it.
 */
export function isSuperseded({ others = [] }: Known, { begunAt }: Moment): boolean {
  return others.some(
    (other) =>
      other.begunAt > begunAt ||
      (other.begunAt === begunAt &&
        other.requestType === 'Delete' &&
        (other.endedAt ?? Infinity) > begunAt + OVERTAKING_LASTS_MS),
  );
}

export function listOthers({ logicalResourceId }: Owner): Action {
  const reason = `looking for other requests for ${logicalResourceId}`;
  return { do: 'LIST_OTHERS', code: 'TAKING_OVER', reason };
}

/** What began seconds ago may not be in the first list. What to do for a second one; undefined once it is there. */
export function listAgain(
  owner: Owner,
  { othersListedAt: [firstAt, lastAt] = [0, 0] }: Known,
  moment: Moment,
): Action | undefined {
  const again = firstAt + OTHERS_LISTED_WITHIN_MS;
  if (lastAt >= again) return undefined;
  return moment.now < again
    ? waitUntil(again, moment, 'an older request may have begun that is not listed yet')
    : listOthers(owner);
}

/** The ARNs of what a create has requested that was given up, or what to do to learn them. */
export function requestedByCreate(
  request: DeleteRequest,
  known: Known,
  moment: Moment,
): readonly string[] | Action {
  const { others } = known;
  if (others === undefined) return listOthers(request.owner);
  const older = others.filter(({ begunAt }) => begunAt <= moment.begunAt);
  const running = older.find(isToBeStopped);
  if (running !== undefined) return stop(running, request.owner, known);
  const create = createOf(request, older);
  if (create !== undefined && create.told === undefined) return ask(create);
  const isKnown = create !== undefined && isGivenUp(create, older);
  const again = isKnown ? undefined : listAgain(request.owner, known, moment);
  if (again !== undefined) return again;
  const searching = { wanted: request, known, moment, newerBegunAt: nextBeginning(request, known) };
  if (create?.told === undefined) return searched(searching, [], sinceOf(request));
  const { requested, wasStopped, response } = create.told;
  if (requested === undefined) {
    return requestedWithoutTrace(create, create.told, searching);
  }
  // A create that has seen by itself that it is given up has answered nobody.
  const isNobodys = wasStopped || response?.code === 'SUPERSEDED';
  return isNobodys ? [requested] : askOwnership(requested, known);
}

/**
 * The create whose resource this is: the newest; or, if the id says when it began, the one that began in that second. There may
 * be none: Intake answers with such an id when it could not start an execution. And CloudFormation may have created the resource
 * again before it deletes what the create before has left.
 */
function createOf(
  { physicalResourceId }: DeleteRequest,
  newestFirst: readonly OtherExecution[],
): OtherExecution | undefined {
  const beginning = beginningOf(physicalResourceId);
  const creates = newestFirst.filter(({ requestType }) => requestType === 'Create');
  return beginning === undefined
    ? creates[0]
    : creates.find(({ begunAt }) => secondOf(begunAt) === secondOf(beginning));
}

function secondOf(time: number): number {
  return Math.floor(time / 1000);
}

/** When the resource was created again, if the id says when it was before: what is requested from then on is another's. */
function nextBeginning(
  { physicalResourceId }: DeleteRequest,
  { others = [] }: Known,
): number | undefined {
  const beginning = beginningOf(physicalResourceId);
  if (beginning === undefined) return undefined;
  return others.findLast(
    ({ requestType, begunAt }) =>
      requestType === 'Create' && secondOf(begunAt) > secondOf(beginning),
  )?.begunAt;
}

function sinceOf({ physicalResourceId }: DeleteRequest): SearchBound {
  const beginning = beginningOf(physicalResourceId);
  return beginning === undefined ? {} : { requestedSince: beginning - CLOCK_SKEW_MS };
}

/** What older updates have left. */
export interface LeftByUpdates {
  /** The ARNs of what they requested, and CloudFormation never took. */
  readonly leftovers: readonly string[];
  /** What the update that CloudFormation took last has replaced. */
  readonly replaced?: string;
}

/** All that updates have left since the last one whose answer CloudFormation took; or what to do to learn it. */
export function leftByUpdates(
  { owner, physicalResourceId: id, previous }: UpdateRequest,
  known: Known,
  moment: Moment,
): LeftByUpdates | Action {
  if (known.others === undefined) return listOthers(owner);
  const leftovers: string[] = [];
  let taken = id;
  let replaced: string | undefined;
  for (const update of updatesSinceCreate(known.others, moment)) {
    const { told } = update;
    if (isToBeStopped(update)) return stop(update, owner, known);
    if (told === undefined) return ask(update);
    const { response, requested, physicalResourceId: before = taken } = told;
    if (response?.status === 'SUCCESS' && response.physicalResourceId === taken) {
      if (taken === id && before !== id) replaced = before;
      if (requested !== taken) leftovers.push(...notDeleted(requested, told));
      if (!UNSETTLED.has(response.code)) break;
      taken = before;
      continue;
    }
    const wanted = { owner, ...previous, region: previous?.region ?? regionOf(id) };
    const left =
      requested === undefined ? withoutTrace(update, told, { wanted, known, moment }) : [requested];
    if (!isList(left)) return left;
    leftovers.push(...left.flatMap((arn) => notDeleted(arn, told)));
    // If it has succeeded, CloudFormation took its certificate, and what is older is settled.
    if (told.isUnread) break;
  }
  return {
    leftovers: leftovers.filter((arn) => arn !== id),
    ...(replaced !== undefined && { replaced }),
  };
}

/** A newer request looks for it by itself, and a search would find what that one has made. */
function withoutTrace(
  update: OtherExecution,
  told: Told,
  searching: Searching,
): readonly string[] | Action {
  const { others = [] } = searching.known;
  const isOvertaken = others.some(
    ({ begunAt, requestType }) => begunAt > searching.moment.begunAt && requestType !== 'Delete',
  );
  return isOvertaken ? [] : requestedWithoutTrace(update, told, searching);
}

/** What an execution requested, unless it has deleted it again. */
function notDeleted(requested: string | undefined, { deleted = [] }: Told): readonly string[] {
  return requested === undefined || deleted.includes(requested) ? [] : [requested];
}

/** With these an update succeeds that has perhaps not come as far as to delete what older ones left. */
const UNSETTLED: ReadonlySet<ReasonCode> = new Set([
  'ACCESS_DENIED',
  'THROTTLED',
  'UNAVAILABLE',
  'UNREACHABLE',
  'CERTIFICATE_GONE',
  'CERTIFICATE_UNUSABLE',
]);

/** The newest first. What is older than the create was another resource under the same logical id. */
function updatesSinceCreate(
  others: readonly OtherExecution[],
  { begunAt }: Moment,
): readonly OtherExecution[] {
  const older = others.filter((each) => each.begunAt <= begunAt);
  const create = older.findIndex(({ requestType }) => requestType === 'Create');
  return older
    .slice(0, create < 0 ? undefined : create)
    .filter(({ requestType }) => requestType === 'Update');
}

/** Whether ARNs are known, and not what to do to learn them. */
export function isList(value: readonly string[] | Action): value is readonly string[] {
  return Array.isArray(value);
}

/** A delete is never stopped: it may be the one that CloudFormation waits for, and this one the late one. */
function isToBeStopped({ requestType, endedAt, stoppedAt }: OtherExecution): boolean {
  return requestType !== 'Delete' && endedAt === undefined && stoppedAt === undefined;
}

/**
 * Not one of an earlier resource under the same logical id, which ended by itself, or has had its delete: only a create that
 * was given up is stopped.
 */
function isGivenUp(create: OtherExecution, newestFirst: readonly OtherExecution[]): boolean {
  const newer = newestFirst.slice(0, newestFirst.indexOf(create));
  const isDeleted = newer.some(({ requestType }) => requestType === 'Delete');
  return create.told?.wasStopped === true && !isDeleted;
}

/** One that may not be stopped ends by itself: it is listed again before it is tried again. */
function stop({ executionArn, notStoppedAt }: OtherExecution, owner: Owner, known: Known): Action {
  const [, listedAt = 0] = known.othersListedAt ?? [];
  if (notStoppedAt !== undefined && listedAt <= notStoppedAt) return listOthers(owner);
  const reason = `stopping ${executionArn}, which CloudFormation has given up`;
  return { do: 'STOP', executionArn, code: 'TAKING_OVER', reason };
}

function ask({ executionArn }: OtherExecution): Action {
  const reason = `asking ${executionArn} what it requested`;
  return { do: 'ASK', executionArn, code: 'TAKING_OVER', reason };
}

/** An execution that ended by itself may be that of an earlier resource, whose certificate was retained on purpose. */
function askOwnership(certificateArn: string, { search }: Known): readonly string[] | Action {
  if (search !== undefined) return search.found;
  const reason = `asking whose ${certificateArn} is`;
  return { do: 'ASK_OWNERSHIP', certificateArn, code: 'TAKING_OVER', reason };
}
