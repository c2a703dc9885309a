// An execution of a state machine: its status, and its history as GetExecutionHistory tells it.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
import type { Clock } from 'acm-emulator';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** What an event tells beside its type. `input` and `output` are JSON values; they are written when they are asked for. */
export interface EventDetails {
  readonly name?: string;
  readonly resource?: string;
  readonly input?: unknown;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

interface HistoryEvent {
  readonly type: string;
  readonly timeMs: number;
  readonly details: EventDetails;
}

const ENDS = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
} as const;

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MOST_EVENTS = 25_000;

export class Execution {
  status: ExecutionStatus = 'RUNNING';
  endedAtMs: number | undefined;
  /** How it ended: `output`, or `error` and `cause`. */
  end: EventDetails = {};
  /** The names of the states it went through. */
  readonly path: string[] = [];
  /** What is paid for: every state that was entered, and every retry. */
  transitions = 0;
  readonly startedAtMs: number;
  /** Ends what the execution waits for. */
  interrupt: () => void = () => undefined;
  private readonly events: HistoryEvent[] = [];

  constructor(
    readonly arn: string,
    readonly input: string,
    private readonly clock: Clock,
  ) {
    this.startedAtMs = clock.now();
    this.record('ExecutionStarted', { input: JSON.parse(input) as unknown });
  }

  get name(): string {
    return this.arn.split(':').pop() ?? '';
  }

  get isRunning(): boolean {
    return this.status === 'RUNNING';
  }

  /** Nothing is recorded of an execution that has ended. */
  record(type: string, details: EventDetails = {}): void {
    if (!this.isRunning) return;
    this.events.push({ type, timeMs: this.clock.now(), details });
    if (this.events.length === MOST_EVENTS - 1) {
      const cause = `The execution reached the maximum number of history events (${MOST_EVENTS}).`;
      this.finish('FAILED', { error: 'States.Runtime', cause });
    }
  }

  /** An execution ends once. */
  finish(status: keyof typeof ENDS, end: EventDetails = {}): void {
    if (!this.isRunning) return;
    this.events.push({ type: ENDS[status], timeMs: this.clock.now(), details: end });
    this.status = status;
    this.end = end;
    this.endedAtMs = this.clock.now();
    this.interrupt();
  }

  /** Its data, as the last state that was entered or left has it. */
  get data(): unknown {
    const states = this.events.filter(({ type }) => /State(Entered|Exited)$/.test(type));
    const { input, output } = states.at(-1)?.details ?? {};
    return output ?? input ?? (JSON.parse(this.input) as unknown);
  }

  get numberOfEvents(): number {
    return this.events.length;
  }

  /** @param id from 1 */
  event(id: number, includeExecutionData: boolean): object {
    const { type, timeMs, details } = this.events[id - 1]!;
    const told = Object.keys(details).length > 0;
    return {
      timestamp: timeMs / 1000,
      type,
      id,
      previousEventId: id - 1,
      ...(told && { [detailsMember(type)]: written(details, includeExecutionData) }),
    };
  }
}

/** Of all types of states there is one member: `stateEnteredEventDetails`. */
function detailsMember(type: string): string {
  const [, change] = /State(Entered|Exited)$/.exec(type) ?? [];
  if (change !== undefined) return `state${change}EventDetails`;
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}

function written({ input, output, ...rest }: EventDetails, includeExecutionData: boolean): object {
  if (!includeExecutionData) return rest;
  return {
    ...rest,
    ...(input !== undefined && {
      input: JSON.stringify(input),
      inputDetails: { truncated: false },
    }),
    ...(output !== undefined && {
      output: JSON.stringify(output),
      outputDetails: { truncated: false },
    }),
  };
}
