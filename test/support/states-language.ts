// Amazon States Language, as far as our state machine uses it: what a definition says, its paths and its retries.
// https://states-language.net/spec.html
import { FunctionError } from './function-error';
import type { Random } from './random';

export type Json = Record<string, unknown>;

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly MaxAttempts: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Resource?: string;
  readonly Parameters?: Json;
  readonly ResultPath?: string;
  readonly Result?: unknown;
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
  readonly Error?: string;
  readonly Cause?: string;
}

export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

/** With full jitter it is anything between nothing and the delay. */
export function retryDelay(retrier: Retrier, made: number, random: Random): number {
  const { IntervalSeconds, BackoffRate, MaxDelaySeconds, JitterStrategy } = retrier;
  const whole = Math.min(IntervalSeconds * BackoffRate ** made, MaxDelaySeconds);
  return JitterStrategy === 'FULL' ? whole * random() : whole;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const NEVER_MATCHED_BY_ALL = ['States.Runtime', 'States.DataLimitExceeded'];

export function matches(
  { ErrorEquals }: Pick<Retrier, 'ErrorEquals'>,
  error: FunctionError,
): boolean {
  if (ErrorEquals.includes(error.errorType)) return true;
  return ErrorEquals.includes('States.ALL') && !NEVER_MATCHED_BY_ALL.includes(error.errorType);
}

/** `$.a.b` in the data, `$$.a.b` in the context object. */
export function read(jsonPath: string, data: Json, context: Json): unknown {
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

export function fill(parameters: Json, data: Json, context: Json): Json {
  return Object.fromEntries(
    Object.entries(parameters).map(([key, value]) =>
      key.endsWith('.$') ? [key.slice(0, -2), read(String(value), data, context)] : [key, value],
    ),
  );
}

/** `$.a.b`; what is on the way is made. */
export function write(resultPath: string, data: Json, result: unknown): Json {
  const [, field = '', ...rest] = resultPath.split('.');
  if (rest.length === 0) return { ...data, [field]: result };
  const inner = write(['$', ...rest].join('.'), { ...(data[field] as Json) }, result);
  return { ...data, [field]: inner };
}

/** A Wait knows whole seconds only: "must be an integer". */
export function secondsOf(state: State, data: Json, context: Json): number {
  const seconds = state.Seconds ?? read(state.SecondsPath!, data, context);
  if (Number.isInteger(seconds) && Number(seconds) >= 0) return Number(seconds);
  throw new FunctionError('States.Runtime', `a Wait of ${JSON.stringify(seconds)} seconds`);
}

export function chosen(state: State, data: Json, context: Json): string | undefined {
  const choice = state.Choices!.find(
    ({ Variable, StringEquals }) => read(Variable, data, context) === StringEquals,
  );
  return choice?.Next ?? state.Default;
}

/** Lambda tells of a crash in JSON. */
export function causeOf({ errorType, message }: FunctionError): string {
  return JSON.stringify({ errorType, errorMessage: message });
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LARGEST_DATA = 256 * 1024;

export function withinLimit(data: Json): Json {
  if (Buffer.byteLength(JSON.stringify(data)) <= LARGEST_DATA) return data;
  throw new FunctionError('States.DataLimitExceeded', 'The state/task returned too much');
}
