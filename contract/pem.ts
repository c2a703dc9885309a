// The parameters of Parameter Store that have a certificate's PEM: their names, and how large a value they take. The
// library says what is wrong while synthesizing, as far as it is known; the handler says it in the deployment.

/** Which is written into which parameter. */
export interface PemParameterNames {
  readonly certificate: string;
  readonly chain: string;
}

/** In bytes. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
export const LARGEST_STANDARD_VALUE = 4096;
export const LARGEST_ADVANCED_VALUE = 8192;

const LONGEST_NAME = 1011;
const MOST_LEVELS = 15;
const CHARACTERS = /^[a-zA-Z0-9_.\-/]+$/;

/**
 * What is wrong with the name of a parameter, and what to do. Reads as the rest of a sentence that begins with the name.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
export function problemWithParameterName(name: string): string | undefined {
  if (name.length > LONGEST_NAME) {
    return `has ${name.length} characters, and the name of a parameter at most ${LONGEST_NAME}; shorten it`;
  }
  if (!CHARACTERS.test(name)) return 'has other characters than letters, digits and _ . - /';
  if (name.endsWith('/') || name.includes('//')) return 'has a level without a name; name it';
  if (name.includes('/') && !name.startsWith('/')) {
    return `has levels, and must begin with a slash then; write '/${name}'`;
  }
  if (/^\/?(aws|ssm)/i.test(name)) {
    return 'begins with aws or ssm, which is reserved; give it another name';
  }
  return name.split('/').filter((level) => level !== '').length > MOST_LEVELS
    ? `has more than the ${MOST_LEVELS} levels that a parameter may have; use fewer`
    : undefined;
}

/** What else than names is in any certificate: a key, a signature, an issuer, dates. */
const LEAST_BYTES_BESIDES_NAMES = 300;
/** The tag and the length of each name. */
const BYTES_BESIDES_NAME = 2;
const BYTES_OF_A_LINE = 48;
const CHARACTERS_OF_A_LINE = 65;

/** What is wrong with so many or so long names for a PEM that is to fit into a parameter. Reads as a sentence. */
export function problemWithPemOf(names: readonly string[]): string | undefined {
  const inNames = names.reduce((sum, { length }) => sum + length + BYTES_BESIDES_NAME, 0);
  const lines = Math.floor((LEAST_BYTES_BESIDES_NAMES + inNames) / BYTES_OF_A_LINE);
  const characters = lines * CHARACTERS_OF_A_LINE;
  if (characters <= LARGEST_ADVANCED_VALUE) return undefined;
  return (
    `the PEM of a certificate for these ${names.length} names has at least ${characters} characters, and a parameter holds ` +
    `${LARGEST_ADVANCED_VALUE}; spread the names over several certificates`
  );
}
