// What every ACM operation works with: the registry, the mailbox and the rest of ACM's state, bound
// to one caller. An operation is a shape that checks the input and one function that acts on it.
import type { Authority } from '../authority';
import type { Clock } from '../clock';
import type { Ids } from '../ids';
import type { Timings } from '../timings';
import type { LaggingUsers } from '../users';
import type { Caller } from '../http/caller';
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
  readonly users: LaggingUsers;
  readonly mailbox: Mailbox;
  readonly idempotency: IdempotencyLog;
  readonly authority: Authority;
}

export interface AcmCall extends Acm {
  readonly caller: Caller;
}

/** One operation: it checks an untyped input by its shape, acts, and returns what becomes the JSON body. */
export type Operation = (input: unknown, call: AcmCall) => Promise<object>;

export function operation<T>(
  shape: Shape<T>,
  act: (input: T, call: AcmCall) => object | Promise<object>,
): Operation {
  return async (input, call) => act(validate(shape, input), call);
}
