// The CNAME that validates a name. It depends on the account and the name only: it is the same in every Region, for
// every certificate, and for a name and its wildcard.
// @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
import { createHash } from 'node:crypto';
import { baseName } from './certificate';

export interface ValidationRecord {
  readonly Name: string;
  readonly Type: 'CNAME';
  readonly Value: string;
}

export function validationRecord(account: string, name: string): ValidationRecord {
  const base = baseName(name);
  const hash = (salt: string) =>
    createHash('sha256').update(`${salt} ${account} ${base}`).digest('hex');
  const letters = hash('zone')
    .slice(0, 10)
    .replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 16)));
  return {
    Name: `_${hash('name').slice(0, 32)}.${base}.`,
    Type: 'CNAME',
    Value: `_${hash('value').slice(0, 32)}.${letters}.acm-validations.aws.`,
  };
}

/** A DNS name as it is compared: lower case, without the trailing dot. */
export function comparable(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
