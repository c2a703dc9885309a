// Step Functions on the wire, as far as handlers speak to it: AWS JSON 1.0, its rates, and lists that come late.
// https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
import type { WireResponse } from 'acm-emulator';
import { OPERATIONS, StatesError, textOf, type StatesOperation } from './step-functions-operations';
import type { Execution } from './execution';
import type { NetworkCall } from './network';
import type { StateMachine } from './state-machine';
import type { Timeline } from './timeline';
import { TokenBucket, type Rate } from './token-bucket';

const TARGET_PREFIX = 'AWSStepFunctions.';

/**
 * Outside us-east-1, us-west-2 and eu-west-1, which have more.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const RATES: Readonly<Record<StatesOperation, Rate>> = {
  StartExecution: { bucket: 800, refillPerSecond: 150 },
  StopExecution: { bucket: 500, refillPerSecond: 25 },
  ListExecutions: { bucket: 100, refillPerSecond: 2 },
  DescribeExecution: { bucket: 250, refillPerSecond: 10 },
  GetExecutionHistory: { bucket: 400, refillPerSecond: 20 },
};

/** "Eventually consistent. The results are best effort and may not reflect very recent updates and changes." */
const USUAL_LAG_SECONDS = 2;

/** What IAM is asked about a call. */
export interface StatesQuestion {
  /** The function that calls. */
  readonly from: string;
  readonly action: `states:${StatesOperation}`;
  /** The ARN of the machine, or of the execution. */
  readonly resource: string;
}

export class StepFunctions {
  /** @returns why a call is denied; undefined if it is allowed */
  authorize: (question: StatesQuestion) => string | undefined = () => undefined;
  /** How long ListExecutions and DescribeExecution do not show a start or an end. */
  lagSeconds: () => number = () => USUAL_LAG_SECONDS;
  /** How many calls of each operation were refused because they exceeded its rate. */
  readonly throttled = new Map<StatesOperation, number>();
  private readonly machines = new Map<string, StateMachine>();
  private readonly buckets: Readonly<Record<StatesOperation, TokenBucket>>;
  private readonly lags = new Map<Execution, { start: number; end?: number }>();

  constructor(private readonly timeline: Timeline) {
    const bucketOf = (operation: StatesOperation): TokenBucket =>
      new TokenBucket(RATES[operation], timeline.clock);
    this.buckets = {
      StartExecution: bucketOf('StartExecution'),
      StopExecution: bucketOf('StopExecution'),
      ListExecutions: bucketOf('ListExecutions'),
      DescribeExecution: bucketOf('DescribeExecution'),
      GetExecutionHistory: bucketOf('GetExecutionHistory'),
    };
  }

  add(machine: StateMachine): void {
    this.machines.set(machine.arn, machine);
  }

  answer({ from, request }: NetworkCall): WireResponse {
    try {
      const target = request.headers['x-amz-target'] ?? '';
      const name = target.replace(TARGET_PREFIX, '');
      if (!isOperation(name)) throw new StatesError('UnknownOperationException', name);
      if (!this.buckets[name].take()) throw this.exceeded(name);
      const input = JSON.parse(request.body) as Record<string, unknown>;
      this.refuseDenied(from, name, input);
      return response(200, OPERATIONS[name](input, this));
    } catch (error) {
      if (!(error instanceof StatesError)) throw error;
      return response(400, { __type: error.code, message: error.message });
    }
  }

  private exceeded(name: StatesOperation): StatesError {
    this.throttled.set(name, (this.throttled.get(name) ?? 0) + 1);
    return new StatesError('ThrottlingException', 'Rate exceeded');
  }

  machine(arn: unknown): StateMachine {
    const found = this.machines.get(String(arn));
    if (found !== undefined) return found;
    const message = `State Machine Does Not Exist: '${String(arn)}'`;
    throw new StatesError('StateMachineDoesNotExist', message);
  }

  execution(arn: unknown): Execution {
    const machineArn = String(arn)
      .replace(':execution:', ':stateMachine:')
      .replace(/:[^:]*$/, '');
    const found = this.machines.get(machineArn)?.find(String(arn));
    if (found !== undefined) return found;
    const message = `Execution Does Not Exist: '${String(arn)}'`;
    throw new StatesError('ExecutionDoesNotExist', message);
  }

  get now(): number {
    return this.timeline.clock.now();
  }

  /** An execution as an eventually consistent read sees it; undefined if it does not see it yet. */
  seen(execution: Execution): Pick<Execution, 'status' | 'endedAtMs'> | undefined {
    const lags = this.lags.get(execution) ?? { start: this.lagSeconds() };
    this.lags.set(execution, lags);
    if (this.now < execution.startedAtMs + lags.start * 1000) return undefined;
    const { status, endedAtMs } = execution;
    if (endedAtMs === undefined) return { status, endedAtMs };
    lags.end ??= this.lagSeconds();
    const isSeen = this.now >= endedAtMs + lags.end * 1000;
    return isSeen ? { status, endedAtMs } : { status: 'RUNNING', endedAtMs: undefined };
  }

  /**
   * A machine is the resource of what starts and lists executions; an execution of all else.
   * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
   */
  private refuseDenied(
    from: string,
    operation: StatesOperation,
    input: Readonly<Record<string, unknown>>,
  ): void {
    const resource = textOf(input['executionArn'] ?? input['stateMachineArn']);
    const denial = this.authorize({ from, action: `states:${operation}`, resource });
    if (denial !== undefined) throw new StatesError('AccessDeniedException', denial);
  }
}

function isOperation(name: string): name is StatesOperation {
  return Object.hasOwn(OPERATIONS, name);
}

function response(status: number, output: object): WireResponse {
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status, headers, body: JSON.stringify(output) };
}
