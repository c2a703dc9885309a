// The search for what a create has requested, by names and tags, in steps of one call: ACM allows one ListCertificates a
// second for a whole account, so what is known of it outlives a call that was throttled.
import type { SearchProgress } from '../../contract/state';
import type { Action } from './lifecycle';
import type { CertificatePage, Owner, Ownership } from './ports';

/** What is looked for. */
export interface Searched {
  readonly owner: Owner;
  readonly region: string;
  /** The first name; undefined if any will do. */
  readonly domainName?: string;
}

/** What to do next for a search, or to begin one; undefined if it is complete. */
export function nextOfSearch(
  { region, owner, domainName }: Searched,
  search: SearchProgress | undefined,
  requestedSince: number | undefined,
): Action | undefined {
  const reason = `looking for the certificates of ${owner.logicalResourceId} in ${region}`;
  const [certificateArn] = search?.candidates ?? [];
  if (certificateArn !== undefined) {
    return { do: 'ASK_OWNERSHIP', certificateArn, code: 'SEARCHING', reason };
  }
  if (search?.isListed === true) return undefined;
  const wanted = {
    region,
    ...(domainName !== undefined && { domainName }),
    ...(requestedSince !== undefined && { requestedSince }),
    ...(search?.nextToken !== undefined && { nextToken: search.nextToken }),
  };
  return { do: 'LIST_CERTIFICATES', wanted, code: 'SEARCHING', reason };
}

/** A page that follows no other begins a search. */
export function withPage(
  before: SearchProgress | undefined,
  { certificateArns, nextToken }: CertificatePage,
  { now, requestedSince }: { readonly now: number; readonly requestedSince: number | undefined },
): SearchProgress {
  const search =
    before?.isListed === false ? before : { startedAt: now, candidates: [], found: [] };
  return {
    startedAt: search.startedAt,
    ...(requestedSince !== undefined && { requestedSince }),
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
  // What was requested since a request began that was given up was never anybody's to keep.
  const isWanted =
    ownership === 'OWN' || (ownership === 'RETAINED' && before.requestedSince !== undefined);
  return {
    ...before,
    candidates: before.candidates.filter((arn) => arn !== certificateArn),
    found: isWanted ? [...before.found, certificateArn] : before.found,
  };
}
