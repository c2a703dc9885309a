// How long things may take, and when the next tick comes. Pure: times are milliseconds since the epoch.

import { CLOUDFORMATION_WAITS_SECONDS, LONGEST_VALIDATION_SECONDS } from '../../contract/constants';

export interface Moment {
  readonly now: number;
  /** Whether this tick was tried before, perhaps to its end. */
  readonly isTriedAgain?: boolean;
  /** When CloudFormation made the request. It waits from then on. */
  readonly begunAt: number;
  /** When its execution began: hours later, if Lambda delivered the event late. */
  readonly startedAt: number;
  /** 0 to less than 1, so that many certificates do not move in step. */
  readonly jitter: number;
}

const MINUTE_MS = 60_000;

/**
 * CloudFormation waits an hour for a custom resource, and users such as CloudFront may need a good part of it to let
 * go.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export const DEADLINE_MS = LONGEST_VALIDATION_SECONDS * 1000;

/**
 * A create that begins later than this after it was made looks first whether CloudFormation has given it up meanwhile:
 * its delete may have come and gone.
 */
export const IN_TIME_MS = 8_000;

/**
 * A delete of what it knows no ARN of lists the executions again so long after it has listed them first. Then, if the list
 * of Step Functions lags by less than half of this, a create that begins in time is in it; and one that begins later has
 * this delete in its own.
 */
export const OTHERS_LISTED_WITHIN_MS = 20_000;

/** A delete of what it knows no ARN of, and finds no create for, takes longer than this. */
export const OVERTAKING_LASTS_MS = 5_000;

/** How long Lambda lets a tick run, which goes on to its end though its execution was stopped. */
export const TICK_LASTS_AT_MOST_MS = MINUTE_MS;

/** How long ACM's list may lack a certificate that has been requested. */
export const LISTED_WITHIN_MS = 15_000;

/** How long ACM may say that it does not know a certificate that it has made. */
export const DESCRIBABLE_WITHIN_MS = 2 * MINUTE_MS;

/** How long ACM may say that it does not know a certificate that it has described before. */
export const GONE_AFTER_MS = 15_000;

/**
 * Parameter Store holds the name of a parameter that was deleted for 30 seconds; whether it still does is asked this often.
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
 */
export const RETRY_HELD_NAME_SECONDS = 5;

/** How much ACM's clock may be behind that of Step Functions. */
export const CLOCK_SKEW_MS = MINUTE_MS;

/**
 * How far ACM's clock and CloudFormation's may be apart where a resource was created again: what is younger than that second
 * create, or older by less than this, is not deleted as a leftover of the first. Shorter than the skew above, so that what the
 * first has requested in its last minute is found. A guess.
 */
export const CLOCKS_AGREE_WITHIN_MS = 10_000;

/**
 * A record that somebody needs is put back beyond the deadline, as long as the eight deliveries of the response, which take
 * two minutes, come in time.
 */
export const PUT_BACK_WITHIN_MS = DEADLINE_MS + 2 * MINUTE_MS;

/** While a certificate is pending: somebody may remove a record. */
export const PUBLISH_AGAIN_AFTER_MS = 4 * MINUTE_MS;

/**
 * How long it may take until a mail is sent that is noted: the longest wait between two ticks, and Step Functions' own
 * delays. An execution that is revived later does not send it.
 */
export const SENT_WITHIN_MS = MINUTE_MS;

/** How long the mailboxes are waited for to which ACM writes, which usually appear seconds after a request. */
export const MAILBOXES_NAMED_WITHIN_MS = MINUTE_MS;

/** How long ACM may describe a certificate as if no change of its validation method had been asked for. */
export const METHOD_CHANGED_WITHIN_MS = MINUTE_MS;

/** While Route 53 does not take a record, ACM is asked only from then on whether it needs it at all. */
export const DESCRIBE_UNPUBLISHED_AFTER_MS = MINUTE_MS;

/** While a certificate is in use, it is tried to delete it; who uses it is asked as often as this. */
export const ASK_FOR_USERS_AFTER_MS = 5 * MINUTE_MS;

/**
 * How long a failure of this kind in a row is put down to something that passes: to IAM, whose changes take time to reach
 * every Region; to a name server that does not answer.
 */
export const PASSES_WITHIN_MS = {
  ACCESS_DENIED: 2 * MINUTE_MS,
  UNREACHABLE: 3 * MINUTE_MS,
} as const;

