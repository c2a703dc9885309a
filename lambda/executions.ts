// Step Functions behind the port `Executions`: what the other executions of the state machine do and know. Nothing of
// their data but `Known` leaves this file: the presigned URL is in it.
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StopExecutionCommand,
  type ExecutionListItem,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { ExecutionData, Known, OtherExecution, Told } from '../contract/state';
import { translated } from './aws-errors';
import type { Executions, Owner } from './core/ports';
import { readPhysicalResourceId } from './event';
import { requestOf } from './execution-name';

/** A page: the newest executions, which are those that matter. */
const MOST_LISTED = 1000;

/** The events of one round through the state machine, and of the tries of a tick that crashes. */
const MOST_EVENTS = 100;

/** `executionArn` is that of the asking execution. */
export function otherExecutions(sfn: SFNClient, executionArn: string): Executions {
  return {
    list: (owner) =>
      translated('states:ListExecutions', async () => {
        const { executions = [] } = await sfn.send(
          new ListExecutionsCommand({
            stateMachineArn: stateMachineOf(executionArn),
            maxResults: MOST_LISTED,
          }),
        );
        return executions
          .filter((each) => each.executionArn !== executionArn)
          .flatMap((each) => toOther(each, owner) ?? []);
      }),
    stop: (arn) =>
      translated('states:StopExecution', async () => {
        const cause = 'CloudFormation has given this request up';
        await sfn.send(new StopExecutionCommand({ executionArn: arn, error: 'Superseded', cause }));
      }),
    ask: (arn) =>
      translated('states:GetExecutionHistory', async () => {
        const { events = [] } = await sfn.send(
          new GetExecutionHistoryCommand({
            executionArn: arn,
            reverseOrder: true,
            maxResults: MOST_EVENTS,
          }),
        );
        return toldBy(events);
      }),
  };
}

function stateMachineOf(executionArn: string): string {
  return executionArn.replace(':execution:', ':stateMachine:').replace(/:[^:]*$/, '');
}

function toOther(item: ExecutionListItem, owner: Owner): OtherExecution | undefined {
  const request = requestOf(item.name ?? '', owner);
  if (request === undefined || item.executionArn === undefined) return undefined;
  const startedAt = item.startDate?.getTime() ?? 0;
  return {
    executionArn: item.executionArn,
    begunAt: startedAt,
    ...request,
    startedAt,
    ...(item.stopDate !== undefined && { endedAt: item.stopDate.getTime() }),
  };
}

/** Of events, the newest first. */
export function toldBy(events: readonly HistoryEvent[]): Told {
  const newest = events.find(({ type = '' }) => /State(Entered|Exited)$/.test(type));
  const data = events.map(dataOf).find((each) => each !== undefined);
  const { requested, deleted, mayHaveRequested, response, isRequestDenied } =
    data?.tick.known ?? {};
  const physicalResourceId = readPhysicalResourceId(data?.event);
  return {
    ...(requested !== undefined && { requested }),
    ...(deleted !== undefined && { deleted }),
    ...unremovedBy(data?.tick.known),
    mayHaveRequested: mayHaveRequested === true || data === undefined || hasCrashed(events, data),
    ...(physicalResourceId !== undefined && { physicalResourceId }),
    ...(isRequestDenied === true && { wasDenied: true as const }),
    ...(response !== undefined && { response }),
    wasStopped: events[0]?.type === 'ExecutionAborted',
    // Nothing known: anything may be going on.
    isTickRunning: newest === undefined || newest.type === 'TaskStateEntered',
  };
}

/** A tick that died may have requested before, which the one that was run again instead need not have found out. */
function hasCrashed(events: readonly HistoryEvent[], { error }: ExecutionData): boolean {
  const isDeath = ({ type }: HistoryEvent): boolean =>
    type === 'LambdaFunctionFailed' || type === 'LambdaFunctionTimedOut';
  return error !== undefined || events.some(isDeath);
}

function unremovedBy({ records, removal }: Known = {}): Pick<Told, 'unremoved'> {
  return records === undefined || removal?.isOver === true ? {} : { unremoved: records };
}

/** The data of the execution when that event happened, if it tells them. */
function dataOf(event: HistoryEvent): ExecutionData | undefined {
  const text =
    event.stateExitedEventDetails?.output ??
    event.stateEnteredEventDetails?.input ??
    event.executionStartedEventDetails?.input;
  return text === undefined ? undefined : (JSON.parse(text) as ExecutionData);
}
