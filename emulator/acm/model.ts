// ACM's own shapes, as its Smithy model and the API reference give them: lengths, patterns, enums.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
import { list, oneOf, string, structure } from './shapes';

export const certificateArn = string({
  min: 20,
  max: 2048,
  pattern: String.raw`arn:[\w+=/,.@-]+:acm:[\w+=/,.@-]*:[0-9]+:[\w+=,.@-]+(/[\w+=,.@-]+)*`,
});

export const domainName = string({
  min: 1,
  max: 253,
  pattern: String.raw`(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])`,
});

export const idempotencyToken = string({ min: 1, max: 32, pattern: String.raw`\w+` });

const TAG_TEXT = String.raw`[\p{L}\p{Z}\p{N}_.:\/=+\-@]*`;
export const tags = list(
  structure(
    { Key: string({ min: 1, max: 128, pattern: TAG_TEXT }) },
    { Value: string({ min: 0, max: 256, pattern: TAG_TEXT }) },
  ),
  { min: 1, max: 50 },
);

export const certificateStatus = oneOf(
  'PENDING_VALIDATION',
  'ISSUED',
  'INACTIVE',
  'EXPIRED',
  'VALIDATION_TIMED_OUT',
  'REVOKED',
  'FAILED',
);

export const keyAlgorithm = oneOf(
  'RSA_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
);

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_Filters.html */
export const keyUsage = oneOf(
  'DIGITAL_SIGNATURE',
  'NON_REPUDIATION',
  'KEY_ENCIPHERMENT',
  'DATA_ENCIPHERMENT',
  'KEY_AGREEMENT',
  'CERTIFICATE_SIGNING',
  'CRL_SIGNING',
  'ENCIPHER_ONLY',
  'DECIPHER_ONLY',
  'ANY',
  'CUSTOM',
);

export const extendedKeyUsage = oneOf(
  'TLS_WEB_SERVER_AUTHENTICATION',
  'TLS_WEB_CLIENT_AUTHENTICATION',
  'CODE_SIGNING',
  'EMAIL_PROTECTION',
  'TIME_STAMPING',
  'OCSP_SIGNING',
  'IPSEC_END_SYSTEM',
  'IPSEC_TUNNEL',
  'IPSEC_USER',
  'ANY',
  'NONE',
  'CUSTOM',
);

export const exportOption = oneOf('ENABLED', 'DISABLED');

export const validationMethod = oneOf('EMAIL', 'DNS', 'HTTP');

export type RequestableKeyAlgorithm = 'RSA_2048' | 'EC_prime256v1' | 'EC_secp384r1';
export type ValidationMethod = 'DNS' | 'EMAIL';
