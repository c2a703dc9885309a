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

/** `seconds` until the next tick, unless `known.answer` is there to be delivered. */
export interface TickResult {
  readonly known: Known;
  readonly seconds: number;
  readonly reason: string;
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
