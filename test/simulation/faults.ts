// The faults of the step that a stack is in, and how often each has struck.
import type { Death } from '../support/lambda-environment';
import type { Fate, NetworkCall } from '../support/network';
import type { Random } from '../support/random';
import type { Timeline } from '../support/timeline';
import { BOUNDS } from './bounds';
import { isOutOfBounds, type Fault, type Operation } from './history';

/** What has gone wrong, for the story and the table. */
export interface Strike {
  readonly seconds: number;
  readonly kind: Fault['kind'];
  /** The operation, the function or the request that was struck. */
  readonly what: string;
}

/** Route 53 and STS name errors as older services do. */
const OLDER: ReadonlySet<string> = new Set<Operation>([
  'ChangeResourceRecordSets',
  'ListResourceRecordSets',
  'AssumeRole',
]);

export class Faults {
  readonly strikes: Strike[] = [];
  isOutOfBounds = false;
  private faults: readonly Fault[] = [];
  private beganSeconds = 0;
  private counts = new Map<string, number>();
  private readonly unknownSince = new Map<string, number>();

  constructor(
    private readonly timeline: Timeline,
    private readonly random: Random,
  ) {}

  /** Another step begins, and the faults of the one before are over. */
  enter(faults: readonly Fault[]): void {
    this.faults = faults;
    this.isOutOfBounds ||= faults.some(isOutOfBounds);
    this.beganSeconds = this.timeline.elapsed;
    this.counts = new Map();
  }

  onCall({ operation, request: { method, body } }: NetworkCall): Fate {
    const name = method === 'PUT' ? 'PUT' : operation;
    const nth = this.count(name);
    for (const fault of this.faults) {
      const fate =
        fault.kind === 'UNKNOWN' ? this.unknown(fault, name, body) : this.fateBy(fault, name, nth);
      if (fate === undefined) continue;
      this.struck(fault.kind, name);
      return fate;
    }
    return 'pass';
  }

  dies(handler: 'intake' | 'step'): Death | undefined {
    const nth = this.count(handler);
    const fault = this.faults.find(
      (each) => each.kind === 'KILLED' && each.handler === handler && isWithin(nth, each),
    );
    if (fault?.kind !== 'KILLED') return undefined;
    this.struck('KILLED', handler);
    return { atCall: fault.atCall, reached: fault.reached };
  }

  /** How late the event of the next request comes, once or more often. */
  lateness(request: string): number[] {
    const nth = this.count('request');
    const own = this.faults.filter((fault) => 'nth' in fault && fault.nth === nth);
    const late = own.find(({ kind }) => kind === 'LATE' || kind === 'VERY_LATE');
    const doubled = own.find(({ kind }) => kind === 'DOUBLED');
    for (const fault of [late, doubled]) if (fault) this.struck(fault.kind, request);
    return [secondsOf(late) ?? 0, ...(doubled === undefined ? [] : [secondsOf(doubled) ?? 0])];
  }

  private fateBy(fault: Fault, operation: string, nth: number): Fate | undefined {
    if (fault.kind === 'START_REFUSED') {
      const isStruck = operation === 'StartExecution' && this.isNow(fault);
      return isStruck ? { status: 400, error: 'ThrottlingException' } : undefined;
    }
    if (fault.kind === 'ZONE_BUSY') {
      const isStruck = operation === 'ChangeResourceRecordSets' && this.isNow(fault);
      return isStruck ? { status: 400, error: 'PriorRequestNotComplete' } : undefined;
    }
    if (fault.kind === 'QUOTA') {
      const isStruck = operation === 'RequestCertificate';
      return isStruck ? { status: 400, error: 'LimitExceededException' } : undefined;
    }
    if (!('operation' in fault) || fault.operation !== operation) return undefined;
    switch (fault.kind) {
      case 'THROTTLED':
        return this.isNow(fault) && this.random() < fault.share ? throttling(operation) : undefined;
      case 'SERVER_ERROR':
        return this.isNow(fault) && this.random() < fault.share
          ? { status: 500, error: 'InternalFailure' }
          : undefined;
      case 'DENIED':
      case 'OUTAGE':
        return this.isNow({ fromSeconds: 0, ...fault })
          ? {
              status: 403,
              error: OLDER.has(operation) ? 'AccessDenied' : 'AccessDeniedException',
            }
          : undefined;
      case 'ANSWER_LOST':
        return isWithin(nth, fault) ? { fail: 'ECONNRESET', reached: true } : undefined;
      case 'CONNECTION_BROKEN':
        return isWithin(nth, fault) ? { fail: 'ECONNRESET', reached: false } : undefined;
      case 'NO_ANSWER':
        return isWithin(nth, fault) ? { fail: 'NO_ANSWER', reached: true } : undefined;
    }
  }

  /** Single answers, of each certificate one in a while. */
  private unknown(
    fault: Extract<Fault, { kind: 'UNKNOWN' }>,
    operation: string,
    certificate: string,
  ): Fate | undefined {
    if (operation !== 'DescribeCertificate' || !this.isNow(fault)) return undefined;
    const { elapsed } = this.timeline;
    const last = this.unknownSince.get(certificate) ?? -Infinity;
    if (elapsed - last <= BOUNDS.unknownEverySeconds || this.random() >= fault.share)
      return undefined;
    this.unknownSince.set(certificate, elapsed);
    return { status: 400, error: 'ResourceNotFoundException' };
  }

  private isNow({ fromSeconds, forSeconds }: { fromSeconds: number; forSeconds: number }): boolean {
    const seconds = this.timeline.elapsed - this.beganSeconds - fromSeconds;
    return seconds >= 0 && seconds < forSeconds;
  }

  private count(what: string): number {
    const nth = (this.counts.get(what) ?? 0) + 1;
    this.counts.set(what, nth);
    return nth;
  }

  private struck(kind: Fault['kind'], what: string): void {
    this.strikes.push({ seconds: this.timeline.elapsed, kind, what });
  }
}

function throttling(operation: string): Fate {
  return { status: 400, error: OLDER.has(operation) ? 'Throttling' : 'ThrottlingException' };
}

function isWithin(n: number, { nth, times }: { nth: number; times: number }): boolean {
  return n >= nth && n < nth + times;
}

function secondsOf(fault: Fault | undefined): number | undefined {
  return fault !== undefined && 'seconds' in fault ? fault.seconds : undefined;
}
