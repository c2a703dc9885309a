// What Intake, the state machine and Step hand each other, as JSON, and where the state machine finds it. Executions
// outlive an update of the functions, so a newer Step meets the state of an older one: members are only ever added, and
// lambda/known.ts reads the few whose meaning has changed.
import type { ResponseData } from './attributes';
import type { Reason } from './reason-codes';

/** What CloudFormation is told of a request. */
export interface Response extends Reason {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
  /** What Fn::GetAtt gives. */
  readonly data?: ResponseData;
}

/** What one tick leaves to the next. Times are milliseconds since the epoch. */
export interface Known {
  /** The ARN of the certificate that this execution has requested. */
  readonly requested?: string;
  /** A request has reached ACM perhaps, though nothing told the ARN: its answer was lost. */
  readonly mayHaveRequested?: boolean;
  /** How many of ACM's answers to a request named a certificate that is not the one asked for; the next token takes it in. */
  readonly tokenSalt?: number;
  /** Why this update fails: what it has requested is being deleted before it says so. */
  readonly failure?: Reason;
  /**
   * When ACM was first asked for the certificate, no newer request can have been there, or none was; a newer one stops this
   * execution.
   */
  readonly isNewest?: boolean;
  /** Since when ACM has not described a certificate that it should know, by ARN. */
  readonly absentSince?: Readonly<Record<string, number>>;
  /** The ARNs that ACM has described to this execution: if it knows one no more, that certificate is gone. */
  readonly described?: readonly string[];
  /** When the validation records of a certificate were written last, by ARN. */
  readonly publishedAt?: Readonly<Record<string, number>>;
  /** E-mails that are about to be sent again. */
  readonly resending?: Resending;
  /** How many of the times at which e-mails are to be sent again are over, by ARN. */
  readonly resends?: Readonly<Record<string, number>>;
  /** When ACM answered the request: it sends mails then. */
  readonly requestedAt?: number;
  /** Why e-mails could not be sent again. */
  readonly unsent?: string;
  /** When ACM was asked to validate a certificate by DNS instead of e-mail, by ARN. */
  readonly methodChangedAt?: Readonly<Record<string, number>>;
  /** What Route 53 calls the zones of which only the id was known, by id. */
  readonly zoneNames?: Readonly<Record<string, string>>;
  /** The ids of zones for which Route 53 did not tell it, of those in which records are to be removed. */
  readonly unnamedZones?: readonly string[];
  /** Whether the last request was denied. */
  readonly isRequestDenied?: boolean;
  /** What Route 53 has not taken yet. */
  readonly unpublished?: Unpublished;
  /** Who used a certificate when ACM was asked last, by ARN. */
  readonly held?: Readonly<Record<string, Held>>;
  /** The other executions for the same resource, the newest first. */
  readonly others?: readonly OtherExecution[];
  /** When they were listed first, and last. */
  readonly othersListedAt?: readonly [first: number, last: number];
  /** How far a search by tags has come. */
  readonly search?: SearchProgress;
  /** What tags a certificate carries that this update leaves in place. */
  readonly tagged?: Tagged;
  /** Why its tags could not be changed. */
  readonly untagged?: Reason;
  /** The ARNs that this execution has deleted. */
  readonly deleted?: readonly string[];
  /** When it deleted the last of them. */
  readonly deletedAt?: number;
  /** The validation records of what it is about to delete, by ARN; only if they are to be removed. */
  readonly records?: Readonly<Record<string, readonly RecordBatch[]>>;
  /** How far their removal has come. */
  readonly removal?: RemovalProgress;
  /** What is known about the PEM and its parameters. */
  readonly pem?: PemProgress;
  /** Decided, and delivered when the parameters of the PEM are as they are to be. */
  readonly answer?: Response;
  /** How many ticks in a row ended with a call that failed. */
  readonly failures?: number;
  /** Since when calls have been failing in this way, which passes by itself only for some time. */
  readonly failingSince?: Readonly<Partial<Record<'ACCESS_DENIED' | 'UNREACHABLE', number>>>;
  /** Decided, but not yet delivered. It is not decided again. */
  readonly response?: Response;
  /** How often the delivery of the response has failed. */
  readonly deliveries?: number;
}

