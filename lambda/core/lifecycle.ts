// The types that operations and the tick share: what CloudFormation wants, what a tick has seen, what it does next.
//
// A tick describes the certificates that the request's `Operation` names, lets it decide, and acts. It remembers nothing
// but `Known`. Every call may be made again: the same request gets the same certificate, records are upserted, and what is
// gone counts as deleted. So a tick may run twice.
//
// What happens to a certificate, rule by rule, and a picture of it: docs/lifecycle.md.
//
// Times come from Step Functions and CloudFormation, in milliseconds since the epoch; nothing here reads a clock.
import type { Attribute } from '../../contract/attributes';
import type { PemParameterNames } from '../../contract/pem';
import type { Reason } from '../../contract/reason-codes';
import type { Held, Known, RecordBatch, Response, SharingScan, Tags } from '../../contract/state';
import type { HostedZone } from '../../contract/zones';
import type { Certificate, CertificateSearch, CertificateSpec, Mails, Owner, Pem } from './ports';
import type { Moment } from './schedule';

interface Common {
  readonly requestId: string;
  readonly owner: Owner;
  /** Undefined if validation records stay. */
  readonly removal?: RecordRemoval;
  /** Undefined if the response brings nothing but the ARN, and no parameter has or had the PEM. */
  readonly outputs?: Outputs;
}
/** What is made of a certificate for those who need more than its ARN. */
export interface Outputs {
  /** What the response brings. */
  readonly attributes: readonly Attribute[];
  /** The parameters that are to have its PEM. */
  readonly pem?: PemParameterNames;
  /** Those that had it before this update, or until this delete. */
  readonly former?: PemParameterNames;
}
/** The removal of validation records that nobody needs any more. */
export interface RecordRemoval {
  /** Where they may be. */
  readonly hostedZones: readonly HostedZone[];
  /** Where certificates may need them; undefined if that may be any Region that is enabled for the account. */
  readonly regions?: readonly string[];
}
export interface CreateRequest extends Common {
  readonly type: 'Create';
  readonly spec: CertificateSpec;
}
export interface UpdateRequest extends Common {
  readonly type: 'Update';
  readonly spec: CertificateSpec;
  readonly physicalResourceId: string;
  /** What the properties before this update wanted; undefined if they cannot be read. */
  readonly previous?: CertificateSpec;
}
export interface DeleteRequest extends Common {
  readonly type: 'Delete';
  readonly physicalResourceId: string;
  /** Where to search when the physical id is no ARN. */
  readonly region: string;
  /** What to search for; undefined if the properties do not say. */
  readonly domainName?: string;
}
/** What CloudFormation wants. */
export type LifecycleRequest = CreateRequest | UpdateRequest | DeleteRequest;

/** How one request is decided, tick by tick. */
export interface Operation {
  /** The ARNs of the certificates that the next decision must see, given what is known. */
  certificatesToDescribe(known: Known, moment: Moment): readonly string[];
  /** Pure: what was seen goes in, the next action comes out. */
  decide(look: Look): Action;
  /** Ends a request that cannot go on: with a response, or by cleaning up first. */
  fail(look: Look, why: Reason): Extract<Action, { do: 'RESPOND' | 'CLEAN_UP' }>;
}

/** One look at the world at one moment: all that a decision may depend on. */
export interface Look extends Moment {
  readonly known: Known;
  /** The described certificates by ARN. One that is missing is one that ACM does not know, or was not asked for. */
  readonly certificates: ReadonlyMap<string, Certificate>;
  /** The ARNs that ACM has refused to delete in this tick, because something uses them. */
  readonly refusedAsInUse: ReadonlySet<string>;
  /** What ACM has said in this tick when it was asked for the PEM of a certificate. */
  readonly pem?: { readonly certificateArn: string; readonly pem: Pem | undefined };
  /** The parameters that were looked at in this tick, by name. */
  readonly parameters?: ReadonlyMap<string, SeenParameter>;
}

/** A parameter that is there, or GONE. */
export type SeenParameter =
  | 'GONE'
  | {
      readonly tags: Tags;
      /** Undefined if it was not asked for. */
      readonly value?: string;
    };

