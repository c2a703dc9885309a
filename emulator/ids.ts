// Identifiers that look random and are not: a run that makes the same calls gets the same ids, so a
// failure found by a seed can be found again.
import { createHash } from 'node:crypto';

export class Ids {
  private count = 0;

  uuid(): string {
    const hex = this.next();
    return [
      hex.slice(0, 8),
      hex.slice(8, 12),
      `4${hex.slice(13, 16)}`,
      `a${hex.slice(17, 20)}`,
      hex.slice(20, 32),
    ].join('-');
  }

  /** A Route 53 id: one letter for the kind, then twenty capitals and digits. */
  route53(kind: 'Z' | 'C'): string {
    return `${kind}0${this.next().slice(0, 19).toUpperCase()}`;
  }

  private next(): string {
    this.count += 1;
    return createHash('sha256').update(`id ${this.count}`).digest('hex');
  }
}
