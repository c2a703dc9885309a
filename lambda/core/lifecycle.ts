// The words in which decisions are made. One tick looks at the world, asks `decide` what to do, and does it;
// it remembers nothing but `Known`, so that a tick may run twice and a late one does no harm.
//
//   Create   request ──▶ wait for records ──▶ publish ──▶ wait for ISSUED ──▶ SUCCESS (the ARN)
//                              └── FAILED, gone, another's, or the deadline ──▶ FAILED (the ARN, so that rollback deletes it)
//   Update   same names ──▶ as Create, from the records on      other names ──▶ FAILED (the ARN it had)
//   Delete   [find by tags ──▶] in use? ──▶ wait ──▶ delete ──▶ SUCCESS
//                                  └── the deadline ──▶ FAILED (who uses it)
//
// Time is a value: `now` and `startedAt` come from Step Functions, in milliseconds since the epoch.
import type { Certificate, CertificateSearch, CertificateSpec, Owner, RecordBatch } from './ports';

interface Common {
  readonly requestId: string;
  readonly owner: Owner;
}
export interface CreateRequest extends Common {
  readonly type: 'Create';
  readonly spec: CertificateSpec;
}
export interface UpdateRequest extends Common {
  readonly type: 'Update';
  readonly spec: CertificateSpec;
  readonly physicalResourceId: string;
}
export interface DeleteRequest extends Common {
  readonly type: 'Delete';
  readonly physicalResourceId: string;
  /** Where to look when the physical id names no certificate. */
  readonly region: string;
}
/** What CloudFormation wants. */
export type LifecycleRequest = CreateRequest | UpdateRequest | DeleteRequest;

/** What one tick leaves to the next. Survives as JSON in the state machine. */
export interface Known {
  /** Create: requested by this very execution. */
  readonly certificateArn?: string;
  /** The certificate could be described at least once, so its absence now means that it is gone. */
  readonly seen?: boolean;
  readonly published?: boolean;
  /** Delete by tags: what is still to be deleted of what was found. */
  readonly remaining?: readonly string[];
  /** Decided, but CloudFormation has not been told yet. */
  readonly answer?: Answer;
  readonly deliveries?: number;
}

/** One look at the world at one moment: all that a decision may depend on. */
export interface Look {
  readonly known: Known;
  /** The certificate in question; undefined if there is none to look at, or ACM knows none. */
  readonly certificate?: Certificate;
  readonly now: number;
  readonly startedAt: number;
}

export interface Answer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  readonly reason: string;
}

export type Action =
  | { readonly do: 'REQUEST'; readonly spec: CertificateSpec; readonly reason: string }
  | { readonly do: 'PUBLISH'; readonly batches: readonly RecordBatch[]; readonly reason: string }
  | {
      readonly do: 'SEARCH';
      readonly wanted: CertificateSearch;
      /** In milliseconds since the epoch: a search at this time or later that finds nothing is the last. */
      readonly until: number;
      readonly reason: string;
    }
  | { readonly do: 'DELETE'; readonly certificateArn: string; readonly reason: string }
  | { readonly do: 'WAIT'; readonly reason: string }
  | { readonly do: 'ANSWER'; readonly answer: Answer };

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