/** Validation records that are to be written, by hosted zone. */
export interface Unpublished {
  readonly certificateArn: string;
  readonly batches: readonly RecordBatch[];
  readonly since: number;
}

/** For these names, each of which leaves the list before its mail can have been sent twice. */
export interface Resending {
  readonly certificateArn: string;
  readonly names: readonly string[];
  readonly notedAt: number;
}

/** All records that go into one hosted zone, each name once. */
export interface RecordBatch {
  readonly hostedZoneId: string;
  /** The role to assume for it, if any. */
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly records: readonly ValidationRecord[];
}

/** The CNAME to publish. */
export interface ValidationRecord {
  readonly name: string;
  readonly value: string;
}

/** Values by key. */
export type Tags = Readonly<Record<string, string>>;

export interface Tagged {
  readonly certificateArn: string;
  readonly tags: Tags;
  /** When ACM was asked for them. */
  readonly listedAt: number;
  /** Whether this execution has changed some since. */
  readonly isChanged?: boolean;
}

export interface Held {
  /** ARNs, none where ACM only refused to delete. */
  readonly users: readonly string[];
  readonly seenAt: number;
}

export type RequestType = 'Create' | 'Update' | 'Delete';

/** An execution of another request for the same resource. */
export interface OtherExecution {
  readonly executionArn: string;
  readonly requestType: RequestType;
  /** When CloudFormation made its request, to the second. */
  readonly begunAt: number;
  readonly startedAt: number;
  /** Undefined while it runs. */
  readonly endedAt?: number;
  /** When this execution has stopped it. */
  readonly stoppedAt?: number;
  /** When this execution was last not allowed to stop it. */
  readonly notStoppedAt?: number;
  /** What its history says; undefined until it was read. */
  readonly told?: Told;
}

/** What an execution knew at its end. */
export interface Told {
  /** Its history may not be read: all else here is what may be. */
  readonly isUnread?: true;
  readonly requested?: string;
  /** The ARNs that it has deleted. */
  readonly deleted?: readonly string[];
  /** The validation records that it was about to remove, by ARN of the certificate: it did not come to the end. */
  readonly unremoved?: Readonly<Record<string, readonly RecordBatch[]>>;
  readonly mayHaveRequested: boolean;
  /** Its last request was denied. */
  readonly wasDenied?: true;
  /** The physical id that CloudFormation had when it made the request. */
  readonly physicalResourceId?: string;
  readonly response?: Response;
  /** It was given up, and did not end by itself. */
  readonly wasStopped: boolean;
  /** Stopping an execution does not stop its tick: it goes on to its end, and may request. */
  readonly isTickRunning: boolean;
}

export interface SearchProgress {
  readonly startedAt: number;
  /** What is older is left out; undefined if nothing is. */
  readonly requestedSince?: number;
  /** What is not older is left out; undefined if nothing is. */
  readonly requestedBefore?: number;
  /** Whether what its tags say to be retained is taken, too: nobody can have meant to keep what a given up request made. */
  readonly takesRetained?: true;
  /** Of the next page of ACM's list; undefined on the first and after the last. */
  readonly nextToken?: string;
  readonly isListed: boolean;
  /** The ARNs whose tags are still to be asked for. */
  readonly candidates: readonly string[];
  /** The ARNs that are the owner's, and to be deleted. */
  readonly found: readonly string[];
}

