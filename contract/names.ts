// Domain names: their normal form, and what ACM would refuse of them. The library says it while synthesizing, of
// names that it knows; the handler says it in the deployment, of those that were tokens.

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const LONGEST_FIRST_NAME = 64;
const LONGEST_NAME = 253;
const MOST_NAMES = 100;

/** The quota of an account that had it never raised. @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
export const DEFAULT_NAMES_QUOTA = 10;

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Lower case, without the trailing dot: names that differ in these only are the same to DNS. */
export function normalForm(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** The name that is validated for this one: a wildcard's is the name that it stands under. */
export function withoutWildcard(name: string): string {
  return name.replace(/^\*\./, '');
}

/**
 * What is wrong with a name in normal form, and what to do; undefined if ACM takes it. Reads as the rest of a
 * sentence that begins with the name.
 */
export function problemWithName(name: string): string | undefined {
  if (name.length > LONGEST_NAME) {
    return `has ${name.length} characters, and a name at most ${LONGEST_NAME}; shorten it`;
  }
  if (/[^\p{ASCII}]/u.test(name)) return internationalised(name);
  if (name.includes('_')) return 'has an underscore, which ACM does not accept; leave it out';
  return problemWithLabels(withoutWildcard(name).split('.'));
}

/** What is wrong with a name as the first one, which ACM makes the subject; undefined if nothing is. */
export function problemWithFirstName(name: string): string | undefined {
  if (name.length <= LONGEST_FIRST_NAME) return undefined;
  return (
    `has ${name.length} characters, and the first name at most ${LONGEST_FIRST_NAME}; ` +
    'put a shorter one first and this one among the other names'
  );
}

/** What is wrong with so many names on one certificate; undefined if ACM can take them. */
export function problemWithNumberOfNames(number: number): string | undefined {
  if (number <= MOST_NAMES) return undefined;
  return `${number} names are more than the ${MOST_NAMES} that ACM puts on a certificate; spread them over several`;
}

function internationalised(name: string): string {
  const punycode = punycodeOf(name);
  const example = punycode === undefined ? '' : `: '${punycode}'`;
  return `is internationalised; write it in punycode${example}`;
}

function punycodeOf(name: string): string | undefined {
  try {
    return new URL(`https://${name}`).hostname;
  } catch {
    return undefined;
  }
}

function problemWithLabels(labels: readonly string[]): string | undefined {
  if (labels.some((label) => label.includes('*'))) {
    return "has a * that is not its first label; write it as '*.example.com'";
  }
  if (labels.length < 2) return 'has a single label; write the whole name, as in www.example.com';
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong !== undefined) {
    return `has the label '${wrong}', and a label is 1 to 63 letters, digits and inner hyphens`;
  }
  const last = labels.at(-1) ?? '';
  return last.length < 2
    ? `ends in '${last}', and the last label has at least 2 characters; write the whole name`
    : undefined;
}
