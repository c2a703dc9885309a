// Runs the synthesized definition on the timeline, as Step Functions runs a Standard workflow.
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
import { Execution } from './execution';
import { FunctionError } from './function-error';
import type { Random } from './random';
import {
  causeOf,
  chosen,
  fill,
  matches,
  retryDelay,
  secondsOf,
  withinLimit,
  write,
  type Definition,
  type Json,
  type Retrier,
  type State,
} from './states-language';
import type { Timeline } from './timeline';

export interface StateMachineOptions {
  readonly arn: string;
  readonly definition: Definition;
  /** Runs a Lambda function. */
  readonly invoke: (resource: string, input: unknown) => Promise<unknown>;
  readonly timeline: Timeline;
  readonly random: Random;
}

interface Outcome {
  readonly next: string | undefined;
  readonly data: Json;
}

export class StateMachine {
  readonly arn: string;
  /** The oldest first. */
  readonly executions: Execution[] = [];
  private readonly byArn = new Map<string, Execution>();

  constructor(private readonly options: StateMachineOptions) {
    this.arn = options.arn;
  }

  find(executionArn: string): Execution | undefined {
    return this.byArn.get(executionArn);
  }

  findNamed(name: string): Execution | undefined {
    return this.find(this.arnOf(name));
  }

  start(name: string, input: string): Execution {
    const { timeline, definition } = this.options;
    const execution = new Execution(this.arnOf(name), input, timeline.clock);
    this.executions.push(execution);
    this.byArn.set(execution.arn, execution);
    const timeout = timeline.schedule(definition.TimeoutSeconds * 1000, () => {
      execution.finish('TIMED_OUT');
    });
    void this.run(execution).finally(() => {
      timeout.cancel();
    });
    return execution;
  }

  /** An execution that waited when it ended. */
  ended(name: string, data: Json, status: 'SUCCEEDED' | 'ABORTED'): void {
    const { clock } = this.options.timeline;
    const execution = new Execution(this.arnOf(name), JSON.stringify(data), clock);
    execution.record('WaitStateEntered', { name: 'Wait', input: data });
    execution.finish(status, { output: data });
    this.executions.push(execution);
    this.byArn.set(execution.arn, execution);
  }

  private arnOf(name: string): string {
    return `${this.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  }

  private async run(execution: Execution): Promise<void> {
    let data = JSON.parse(execution.input) as Json;
    let name: string | undefined = this.options.definition.StartAt;
    try {
      while (name !== undefined && execution.isRunning) {
        const state: State | undefined = this.options.definition.States[name];
        if (state === undefined) throw new Error(`no state '${name}'`);
        ({ next: name, data } = await this.pass(execution, { ...state, name }, data));
      }
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      execution.finish('FAILED', { error: error.errorType, cause: causeOf(error) });
    }
  }

  private async pass(
    execution: Execution,
    state: State & { readonly name: string },
    data: Json,
  ): Promise<Outcome> {
    const { name, Type } = state;
    execution.path.push(name);
    execution.transitions += 1;
    execution.record(`${Type}StateEntered`, { name, input: data });
    const context = {
      Execution: { Id: execution.arn, StartTime: timestamp(execution.startedAtMs) },
      State: { Name: name, EnteredTime: timestamp(this.options.timeline.clock.now()) },
    };
    const outcome = await this.enter(execution, state, { data, context });
    if (Type !== 'Fail') execution.record(`${Type}StateExited`, { name, output: outcome.data });
    if (Type === 'Succeed') execution.finish('SUCCEEDED', { output: data });
    if (Type === 'Fail') {
      const { Error: error = '', Cause: cause = '' } = state;
      execution.finish('FAILED', { error, cause });
    }
    return outcome;
  }

  private async enter(
    execution: Execution,
    state: State,
    { data, context }: { readonly data: Json; readonly context: Json },
  ): Promise<Outcome> {
    switch (state.Type) {
      case 'Task':
        return this.task(execution, state, { data, context });
      case 'Wait':
        await this.pause(execution, secondsOf(state, data, context));
        return { next: state.Next, data };
      case 'Pass':
        return { next: state.Next, data: write(state.ResultPath!, data, state.Result) };
      case 'Choice':
        return { next: chosen(state, data, context), data };
      case 'Succeed':
      case 'Fail':
        return { next: undefined, data };
      default:
        throw new Error(`states of type ${state.Type} are not known here`);
    }
  }

  /** @throws FunctionError that no Catch is there for */
  private async task(
    execution: Execution,
    state: State,
    { data, context }: { readonly data: Json; readonly context: Json },
  ): Promise<Outcome> {
    const attempts = new Map<Retrier, number>();
    for (let RetryCount = 0; ; RetryCount += 1) {
      const input = fill(state.Parameters!, data, withRetries(context, RetryCount));
      try {
        const result = await this.attempt(execution, state.Resource!, input);
        return { next: state.Next, data: withinLimit(write(state.ResultPath!, data, result)) };
      } catch (error) {
        if (!(error instanceof FunctionError)) throw error;
        const retrier = state.Retry?.find((candidate) => matches(candidate, error));
        const made = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
        if (retrier === undefined || made >= retrier.MaxAttempts) return caught(state, data, error);
        attempts.set(retrier, made + 1);
        await this.pause(execution, retryDelay(retrier, made, this.options.random));
        if (!execution.isRunning) return { next: undefined, data };
        execution.transitions += 1;
      }
    }
  }

  /** A function that runs goes on when its execution has ended; nobody hears of its result. */
  private async attempt(execution: Execution, resource: string, input: Json): Promise<unknown> {
    execution.record('LambdaFunctionScheduled', { resource, input });
    execution.record('LambdaFunctionStarted');
    try {
      const output = await this.options.invoke(resource, input);
      execution.record('LambdaFunctionSucceeded', { output });
      return output;
    } catch (error) {
      if (error instanceof FunctionError) {
        execution.record('LambdaFunctionFailed', { error: error.errorType, cause: causeOf(error) });
      }
      throw error;
    }
  }

  /** Ends early when the execution ends. */
  private pause(execution: Execution, seconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wakes = this.options.timeline.schedule(seconds * 1000, resolve);
      execution.interrupt = () => {
        wakes.cancel();
        resolve();
      };
    });
  }
}

function caught(state: State, data: Json, error: FunctionError): Outcome {
  const catcher = state.Catch?.find((candidate) => matches(candidate, error));
  if (catcher === undefined) throw error;
  const output = { Error: error.errorType, Cause: causeOf(error) };
  return { next: catcher.Next, data: write(catcher.ResultPath, data, output) };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
function withRetries(context: Json, RetryCount: number): Json {
  return { ...context, State: { ...(context['State'] as Json), RetryCount } };
}

function timestamp(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