/** What to do next, and why. */
export type Action = Reason &
  (
    | { readonly do: 'REQUEST'; readonly spec: CertificateSpec }
    /** Into the first of the zones; the next decision sees the others as unpublished. */
    | {
        readonly do: 'PUBLISH';
        readonly certificateArn: string;
        readonly batches: readonly RecordBatch[];
      }
    /** A removal goes on without the name. */
    | { readonly do: 'NAME_ZONE'; readonly zone: HostedZone; readonly isForRemoval?: true }
    /** Mails that are about to be sent again, one by one; none if none are left. So many times for it are over then. */
    | {
        readonly do: 'NOTE_RESENDING';
        readonly certificateArn: string;
        readonly names: readonly string[];
        readonly times: number;
      }
    /** For the first of the names that are noted. */
    | { readonly do: 'RESEND'; readonly certificateArn: string; readonly mails: Mails }
    /** From e-mail to DNS. */
    | { readonly do: 'CHANGE_METHOD'; readonly certificateArn: string }
    | { readonly do: 'LIST_OTHERS' }
    | { readonly do: 'STOP'; readonly executionArn: string }
    | { readonly do: 'ASK'; readonly executionArn: string }
    | {
        readonly do: 'LIST_CERTIFICATES';
        readonly wanted: CertificateSearch;
        readonly takesRetained?: true;
      }
    | { readonly do: 'ASK_OWNERSHIP'; readonly certificateArn: string }
    | { readonly do: 'LIST_TAGS'; readonly certificateArn: string }
    | { readonly do: 'ADD_TAGS'; readonly certificateArn: string; readonly tags: Tags }
    | {
        readonly do: 'REMOVE_TAGS';
        readonly certificateArn: string;
        readonly keys: readonly string[];
      }
    | RecordAction
    | PemAction
    | { readonly do: 'DELETE'; readonly certificateArn: string }
    /** Forgets the certificate that ACM answered a request with, so that it is not deleted, and another is requested. */
    | { readonly do: 'DISOWN'; readonly mayBeOwn: boolean }
    /** Decides that the request fails, and goes on to delete what it has made. */
    | { readonly do: 'CLEAN_UP'; readonly failure: Reason }
    | {
        readonly do: 'WAIT';
        readonly seconds: number;
        /** Replaces what is known of who uses a certificate. */
        readonly held?: Readonly<Record<string, Held>>;
      }
    | { readonly do: 'RESPOND'; readonly response: Response }
  );

/** What to do with validation records that are to be removed. */
export type RecordAction =
  | {
      readonly do: 'NOTE_RECORDS';
      readonly certificateArn: string;
      readonly batches: readonly RecordBatch[];
    }
  | { readonly do: 'NOTE_DELETED'; readonly certificateArn: string }
  | { readonly do: 'LIST_REGIONS' }
  | {
      readonly do: 'LIST_SHARING';
      readonly scan: SharingScan;
      readonly wanted: CertificateSearch;
    }
  /** The names of whose records a certificate needs. */
  | {
      readonly do: 'NOTE_SHARING';
      readonly certificateArn: string;
      readonly needed: readonly string[];
    }
  /** Of one record. */
  | { readonly do: 'REMOVE_RECORD' | 'PUT_BACK'; readonly batch: RecordBatch }
  | { readonly do: 'END_REMOVAL' };

/** What to do for the PEM of a certificate. */
export type PemAction =
  | { readonly do: 'GET_PEM'; readonly certificateArn: string }
  /** Of one that may be written, the value, too. */
  | { readonly do: 'READ_PARAMETER'; readonly name: string; readonly mayBeWritten: boolean }
  | {
      readonly do: 'CREATE_PARAMETER';
      readonly name: string;
      readonly value: string;
      readonly tags: Tags;
    }
  | { readonly do: 'TAG_PARAMETER'; readonly name: string; readonly tags: Tags }
  | { readonly do: 'OVERWRITE_PARAMETER'; readonly name: string; readonly value: string }
  /** Whether ACM still knows the certificate that a parameter names. */
  | { readonly do: 'ASK_PRESENCE'; readonly certificateArn: string }
  | { readonly do: 'REMOVE_PARAMETER'; readonly name: string };

/** Where a tick ends: with a response in `known`, or so many seconds before the next tick. */
export interface TickResult extends Reason {
  readonly known: Known;
  readonly seconds: number;
}
