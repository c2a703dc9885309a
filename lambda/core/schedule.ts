// How long things may take, and when the next tick comes. Pure: times are milliseconds since the epoch.

export interface Moment {
  readonly now: number;
  readonly startedAt: number;
  /** 0 to less than 1, so that many certificates do not move in step. */
  readonly jitter: number;
}

const MINUTE_MS = 60_000;

/**
 * CloudFormation waits an hour for a custom resource, and users such as CloudFront may need a good part of it to let
 * go. Five minutes are for events that reach us late and for responses that have to be delivered again.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export const DEADLINE_MS = 55 * MINUTE_MS;

/** A create requests within this time or not at all: the delete that overtakes it searches no longer than that. */
export const REQUESTED_WITHIN_MS = 5 * MINUTE_MS;

/**
 * How late the event of a create may come: Lambda tries an asynchronous event again after 1 and 2 minutes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const DELIVERED_WITHIN_MS = 3 * MINUTE_MS;

/** How long ACM may say that it does not know a certificate that it has just made. */
export const DESCRIBABLE_WITHIN_MS = 2 * MINUTE_MS;

/** How long ACM's list, or a description, may lack a certificate whose create is over by now. */
export const LISTED_WITHIN_MS = 5_000;

/** How much ACM's clock may be behind that of Step Functions. */
export const CLOCK_SKEW_MS = MINUTE_MS;

/**
 * How long before its delete CloudFormation may have begun a create that it knows only under an id that it invented:
 * the hour of a create, and as much to be sure. An older certificate was retained on purpose.
 */
export const CREATE_LASTS_AT_MOST_MS = 120 * MINUTE_MS;

/** How long a denial is put down to IAM, whose changes take time to reach every Region. */
export const PERMISSIONS_SETTLE_WITHIN_MS = 2 * MINUTE_MS;

/**
 * Between two ticks. ACM allows ten DescribeCertificate calls a second in an account and Region, so the first minute
 * may be quick and an hour may not.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const INTERVALS = [
  { upToAgeSeconds: 10, shortestSeconds: 1, longestSeconds: 3 },
  { upToAgeSeconds: 60, shortestSeconds: 2, longestSeconds: 4 },
  { upToAgeSeconds: 300, shortestSeconds: 4, longestSeconds: 8 },
  { upToAgeSeconds: 900, shortestSeconds: 10, longestSeconds: 20 },
  { upToAgeSeconds: Infinity, shortestSeconds: 20, longestSeconds: 30 },
] as const;

/**
 * Seconds until the next tick: whole ones, because Step Functions waits no others, and any of them between the shortest
 * and the longest for this age.
 */
export function intervalSeconds({ now, startedAt, jitter }: Moment): number {
  const ageSeconds = (now - startedAt) / 1000;
  const row = INTERVALS.find(({ upToAgeSeconds }) => ageSeconds < upToAgeSeconds) ?? INTERVALS[4];
  const { shortestSeconds, longestSeconds } = row;
  return shortestSeconds + Math.floor(jitter * (longestSeconds - shortestSeconds + 1));
}

/** The same, stretched by `factor`, but never past `end`: the last tick comes when it is reached. */
export function intervalSecondsUntil(end: number, moment: Moment, factor = 1): number {
  const leftSeconds = Math.ceil((end - moment.now) / 1000);
  return Math.max(1, Math.min(factor * intervalSeconds(moment), leftSeconds));
}
