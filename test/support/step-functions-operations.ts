// The operations of Step Functions that handlers call, one function for each.
import type { Execution } from './execution';
import type { StepFunctions } from './step-functions';

export type StatesOperation =
  | 'StartExecution'
  | 'StopExecution'
  | 'ListExecutions'
  | 'DescribeExecution'
  | 'GetExecutionHistory';

type Input = Readonly<Record<string, unknown>>;

/** What is no string is none that AWS would know. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export class StatesError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const OPERATIONS: Readonly<
  Record<StatesOperation, (input: Input, states: StepFunctions) => object>
> = { StartExecution, StopExecution, ListExecutions, DescribeExecution, GetExecutionHistory };

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const NAME = /^[\w-]{1,80}$/;
const NAME_IS_TAKEN_MS = 90 * 24 * 60 * 60 * 1000;

/**
 * A name belongs to one execution for 90 days after its end: the same input while it runs is the same execution,
 * anything else an error.
 */
function StartExecution(input: Input, states: StepFunctions): object {
  const machine = states.machine(input['stateMachineArn']);
  const name = textOf(input['name']);
  const data = textOf(input['input']);
  if (!NAME.test(name)) throw new StatesError('InvalidName', `Invalid Name: '${name}'`);
  if (!isJson(data)) throw new StatesError('InvalidExecutionInput', 'Invalid execution input');
  const existing = machine.findNamed(name);
  const isTaken =
    existing !== undefined && states.now < (existing.endedAtMs ?? states.now) + NAME_IS_TAKEN_MS;
  if (isTaken && !(existing.isRunning && existing.input === data)) {
    const message = `Execution Already Exists: '${existing.arn}'`;
    throw new StatesError('ExecutionAlreadyExists', message);
  }
  const { arn, startedAtMs } = isTaken ? existing : machine.start(name, data);
  return { executionArn: arn, startDate: startedAtMs / 1000 };
}

/**
 * Of the errors that its page lists, none is for an execution that has ended.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html
 */
function StopExecution(input: Input, states: StepFunctions): object {
  const execution = states.execution(input['executionArn']);
  const { error, cause } = input;
  execution.finish('ABORTED', {
    ...(typeof error === 'string' && { error }),
    ...(typeof cause === 'string' && { cause }),
  });
  return { stopDate: (execution.endedAtMs ?? states.now) / 1000 };
}

/**
 * "Results are sorted by time, with the most recent execution first."
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
function ListExecutions(input: Input, states: StepFunctions): object {
  const { executions, arn } = states.machine(input['stateMachineArn']);
  const most = pageSize(input);
  const page: object[] = [];
  let index = positionIn(input, executions.length) - 1;
  for (; index >= 0 && page.length < most; index -= 1) {
    const execution = executions[index]!;
    const seen = states.seen(execution);
    const { statusFilter = seen?.status } = input;
    if (seen === undefined || seen.status !== statusFilter) continue;
    page.push({ ...summary(execution, seen), stateMachineArn: arn });
  }
  return { executions: page, ...(index >= 0 && { nextToken: tokenOf(index + 1) }) };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
function DescribeExecution(input: Input, states: StepFunctions): object {
  const execution = states.execution(input['executionArn']);
  const seen = states.seen(execution) ?? { status: 'RUNNING', endedAtMs: undefined };
  const { output, ...end } = execution.end;
  return {
    ...summary(execution, seen),
    stateMachineArn: execution.arn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, ''),
    input: execution.input,
    ...(seen.endedAtMs !== undefined && end),
    ...(seen.endedAtMs !== undefined && output !== undefined && { output: JSON.stringify(output) }),
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html */
function GetExecutionHistory(input: Input, states: StepFunctions): object {
  const execution = states.execution(input['executionArn']);
  const { reverseOrder = false, includeExecutionData = true } = input;
  const count = execution.numberOfEvents;
  const begin = positionIn(input, 0);
  const end = Math.min(count, begin + pageSize(input));
  const events: object[] = [];
  for (let n = begin; n < end; n += 1) {
    const id = reverseOrder === true ? count - n : n + 1;
    events.push(execution.event(id, includeExecutionData === true));
  }
  return { events, ...(end < count && { nextToken: tokenOf(end) }) };
}

function summary(
  { arn, name, startedAtMs }: Execution,
  { status, endedAtMs }: Pick<Execution, 'status' | 'endedAtMs'>,
): object {
  return {
    executionArn: arn,
    name,
    status,
    startDate: startedAtMs / 1000,
    ...(endedAtMs !== undefined && { stopDate: endedAtMs / 1000 }),
  };
}

/** "The default is 100 and the maximum allowed page size is 1000. A value of 0 uses the default." */
function pageSize({ maxResults }: Input): number {
  if (maxResults === undefined || maxResults === 0) return 100;
  if (typeof maxResults === 'number' && maxResults <= 1000) return maxResults;
  throw new StatesError('ValidationException', 'maxResults must be at most 1000');
}

function tokenOf(position: number): string {
  return Buffer.from(String(position)).toString('base64');
}

function positionIn({ nextToken }: Input, otherwise: number): number {
  if (nextToken === undefined) return otherwise;
  const position = Number(Buffer.from(textOf(nextToken), 'base64').toString());
  if (Number.isInteger(position)) return position;
  throw new StatesError('InvalidToken', `Invalid Token: '${textOf(nextToken)}'`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
