// Which requests ACM takes for repeated, for an hour. With a token: every request with the same one, whatever its
// other parameters; the ARN of the first is returned. Without a token: a request with identical parameters.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
import type { Caller } from '../http/caller';

const HOUR_MS = 60 * 60 * 1000;

interface Seen {
  readonly certificateArn: string;
  readonly at: number;
}

export class IdempotencyLog {
  private readonly seen = new Map<string, Seen>();

  find(caller: Caller, key: string, now: number): string | undefined {
    const found = this.seen.get(this.scoped(caller, key));
    return found && now - found.at < HOUR_MS ? found.certificateArn : undefined;
  }

  note(caller: Caller, key: string, seen: Seen): void {
    this.seen.set(this.scoped(caller, key), seen);
  }

  private scoped({ account, region }: Caller, key: string): string {
    return `${account} ${region} ${key}`;
  }
}
