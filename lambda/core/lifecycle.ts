// The words in which decisions are made. A tick looks at the world, asks the request's `Operation` what to do, and does
// it; it remembers nothing but `Known`, so that a tick may run twice and a late one does no harm.
//
//   Create   request ──▶ wait for the records ──▶ publish them ──▶ wait for ISSUED ──▶ SUCCESS (the ARN)
//              │             └── unusable, gone, or the deadline ──▶ FAILED (the ARN, so that CloudFormation deletes it)
//              └── refused, too late, no zone, or another's certificate ──▶ FAILED (an id without an ARN)
//   Update   same names and Region ──▶ as Create, from the records on; another identity ──▶ FAILED (the ARN it had)
//   Delete   [find by tags ──▶] in use? ── no ──▶ delete ──▶ SUCCESS
//                                 └── yes ──▶ wait; at the deadline ──▶ FAILED (who uses it)
//
// Time is a value: `now` and `startedAt` come from Step Functions, in milliseconds since the epoch.
import type { Reason } from '../../contract/reason-codes';
import type { Known, Response } from '../../contract/state';
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
  /** Where to search when the physical id is no ARN. */
  readonly region: string;
}
/** What CloudFormation wants. */
export type LifecycleRequest = CreateRequest | UpdateRequest | DeleteRequest;

/** How one request is decided, tick by tick. */
export interface Operation {
  /** The ARNs of the certificates that the next decision must see, given what is known. */
  looksAt(known: Known): readonly string[];
  /** Pure: what was seen goes in, the next action comes out. */
  decide(look: Look): Action;
}

/** One look at the world at one moment: all that a decision may depend on. */
export interface Look {
  readonly known: Known;
  /** By ARN: those of `looksAt` that ACM knows. */
  readonly certificates: ReadonlyMap<string, Certificate>;
  /** The ARNs that ACM has refused to delete in this tick, because something uses them. */
  readonly refusedAsInUse: ReadonlySet<string>;
  readonly now: number;
  readonly startedAt: number;
}

/** What to do next, and why. */
export type Action = Reason &
  (
    | { readonly do: 'REQUEST'; readonly spec: CertificateSpec }
    | {
        readonly do: 'PUBLISH';
        readonly certificateArn: string;
        readonly batches: readonly RecordBatch[];
      }
    | {
        readonly do: 'SEARCH';
        readonly wanted: CertificateSearch;
        /** In milliseconds since the epoch: a search at this time or later that finds nothing is the last. */
        readonly until: number;
      }
    | { readonly do: 'DELETE'; readonly certificateArn: string }
    | { readonly do: 'WAIT' }
    | { readonly do: 'RESPOND'; readonly response: Response }
  );

/** Where a tick ends: with a response in `known`, or so many seconds before the next tick. */
export interface TickResult extends Reason {
  readonly known: Known;
  readonly seconds: number;
}
