// Which requests ACM takes for repeated, for an hour. With a token: every request with the same one, whatever its
// other parameters; the ARN of the first is returned. Without a token: a request with identical parameters.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
import type { Caller } from '../http/caller';

const HOUR_MS = 60 * 60 * 1000;

interface Seen {
  readonly certificateArn: string;
  readonly at: number;
  /** Answered though no such certificate is there. */
  readonly evenIfDeleted?: boolean;
}

export class IdempotencyLog {
  private readonly seen = new Map<string, Seen>();
  /** The ARNs with which the next new requests are taken for repeated. */
  private readonly answers: string[] = [];

  find(caller: Caller, key: string, now: number): Seen | undefined {
    const found = this.seen.get(this.scoped(caller, key));
    if (found && now - found.at < HOUR_MS) return found;
    const certificateArn = this.answers.shift();
    if (certificateArn === undefined) return undefined;
    const answer = { certificateArn, at: now, evenIfDeleted: true };
    this.note(caller, key, answer);
    return answer;
  }

  note(caller: Caller, key: string, seen: Seen): void {
    this.seen.set(this.scoped(caller, key), seen);
  }

  answerNext(certificateArn: string): void {
    this.answers.push(certificateArn);
  }

  private scoped({ account, region }: Caller, key: string): string {
    return `${account} ${region} ${key}`;
  }
}
