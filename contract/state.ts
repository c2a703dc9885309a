// What Intake, the state machine and Step hand each other, as JSON, and where the state machine finds it. Executions
// outlive an update of the functions, so a newer Step meets the state of an older one: members are only ever added.
import type { Reason } from './reason-codes';

/** What CloudFormation is told of a request. */
export interface Response extends Reason {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly physicalResourceId: string;
}

/** What one tick leaves to the next. */
export interface Known {
  /** The ARN of the certificate that this execution has requested. */
  readonly requested?: string;
  /** The ARNs that ACM has described to this execution: if it knows one no more, that certificate is gone. */
  readonly described?: readonly string[];
  /** The ARNs whose validation records this execution has written. */
  readonly published?: readonly string[];
  /** The ARNs that a search by tags has found. */
  readonly found?: readonly string[];
  /** When that search was made, in milliseconds since the epoch. */
  readonly foundAt?: number;
  /** The ARNs that this execution has deleted. */
  readonly deleted?: readonly string[];
  /** Decided, but not yet delivered. It is not decided again. */
  readonly response?: Response;
  /** How often the delivery of the response has failed. */
  readonly deliveries?: number;
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
  readonly tick: StepOutput | { readonly known: Known };
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
}

type DataPath = `$.${keyof ExecutionData}` | `$.tick.${keyof StepOutput}`;
type ContextPath = `$$.${string}`;

/** Where the members of an execution's data are, as Amazon States Language writes it. */
export const PATHS = {
  event: '$.event',
  tick: '$.tick',
  error: '$.error',
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
} as const satisfies Record<`${Exclude<keyof StepInput, 'error'>}.$`, DataPath | ContextPath>;

/** The same for a tick that is asked to give up: only then has an error been caught. */
export const GIVE_UP_PARAMETERS = {
  ...STEP_PARAMETERS,
  'error.$': PATHS.error,
} as const satisfies Record<`${keyof StepInput}.$`, DataPath | ContextPath>;
