// Identifiers and serial numbers that look random and are hashes: a run with the same seed that makes the same calls
// gets the same ones, so that a failure can be repeated.
import { createHash } from 'node:crypto';

export class Ids {
  private count = 0;

  constructor(private readonly seed = '') {}

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

  /** In an order that follows from the seed and `subject` and not from the order given. */
  shuffled(items: readonly string[], subject: string): string[] {
    const places = new Map(items.map((item) => [item, hash(`${this.seed} ${subject} ${item}`)]));
    const place = (item: string): string => places.get(item) ?? '';
    return items.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  }

  private next(): string {
    this.count += 1;
    return hash(`id ${this.count}${this.seed && ` of ${this.seed}`}`);
  }
}

/**
 * The serial number of a certificate: sixteen bytes in hexadecimal, of which X.509 wants the first positive and
 * DER not zero.
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.2
 */
export function serialNumber(subject: string): string {
  return `0${hash(`serial ${subject}`).slice(1, 32)}`.replace(/^00/, '01');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
