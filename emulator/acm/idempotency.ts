// Which requests ACM recognizes as repeated. A token outweighs every parameter for an hour: ACM hands
// back the old ARN without comparing. A request without token is recognized by being identical.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
import type { Caller } from '../http/wire';

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
