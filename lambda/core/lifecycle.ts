// The types that operations and the tick share: what CloudFormation wants, what a tick has seen, what it does next.
//
// A tick describes the certificates that the request's `Operation` names, lets it decide, and acts. It remembers nothing
// but `Known`. Every call may be made again: the same request gets the same certificate, records are upserted, and what is
// gone counts as deleted. So a tick may run twice.
//
//   Create   request ──▶ wait for the records' names ──▶ publish them ──▶ wait for ISSUED ──▶ SUCCESS (the ARN)
//              │                └── unusable, gone, or the deadline ──▶ FAILED (the ARN, so that CloudFormation deletes it)
//              │                └── it has other names than asked for ──▶ FAILED (an id without an ARN)
//              └── no zone for a name, refused, or not requested in the first 5 minutes ──▶ FAILED (an id without an ARN)
//   Update   same names and Region ──▶ as Create, from waiting for the records' names on
//            other names or Region, or gone ──▶ FAILED (the ARN it had)
//   Delete   [no ARN: search by tags ──▶] in use? ── no ──▶ delete ──▶ SUCCESS
//                                            └── yes ──▶ wait; at the deadline ──▶ FAILED (who uses it)
//            nothing found, or what is wanted is not described for some time ──▶ SUCCESS
//
// The deadline is 55 minutes after the execution began (schedule.ts). A call that was throttled or got no answer is made
// again at a later tick, one that was denied for 2 minutes; one that was refused ends the request (failed-call.ts).
//
// `now` and `startedAt` come from Step Functions, in milliseconds since the epoch; nothing here reads a clock.
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
  certificatesToDescribe(known: Known): readonly string[];
  /** Pure: what was seen goes in, the next action comes out. */
  decide(look: Look): Action;
}

/** One look at the world at one moment: all that a decision may depend on. */
export interface Look {
  readonly known: Known;
  /** The described certificates by ARN. One that is missing is one that ACM does not know. */
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
        /** In milliseconds since the epoch: no search follows one that is made at this time or later. */
        readonly lastSearchAt: number;
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
