// A rate as AWS limits it: a bucket of tokens that fills up again; who finds none is throttled.
import type { Clock } from 'acm-emulator';

export interface Rate {
  readonly bucket: number;
  readonly refillPerSecond: number;
}

export class TokenBucket {
  private tokens: number;
  private filledAtMs: number;

  constructor(
    private readonly rate: Rate,
    private readonly clock: Clock,
  ) {
    this.tokens = rate.bucket;
    this.filledAtMs = clock.now();
  }

  /** @returns whether there was a token */
  take(): boolean {
    const now = this.clock.now();
    const gained = ((now - this.filledAtMs) / 1000) * this.rate.refillPerSecond;
    this.tokens = Math.min(this.rate.bucket, this.tokens + gained);
    this.filledAtMs = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