/** Whether nobody waits for a response any more. */
export function isGivenUp({ now, begunAt }: Moment): boolean {
  return now - begunAt >= CLOUDFORMATION_WAITS_SECONDS * 1000;
}

interface Interval {
  readonly upToAgeSeconds: number;
  readonly shortestSeconds: number;
  readonly longestSeconds: number;
}

/**
 * Between two ticks. ACM allows ten DescribeCertificate calls a second in an account and Region, so the first seconds
 * may be quick, in which the quickest certificates are issued, and an hour may not.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const WHILE_PENDING: readonly Interval[] = [
  { upToAgeSeconds: 8, shortestSeconds: 1, longestSeconds: 1 },
  { upToAgeSeconds: 60, shortestSeconds: 4, longestSeconds: 6 },
  { upToAgeSeconds: 300, shortestSeconds: 5, longestSeconds: 9 },
  { upToAgeSeconds: 900, shortestSeconds: 10, longestSeconds: 20 },
  { upToAgeSeconds: Infinity, shortestSeconds: 15, longestSeconds: 20 },
];

/** DeleteCertificate has ten calls a second of its own, and a user may take half an hour to let go. */
const WHILE_IN_USE: readonly Interval[] = [
  { upToAgeSeconds: 60, shortestSeconds: 2, longestSeconds: 4 },
  { upToAgeSeconds: 900, shortestSeconds: 8, longestSeconds: 11 },
  { upToAgeSeconds: Infinity, shortestSeconds: 12, longestSeconds: 16 },
];

const BACK_OFF_FAILURES = 5;
const LASTING_FAILURES = 40;

/**
 * Whole seconds until the next tick, because Step Functions waits no others; never past the deadline, which may be an earlier
 * one of the certificate's own.
 */
export function pendingSeconds(moment: Moment, deadlineMs = DEADLINE_MS): number {
  return cappedAtDeadline(moment, spread(moment, rowOf(WHILE_PENDING, moment)), deadlineMs);
}

export function inUseSeconds(moment: Moment): number {
  return cappedAtDeadline(moment, spread(moment, rowOf(WHILE_IN_USE, moment)));
}

/**
 * After so many failed calls in a row: one second to three, and at last to eleven, so that a few that are refused together
 * come back apart, and hundreds come back less often than five or ten a second let them in. When that has been so for
 * minutes, less often still.
 */
export function failedCallSeconds(moment: Moment, failures: number): number {
  const longestSeconds = 1 + 2 * Math.min(failures, BACK_OFF_FAILURES);
  const interval =
    failures < LASTING_FAILURES
      ? { shortestSeconds: 1, longestSeconds }
      : { shortestSeconds: 8, longestSeconds: 15 };
  return cappedAtDeadline(moment, spread(moment, interval));
}

/**
 * A published certificate that ACM refuses to describe is merely waited for: it gives way to those whose records are not
 * known yet, which need the same ten calls a second.
 */
export function refusedLookSeconds(moment: Moment, failures: number): number {
  return cappedAtDeadline(moment, pendingSeconds(moment) + failedCallSeconds(moment, failures));
}

/** Between two mails: ACM sends one a second for the whole account and Region. */
export function sendingSeconds(moment: Moment): number {
  return cappedAtDeadline(moment, spread(moment, { shortestSeconds: 1, longestSeconds: 3 }));
}

/** Whole seconds, at least one. */
export function secondsUntil(time: number, { now }: Pick<Moment, 'now'>): number {
  return Math.max(1, Math.ceil((time - now) / 1000));
}

/** Any whole number of seconds from the shortest to the longest, all equally likely. */
function spread(
  { jitter }: Moment,
  { shortestSeconds, longestSeconds }: Omit<Interval, 'upToAgeSeconds'>,
): number {
  return shortestSeconds + Math.floor(jitter * (longestSeconds - shortestSeconds + 1));
}

function rowOf(rows: readonly Interval[], { now, begunAt }: Moment): Interval {
  const ageSeconds = (now - begunAt) / 1000;
  const row = rows.find(({ upToAgeSeconds }) => ageSeconds < upToAgeSeconds);
  if (row === undefined) throw new RangeError(`no interval for an age of ${ageSeconds} s`);
  return row;
}

/** The last tick comes when the deadline is reached. */
function cappedAtDeadline(
  { now, begunAt }: Moment,
  seconds: number,
  deadlineMs = DEADLINE_MS,
): number {
  const leftSeconds = Math.ceil((begunAt + deadlineMs - now) / 1000);
  return leftSeconds > 0 ? Math.min(seconds, leftSeconds) : seconds;
}
