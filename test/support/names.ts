// The names of what tests are about.

export const ACCOUNT = '000000000000';
export const REGION = 'eu-west-1';

/** The domain that tests request certificates for: one that ACM would issue. It refuses example.com by itself. */
export const DOMAIN = 'dns-certificate.dev';

const LONGEST_LABEL = 63;

/** A name under the domain of so many characters in all, its labels as long as they may be. */
export function nameOfLength(length: number): string {
  let rest = length - DOMAIN.length;
  let labels = '';
  while (rest > 0) {
    // What follows a label that would leave no room for another must be that label's own.
    const label = rest > LONGEST_LABEL + 1 ? Math.min(LONGEST_LABEL, rest - 3) : rest - 1;
    labels += `${'a'.repeat(label)}.`;
    rest -= label + 1;
  }
  return `${labels}${DOMAIN}`;
}

/** As many different names under the domain. */
export function namesUnderDomain(count: number): string[] {
  return Array.from({ length: count }, (_, n) => `n${n}.${DOMAIN}`);
}