export interface RemovalProgress {
  /** Those that are enabled for the account. */
  readonly regions?: readonly string[];
  readonly scan?: SharingScan;
  /** The records that are not there any more, by hosted zone and name. */
  readonly removed?: readonly string[];
  /** When the last of them was removed. */
  readonly removedAt?: number;
  /** Why a record stays, by hosted zone and name. */
  readonly kept?: Readonly<Record<string, string>>;
  /** Why a record that is needed could not be put back, by hosted zone and name. */
  readonly lost?: Readonly<Record<string, string>>;
  /** Why not all could be done. */
  readonly trouble?: string;
  readonly isOver?: boolean;
}

export interface PemProgress {
  /** Whether the certificates are there that own parameters name, by ARN. */
  readonly named?: Readonly<Record<string, Presence>>;
  /** A parameter could not be created because there is one of its name, or was a moment ago. */
  readonly isNameHeld?: boolean;
  /** Why not all could be removed. */
  readonly trouble?: string;
}

export interface Presence {
  readonly askedAt: number;
  /** Undefined if it is there. */
  readonly absentSince?: number;
}

/** A search for the certificates of an account that need validation records. */
export interface SharingScan {
  readonly startedAt: number;
  /** Those that are still to be asked. */
  readonly regions: readonly string[];
  /** Of the next page in the first of them. */
  readonly nextToken?: string;
  /** The ARNs that have one of the names, and are still to be described. */
  readonly candidates: readonly string[];
  /** Which certificate needs the record of a name. */
  readonly needed: Readonly<Record<string, string>>;
}

/** What a tick returns. */
export interface StepOutput extends Reason {
  /** UNDELIVERED: CloudFormation's URL cannot be reached, or the event names none. */
  readonly outcome: 'WAIT' | 'RESPONDED' | 'UNDELIVERED';
  /** How long to wait for the next tick. Step Functions waits whole seconds. */
  readonly seconds: number;
  readonly known: Known;
}

/** What the state machine catches from a Step that crashed. */
export interface CaughtError {
  readonly Error?: string;
  readonly Cause?: string;
}

/** The data of an execution: Intake begins it, and every tick replaces `tick`. */
export interface ExecutionData {
  /** CloudFormation's event, as it came. */
  readonly event: unknown;
  readonly tick: (StepOutput | { readonly known: Known }) & {
    /** Lambda did not say how the tick that followed ended: it is entered anew, and may have run. */
    readonly isInterrupted?: true;
  };
  readonly error?: CaughtError;
}

/** What a tick is told. Time is a value: no handler reads a clock. */
export interface StepInput extends ExecutionData {
  /** When this state was entered, in ISO 8601. */
  readonly now: string;
  /** When the execution began, in ISO 8601. */
  readonly startedAt: string;
  /** The ARN of the execution. */
  readonly execution: string;
  /** How often this tick was tried before, perhaps to its end; undefined in executions of earlier versions. */
  readonly retryCount?: number;
}

type DataPath = `$.${keyof ExecutionData}` | `$.tick.${keyof StepOutput | 'isInterrupted'}`;
type ContextPath = `$$.${string}`;

/** Where the members of an execution's data are, as Amazon States Language writes it. */
export const PATHS = {
  event: '$.event',
  tick: '$.tick',
  error: '$.error',
  isInterrupted: '$.tick.isInterrupted',
  outcome: '$.tick.outcome',
  seconds: '$.tick.seconds',
} as const satisfies Record<string, DataPath>;

/**
 * Where the members of StepInput come from.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export const STEP_PARAMETERS = {
  'event.$': PATHS.event,
  'tick.$': PATHS.tick,
  'now.$': '$$.State.EnteredTime',
  'startedAt.$': '$$.Execution.StartTime',
  'execution.$': '$$.Execution.Id',
  'retryCount.$': '$$.State.RetryCount',
} as const satisfies Record<`${Exclude<keyof StepInput, 'error'>}.$`, DataPath | ContextPath>;

/** The same for a tick that is asked to give up: only then has an error been caught. */
export const GIVE_UP_PARAMETERS = {
  ...STEP_PARAMETERS,
  'error.$': PATHS.error,
} as const satisfies Record<`${keyof StepInput}.$`, DataPath | ContextPath>;
