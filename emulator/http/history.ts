// What was called: a line for each call, of which only the last may be kept, and how often each operation was called
// and throttled. Both take the same time however many calls were made.
import { isThrottling } from './throttle';
import type { Service } from './wire';

/** One line of the history. */
export interface RecordedCall {
  readonly service: Service;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
  readonly input: unknown;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** The code of the error in the response; ECONNRESET if the response was lost. */
  readonly error?: string;
}

export interface CallCount {
  /** All calls, with those that failed. */
  readonly calls: number;
  /** Those refused because they exceeded a rate, or because a fault said so. */
  readonly throttled: number;
  /** Those refused for another reason, or whose response was lost. */
  readonly failed: number;
}

export class History {
  readonly lines: RecordedCall[] = [];
  private readonly counts = new Map<string, { -readonly [K in keyof CallCount]: CallCount[K] }>();

  /** @param limit how many lines are kept at least; up to twice as many may be there */
  constructor(private readonly limit: number) {}

  add(call: RecordedCall): void {
    this.count(call);
    if (this.limit === 0) return;
    this.lines.push(call);
    if (this.lines.length > 2 * this.limit) this.lines.splice(0, this.lines.length - this.limit);
  }

  /** By operation, such as `acm:ListCertificates`. */
  calls(): Readonly<Record<string, CallCount>> {
    return Object.fromEntries([...this.counts].map(([name, count]) => [name, { ...count }]));
  }

  clear(): void {
    this.lines.length = 0;
    this.counts.clear();
  }

  private count({ service, operation, error }: RecordedCall): void {
    const name = `${service}:${operation}`;
    const count = this.counts.get(name) ?? { calls: 0, throttled: 0, failed: 0 };
    count.calls += 1;
    if (error !== undefined) count[isThrottling(error) ? 'throttled' : 'failed'] += 1;
    this.counts.set(name, count);
  }
}
