// Step Functions as far as our state machine needs it: runs the synthesized definition on the timeline, and
// speaks StartExecution on the wire. Written from the specification of Amazon States Language.
// https://states-language.net/spec.html
import { FunctionError } from './lambda-function';
import type { Timeline } from './timeline';

type Json = Record<string, unknown>;

interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly MaxAttempts: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Resource?: string;
  readonly Parameters?: Json;
  readonly ResultPath?: string;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly ResultPath: string;
    readonly Next: string;
  }[];
  readonly Choices?: readonly {
    readonly Variable: string;
    readonly StringEquals: string;
    readonly Next: string;
  }[];
  readonly Default?: string;
  readonly Seconds?: number;
  readonly SecondsPath?: string;
}
export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

export interface Execution {
  readonly name: string;
  readonly input: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** The names of the states it went through. */
  readonly path: string[];
}

export interface StartExecutionInput {
  readonly name: string;
  readonly input: string;
}

export class StateMachine {
  readonly executions: Execution[] = [];

  constructor(
    private readonly definition: Definition,
    private readonly invoke: (resource: string, input: unknown) => Promise<unknown>,
    private readonly timeline: Timeline,
  ) {}

  /**
   * A name belongs to one execution: the same input while it runs is the same execution, anything else an error.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   */
  start({ name, input }: StartExecutionInput): Execution | 'ExecutionAlreadyExists' {
    const existing = this.executions.find((execution) => execution.name === name);
    if (existing !== undefined) {
      const same = existing.status === 'RUNNING' && existing.input === input;
      return same ? existing : 'ExecutionAlreadyExists';
    }
    const execution: Execution = { name, input, status: 'RUNNING', path: [] };
    this.executions.push(execution);
    void this.timeline.task(() => this.run(execution));
    return execution;
  }

  private async run(execution: Execution): Promise<void> {
    const startTime = this.timestamp();
    let data = JSON.parse(execution.input) as Json;
    let name: string | undefined = this.definition.StartAt;
    while (name !== undefined) {
      const state: State | undefined = this.definition.States[name];
      if (state === undefined) throw new Error(`no state '${name}'`);
      execution.path.push(name);
      const context = {
        Execution: { Id: `arn:execution:${execution.name}`, StartTime: startTime },
        State: { Name: name, EnteredTime: this.timestamp() },
      };
      if (state.Type === 'Succeed') execution.status = 'SUCCEEDED';
      if (state.Type === 'Fail') execution.status = 'FAILED';
      ({ next: name, data } = await this.enter(state, data, context));
    }
    if (execution.status === 'RUNNING') execution.status = 'FAILED';
  }

  private async enter(
    state: State,
    data: Json,
    context: Json,
  ): Promise<{ next: string | undefined; data: Json }> {
    switch (state.Type) {
      case 'Task':
        return this.task(state, data, context);
      case 'Wait':
        await this.timeline.sleep(state.Seconds ?? Number(read(state.SecondsPath!, data, context)));
        return { next: state.Next, data };
      case 'Choice': {
        const chosen = state.Choices!.find(
          ({ Variable, StringEquals }) => read(Variable, data, context) === StringEquals,
        );
        return { next: chosen?.Next ?? state.Default, data };
      }
      case 'Succeed':
      case 'Fail':
        return { next: undefined, data };
      default:
        throw new Error(`states of type ${state.Type} are not known here`);
    }
  }

  private async task(
    state: State,
    data: Json,
    context: Json,
  ): Promise<{ next: string | undefined; data: Json }> {
    const attempts = new Map<Retrier, number>();
    for (;;) {
      try {
        const input = fill(state.Parameters!, data, context);
        const result = await this.invoke(state.Resource!, input);
        const output = write(state.ResultPath!, data, result);
        if (Buffer.byteLength(JSON.stringify(output)) > LARGEST_DATA) {
          throw new FunctionError('States.DataLimitExceeded', 'The state/task returned too much');
        }
        return { next: state.Next, data: output };
      } catch (error) {
        if (!(error instanceof FunctionError)) throw error;
        const retrier = state.Retry?.find((candidate) => matches(candidate, error));
        const made = retrier === undefined ? 0 : (attempts.get(retrier) ?? 0);
        if (retrier !== undefined && made < retrier.MaxAttempts) {
          attempts.set(retrier, made + 1);
          await this.timeline.sleep(delay(retrier, made));
          continue;
        }
        const catcher = state.Catch?.find((candidate) => matches(candidate, error));
        if (catcher === undefined) return { next: undefined, data };
        const { errorType, message } = error;
        const output = { Error: errorType, Cause: JSON.stringify({ errorMessage: message }) };
        return { next: catcher.Next, data: write(catcher.ResultPath, data, output) };
      }
    }
  }

  private timestamp(): string {
    return new Date(this.timeline.clock.now()).toISOString();
  }
}

/** Full jitter is anything between nothing and the delay; half of it is what many retries come to. */
function delay(retrier: Retrier, made: number): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  const whole = Math.min(IntervalSeconds * BackoffRate ** made, MaxDelaySeconds);
  return JitterStrategy === 'FULL' ? whole / 2 : whole;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const NEVER_MATCHED_BY_ALL = ['States.Runtime', 'States.DataLimitExceeded'];
const LARGEST_DATA = 256 * 1024;

function matches({ ErrorEquals }: Pick<Retrier, 'ErrorEquals'>, error: FunctionError): boolean {
  if (ErrorEquals.includes(error.errorType)) return true;
  return ErrorEquals.includes('States.ALL') && !NEVER_MATCHED_BY_ALL.includes(error.errorType);
}

/** `$.a.b` in the data, `$$.a.b` in the context object. */
function read(jsonPath: string, data: Json, context: Json): unknown {
  const [root, ...fields] = jsonPath.split('.');
  let value: unknown = root === '$$' ? context : data;
  for (const field of fields) {
    if (typeof value !== 'object' || value === null || !(field in value)) {
      throw new FunctionError('States.Runtime', `'${jsonPath}' is not in the input`);
    }
    value = (value as Json)[field];
  }
  return value;
}

function fill(parameters: Json, data: Json, context: Json): Json {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), read(String(value), data, context)] : [key, value],
    ),
  );
}

/** Only `$.field`. */
function write(resultPath: string, data: Json, result: unknown): Json {
  return { ...data, [resultPath.replace('$.', '')]: result };
}
