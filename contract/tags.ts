// The tags that a user gives a certificate, and what ACM would refuse of them.
// @see https://docs.aws.amazon.com/acm/latest/userguide/tags-restrictions.html

export const MOST_TAGS_OF_A_CERTIFICATE = 50;

/** Those that say whose a certificate is, and that it is retained: constants.ts. */
const OWN_TAGS = 3;
export const OWN_TAG_PREFIX = 'cdk-dns-certificate:';

const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const ALLOWED = 'letters, digits, spaces and _ . : / = + - @';

/** What is wrong with a tag's key. Reads as the rest of a sentence that begins with it. */
export function problemWithTagKey(key: string): string | undefined {
  if (key === '') return 'is empty; give it a name';
  if (key.length > LONGEST_KEY) {
    return `has ${key.length} characters, and a key at most ${LONGEST_KEY}; shorten it`;
  }
  if (/^aws:/i.test(key)) return 'begins with aws:, which is reserved; give it another name';
  if (key.startsWith(OWN_TAG_PREFIX)) {
    return `begins with ${OWN_TAG_PREFIX}, by which the certificates of a stack are known; give it another name`;
  }
  return CHARACTERS.test(key) ? undefined : `has other characters than ${ALLOWED}`;
}

/** The same of its value. */
export function problemWithTagValue(value: string): string | undefined {
  if (value.length > LONGEST_VALUE) {
    return `has ${value.length} characters, and a value at most ${LONGEST_VALUE}; shorten it`;
  }
  return CHARACTERS.test(value) ? undefined : `has other characters than ${ALLOWED}`;
}

/** What is wrong with so many tags of a user's. Reads as a sentence. */
export function problemWithNumberOfTags(number: number): string | undefined {
  const most = MOST_TAGS_OF_A_CERTIFICATE - OWN_TAGS;
  if (number <= most) return undefined;
  return `${number} tags are more than the ${most} that a certificate has room for beside the ${OWN_TAGS} of its own; leave some out`;
}
