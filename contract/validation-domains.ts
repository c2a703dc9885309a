// To the mailboxes of which domain ACM sends the mails for a name. Names are in normal form (names.ts).
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DomainValidationOption.html
import { withoutWildcard } from './names';
import { covers } from './zones';

/** How far apart mails for one name are at least, in seconds: sooner nobody has read the last. */
export const LEAST_RESEND_SECONDS = 30;

/** When mails for names that nobody has approved are sent again if nothing else is said, in seconds. */
export const DEFAULT_RESEND_AFTER_SECONDS: readonly number[] = [20 * 60, 40 * 60];

/** What is wrong with the domain that is to validate a name; undefined if ACM takes it. Reads as the rest of a sentence that begins with it. */
export function problemWithValidationDomain(domain: string, name: string): string | undefined {
  if (domain === name || covers(domain, withoutWildcard(name))) return undefined;
  return `is neither '${name}' nor a domain above it; write the name itself or what it ends in, on the boundary of a label`;
}

/** What is wrong with the times at which mails are sent again; undefined if nothing is. Reads as a sentence. */
export function problemWithResendTimes(seconds: readonly number[]): string | undefined {
  const tooSoon = seconds.findIndex(
    (each, n) => !(each - (seconds[n - 1] ?? 0) >= LEAST_RESEND_SECONDS),
  );
  if (tooSoon < 0) return undefined;
  const before = tooSoon === 0 ? 'the request' : `the time before, ${seconds[tooSoon - 1] ?? 0} s`;
  return `${seconds[tooSoon] ?? 0} s is less than ${LEAST_RESEND_SECONDS} s after ${before}; write rising times, at least ${LEAST_RESEND_SECONDS} s apart`;
}
