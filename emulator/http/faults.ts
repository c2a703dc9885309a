// Faults on demand. A fault strikes the next calls of its operation, before the act or after it;
// after the act the state has changed and only the response is lost.
import type { Clock } from '../clock';
import { LostResponse, ServiceError } from '../errors';
import { PRIOR_REQUEST } from '../route53/zones';
import { isThrottling } from './throttle';

export interface Fault {
  /** The operation it strikes, as AWS spells it. */
  readonly operation: string;
  /** The error code, such as 'ThrottlingException'. Default: 'InternalFailure', or no response at all after the act. */
  readonly error?: string;
  readonly status?: number;
  /** How many calls it strikes; 1 by default. */
  readonly times?: number;
  /** The act happens and the response is lost: the given error instead, or a broken connection. */
  readonly afterAct?: boolean;
  readonly message?: string;
  /**
   * Strikes every call before this moment, in milliseconds since the epoch, instead of a number of calls; Infinity for
   * as long as the emulator runs.
   */
  readonly untilMs?: number;
}

const SERVER_FAULTS: Readonly<Record<string, number>> = {
  InternalFailure: 500,
  InternalServerException: 500,
  InternalServerError: 500,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
};

interface Waiting {
  readonly fault: Fault;
  struck: number;
}

export class Faults {
  private readonly all: Waiting[] = [];

  constructor(private readonly clock: Clock) {}

  add(fault: Fault): void {
    this.all.push({ fault, struck: 0 });
  }

  /** Takes the fault that strikes this call, if there is one. */
  take(operation: string): Fault | undefined {
    const waiting = this.all.find((each) => each.fault.operation === operation && this.isOn(each));
    if (!waiting) return undefined;
    waiting.struck += 1;
    return waiting.fault;
  }

  outstanding(): readonly Fault[] {
    return this.all.filter((each) => each.struck < wanted(each.fault)).map(({ fault }) => fault);
  }

  private isOn({ fault, struck }: Waiting): boolean {
    return fault.untilMs === undefined ? struck < wanted(fault) : this.clock.now() < fault.untilMs;
  }
}

/** How many calls it has to strike at least. */
function wanted({ untilMs, times = 1 }: Fault): number {
  return untilMs === undefined ? times : 1;
}

export function errorOf(fault: Fault): Error {
  if (fault.afterAct && fault.error === undefined && fault.status === undefined) {
    return new LostResponse();
  }
  const code = fault.error ?? 'InternalFailure';
  const message = fault.message ?? messageOf(code);
  return new ServiceError(code, message, fault.status ?? SERVER_FAULTS[code]);
}

function messageOf(code: string): string {
  if (isThrottling(code)) return 'Rate exceeded';
  if (code === 'PriorRequestNotComplete') return PRIOR_REQUEST;
  return `${code} was asked for by a fault`;
}
