// How long things may take, and when to look again. Pure: time is a value, in milliseconds since the epoch.

export interface Moment {
  readonly now: number;
  readonly startedAt: number;
  /** 0 to 1, so that many certificates do not move in step. */
  readonly random: number;
}

const MINUTE = 60_000;

/**
 * CloudFormation waits an hour for a custom resource, and consumers such as CloudFront may need a good part of
 * it to let go. Five minutes are for events that reach us late and for answers that have to be repeated.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html
 */
export const DEADLINE = 55 * MINUTE;

/** A create requests so soon or never, because the delete that overtakes it must know when to stop searching. */
export const REQUESTED_WITHIN = 5 * MINUTE;

/**
 * How late the event of a create may come: Lambda tries an asynchronous event again after 1 and 2 minutes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export const DELIVERED_WITHIN = 3 * MINUTE;

/** How long ACM may say that it does not know a certificate it has just made. */
export const DESCRIBABLE_WITHIN = 2 * MINUTE;

/** How long a denial is put down to IAM, whose changes take time to reach every Region. */
export const PERMISSIONS_SETTLE_WITHIN = 2 * MINUTE;

/**
 * Seconds between two looks. ACM allows ten DescribeCertificate calls a second in an account and Region, so
 * the first minute may be quick and an hour may not.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
 */
const INTERVALS = [
  { youngerThan: 10, seconds: 1 },
  { youngerThan: 60, seconds: 3 },
  { youngerThan: 300, seconds: 6 },
  { youngerThan: 900, seconds: 15 },
] as const;
const LONGEST_INTERVAL = 30;

/** Whole seconds until the next look; up to a third earlier, so that many certificates spread out. */
export function pollInterval(ageInSeconds: number, random: number): number {
  const row = INTERVALS.find(({ youngerThan }) => ageInSeconds < youngerThan);
  const seconds = row?.seconds ?? LONGEST_INTERVAL;
  return seconds - Math.round((random * seconds) / 3);
}

/** Never past the deadline: the last look happens when it is reached. `slower` stretches the interval. */
export function untilNextLook({ now, startedAt, random }: Moment, slower = 1): number {
  const interval = slower * pollInterval((now - startedAt) / 1000, random);
  const left = Math.ceil((startedAt + DEADLINE - now) / 1000);
  return Math.max(1, Math.min(interval, left));
}
