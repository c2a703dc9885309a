// What every operation of Parameter Store works with, and how one is made: a shape that checks the input, and an act.
import { validate } from '../acm/shapes';
import type { Shape } from '../acm/shapes';
import type { Clock } from '../clock';
import type { Caller } from '../http/caller';
import type { Parameters } from './parameters';

export interface SsmCall {
  readonly clock: Clock;
  readonly parameters: Parameters;
  readonly caller: Caller;
}

export type Operation = (input: unknown, call: SsmCall) => object;

export function operation<T>(shape: Shape<T>, act: (input: T, call: SsmCall) => object): Operation {
  return (input, call) => act(validate(shape, input), call);
}
