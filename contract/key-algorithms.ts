// The keys of public certificates.

/**
 * What ACM issues to the public; the other algorithms that it knows are of private and imported certificates.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
 */
export const KEY_ALGORITHMS = ['RSA_2048', 'EC_prime256v1', 'EC_secp384r1'] as const;

export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];

/** What a request that does not say asks for. */
export const DEFAULT_KEY_ALGORITHM: KeyAlgorithm = 'RSA_2048';

export function isKeyAlgorithm(value: unknown): value is KeyAlgorithm {
  return KEY_ALGORITHMS.some((each) => each === value);
}
