// The search for what an execution has requested, by names and tags, in steps of one call: ACM allows one ListCertificates a
// second for a whole account, so what is known of it outlives a call that was throttled.
import type { Known, OtherExecution, SearchProgress, Told } from '../../contract/state';
import type { Action } from './lifecycle';
import type { CertificatePage, Owner, Ownership } from './ports';
import {
  CLOCKS_AGREE_WITHIN_MS,
  CLOCK_SKEW_MS,
  LISTED_WITHIN_MS,
  secondsUntil,
  TICK_LASTS_AT_MOST_MS,
  type Moment,
} from './schedule';

/** What is looked for. */
export interface Searched {
  readonly owner: Owner;
  readonly region: string;
  /** The first name; undefined if any will do. */
  readonly domainName?: string;
}

/** What of it is taken: `SearchProgress` says what each means. */
export type SearchBound = Pick<
  SearchProgress,
  'requestedSince' | 'requestedBefore' | 'takesRetained'
>;

/** The bound alone, of whatever carries it. */
export function boundOf({
  requestedSince,
  requestedBefore,
  takesRetained,
}: SearchBound): SearchBound {
  return {
    ...(requestedSince !== undefined && { requestedSince }),
    ...(requestedBefore !== undefined && { requestedBefore }),
    ...(takesRetained && { takesRetained }),
  };
}

export interface Searching {
  readonly wanted: Searched;
  readonly known: Known;
  readonly moment: Moment;
  /** When a newer request began, which may have requested, too: what is not older is that one's. */
  readonly newerBegunAt?: number | undefined;
}

/** What an execution requested that does not know an ARN, by tags: nothing, as a rule. Or what to do to learn it. */
export function requestedWithoutTrace(
  { startedAt, stoppedAt, endedAt }: OtherExecution,
  { mayHaveRequested, isTickRunning, isUnread }: Told,
  searching: Searching,
): readonly string[] | Action {
  if (!mayHaveRequested && !isTickRunning) return [];
  const listedBy = (stoppedAt ?? endedAt ?? searching.moment.begunAt) + LISTED_WITHIN_MS;
  const at = isTickRunning ? [listedBy, listedBy + TICK_LASTS_AT_MOST_MS] : [listedBy];
  // What may not be asked, and ended by itself, may have succeeded: somebody may keep what is older or what it made.
  const isGivenUp = isUnread !== true || stoppedAt !== undefined;
  const requestedSince = startedAt - CLOCK_SKEW_MS;
  return searched(searching, at, { requestedSince, ...(isGivenUp && { takesRetained: true }) });
}

/** The ARNs that are found at once, or, if none is, at those times, because ACM's list lags; or what to do to find them. */
export function searched(
  { wanted, known: { search }, moment, newerBegunAt }: Searching,
  at: readonly number[],
  since: SearchBound = {},
): readonly string[] | Action {
  const bound = {
    ...since,
    ...(newerBegunAt !== undefined && { requestedBefore: newerBegunAt - CLOCKS_AGREE_WITHIN_MS }),
  };
  const anew = (): Action => nextPage(wanted, bound);
  if (search === undefined || isOfOther(search, bound)) return anew();
  const next = nextOfSearch(wanted, search);
  if (next !== undefined) return next;
  const nextAt = at.find((time) => time > search.startedAt);
  if (search.found.length > 0 || nextAt === undefined) return search.found;
  return moment.now < nextAt
    ? waitUntil(nextAt, moment, 'ACM may not list yet what was requested')
    : anew();
}

/**
 * What one execution may have requested was searched for, and another began earlier; one that is under way goes on. Or a newer
 * request was not known then.
 */
function isOfOther(
  { isListed, candidates, requestedSince: searchedSince = 0, requestedBefore }: SearchProgress,
  wanted: SearchBound,
): boolean {
  if (requestedBefore !== wanted.requestedBefore) return true;
  return isListed && candidates.length === 0 && (wanted.requestedSince ?? 0) < searchedSince;
}

/** What to do next for a search; undefined if it is complete. */
function nextOfSearch(wanted: Searched, search: SearchProgress): Action | undefined {
  const [certificateArn] = search.candidates;
  if (certificateArn !== undefined) {
    return { do: 'ASK_OWNERSHIP', certificateArn, code: 'SEARCHING', reason: reasonOf(wanted) };
  }
  return search.isListed ? undefined : nextPage(wanted, search, search.nextToken);
}

function nextPage(wanted: Searched, bound: SearchBound, nextToken?: string): Action {
  const { region, domainName } = wanted;
  const { takesRetained, ...times } = boundOf(bound);
  return {
    do: 'LIST_CERTIFICATES',
    wanted: {
      region,
      ...(domainName !== undefined && { domainName }),
      ...times,
      ...(nextToken !== undefined && { nextToken }),
    },
    ...(takesRetained && { takesRetained }),
    code: 'SEARCHING',
    reason: reasonOf(wanted),
  };
}

function reasonOf({ region, owner }: Searched): string {
  return `looking for the certificates of ${owner.logicalResourceId} in ${region}`;
}

/** @param before undefined if the page is the first: it begins a search */
export function withPage(
  before: SearchProgress | undefined,
  { certificateArns, nextToken }: CertificatePage,
  { now, bound }: { readonly now: number; readonly bound: SearchBound },
): SearchProgress {
  const search = before ?? { startedAt: now, candidates: [], found: [] };
  return {
    startedAt: search.startedAt,
    ...bound,
    isListed: nextToken === undefined,
    ...(nextToken !== undefined && { nextToken }),
    candidates: [...search.candidates, ...certificateArns],
    found: search.found,
  };
}

/** An ARN may be asked about that no list has named. */
export function withOwnership(
  search: SearchProgress | undefined,
  asked: { readonly certificateArn: string; readonly ownership: Ownership; readonly now: number },
): SearchProgress {
  const { certificateArn, ownership, now } = asked;
  const nothing = { startedAt: now, isListed: true, candidates: [], found: [] };
  const before: SearchProgress = search ?? nothing;
  const isTaken =
    ownership === 'OWN' || (ownership === 'RETAINED' && before.takesRetained === true);
  return {
    ...before,
    candidates: before.candidates.filter((arn) => arn !== certificateArn),
    found: isTaken ? [...before.found, certificateArn] : before.found,
  };
}

export function waitUntil(time: number, moment: Moment, reason: string): Action {
  return { do: 'WAIT', seconds: secondsUntil(time, moment), code: 'TAKING_OVER', reason };
}
