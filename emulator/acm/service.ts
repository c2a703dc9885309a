// What every ACM operation works with: the registry, the mailbox and the rest of ACM's world, bound
// to one caller. An operation is a shape to read the input with and one act.
import type { Authority } from '../authority';
import type { Clock } from '../clock';
import type { Ids } from '../ids';
import type { Timings } from '../timings';
import type { UseLog } from '../associations';
import type { Caller } from '../http/wire';
import type { IdempotencyLog } from './idempotency';
import type { Mailbox } from './mailbox';
import type { Registry } from './registry';
import { validate } from './shapes';
import type { Shape } from './shapes';

export interface Acm {
  readonly clock: Clock;
  readonly timings: Timings;
  readonly ids: Ids;
  readonly registry: Registry;
  readonly uses: UseLog;
  readonly mailbox: Mailbox;
  readonly idempotency: IdempotencyLog;
  readonly authority: Authority;
}

export interface Call extends Acm {
  readonly caller: Caller;
}

/** An operation once its input shape is sealed in: untyped in, plain JSON out. */
export type Operation = (input: unknown, call: Call) => Promise<object>;

export function operation<T>(
  shape: Shape<T>,
  act: (input: T, call: Call) => object | Promise<object>,
): Operation {
  return async (input, call) => act(validate(shape, input), call);
}
