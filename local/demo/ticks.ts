// The ticks of Step: each leaves its output, with a reason, in the history of the state machine's execution.
// People find it there on AWS, too.
import {
  ExecutionDoesNotExist,
  paginateGetExecutionHistory,
  paginateListExecutions,
  paginateListStateMachines,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { ExecutionData, StepOutput } from '../../contract/state';

export interface Tick {
  readonly execution: string;
  /** CloudFormation's word: Create, Update or Delete. */
  readonly requestType: string;
  readonly logicalResourceId: string;
  readonly resourceType: string;
  readonly reason: string;
  /** The reason's code; outputs of versions without codes have none. */
  readonly code?: string;
}

interface Followed {
  lastEvent: number;
  ended: boolean;
}

export class Ticks {
  private readonly executions = new Map<string, Followed>();

  constructor(private readonly sfn: SFNClient) {}

  /** The ticks since the last call. */
  async news(): Promise<Tick[]> {
    await this.discover();
    const open = [...this.executions].filter(([, { ended }]) => !ended);
    const news = await Promise.all(open.map(([arn, followed]) => this.newsOf(arn, followed)));
    return news.flat();
  }

  private async discover(): Promise<void> {
    const client = this.sfn;
    for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
      for (const { stateMachineArn } of stateMachines) {
        for await (const { executions = [] } of paginateListExecutions(
          { client },
          { stateMachineArn },
        )) {
          for (const { executionArn = '' } of executions) {
            if (!this.executions.has(executionArn))
              this.executions.set(executionArn, { lastEvent: 0, ended: false });
          }
        }
      }
    }
  }

  private async newsOf(executionArn: string, followed: Followed): Promise<Tick[]> {
    const events: HistoryEvent[] = [];
    try {
      const pages = paginateGetExecutionHistory({ client: this.sfn }, { executionArn });
      for await (const page of pages) events.push(...(page.events ?? []));
    } catch (error) {
      // Its state machine was deleted, and the history with it.
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
      followed.ended = true;
    }
    const ticks = ticksOf(executionArn, events, followed.lastEvent);
    followed.lastEvent = events.at(-1)?.id ?? followed.lastEvent;
    followed.ended ||= events.some(({ type }) => ENDS.includes(type ?? ''));
    return ticks;
  }
}

const ENDS = ['ExecutionSucceeded', 'ExecutionFailed', 'ExecutionAborted', 'ExecutionTimedOut'];

/** The ticks among an execution's events after `lastEvent`. Executions of others have none. */
export function ticksOf(
  execution: string,
  events: readonly HistoryEvent[],
  lastEvent: number,
): Tick[] {
  const data: Unchecked<ExecutionData> = parsed(events[0]?.executionStartedEventDetails?.input);
  const event = record(data.event);
  const { RequestType: requestType, LogicalResourceId: logicalResourceId } = event;
  const { ResourceType: resourceType } = event;
  if (typeof requestType !== 'string' || typeof logicalResourceId !== 'string') return [];
  if (typeof resourceType !== 'string') return [];
  return events
    .filter(({ id = 0 }) => id > lastEvent)
    .map(saidBy)
    .filter((said) => said !== undefined)
    .map((said) => ({ execution, requestType, logicalResourceId, resourceType, ...said }));
}

function saidBy(event: HistoryEvent): Pick<Tick, 'reason' | 'code'> | undefined {
  const crash = event.taskFailedEventDetails ?? event.lambdaFunctionFailedEventDetails;
  if (crash) return { reason: `crashed with ${crash.error ?? 'an error without a name'}` };
  const output = event.taskSucceededEventDetails ?? event.lambdaFunctionSucceededEventDetails;
  const { reason, code }: Unchecked<StepOutput> = parsed(output?.output);
  if (typeof reason !== 'string') return undefined;
  return typeof code === 'string' ? { reason, code } : { reason };
}

/** JSON of an execution that may be another's: members have T's names, but each may be missing or of any type. */
type Unchecked<T> = { readonly [Member in keyof T]?: unknown };

/** The members of an object in JSON; none if it is no object or no JSON. */
function parsed(json = 'null'): Readonly<Record<string, unknown>> {
  try {
    return record(JSON.parse(json));
  } catch {
    return {};
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
