// Route 53's own enums, as its Smithy model gives them, and its sentence for a value that is in none.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
import { ServiceError } from '../errors';

export const ACTIONS = ['CREATE', 'DELETE', 'UPSERT'] as const;
export type Action = (typeof ACTIONS)[number];

export const RECORD_TYPES = [
  'SOA',
  'A',
  'TXT',
  'NS',
  'CNAME',
  'MX',
  'NAPTR',
  'PTR',
  'SRV',
  'SPF',
  'AAAA',
  'CAA',
  'DS',
  'TLSA',
  'SSHFP',
  'SVCB',
  'HTTPS',
];

/** @param at the member, as AWS's messages spell it */
export function oneOf<T extends string>(values: readonly T[], value: string, at: string): T {
  const found = values.find((each) => each === value);
  if (found !== undefined) return found;
  throw new ServiceError(
    'InvalidInput',
    `1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`,
  );
}
