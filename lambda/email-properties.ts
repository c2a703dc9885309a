// The reader of what an event says of validation by e-mail.
import { isStillToBeLookedUp } from '../contract/lookups';
import { normalForm } from '../contract/names';
import {
  DEFAULT_RESEND_AFTER_SECONDS,
  problemWithResendTimes,
  problemWithValidationDomain,
} from '../contract/validation-domains';
import { CertificateError } from './core/errors';
import type { EmailValidation } from './core/ports';
import { invalid, isFields, isText, neverLookedUp, readList, refused, type Fields } from './fields';

/**
 * @param names all that are on the certificate, in normal form
 * @throws CertificateError `INVALID_PROPERTIES`
 */
export function readEmailValidation(
  { ValidationDomains = [], ResendAfterSeconds = DEFAULT_RESEND_AFTER_SECONDS }: Fields,
  names: readonly string[],
): EmailValidation {
  const domains = readList('ValidationDomains', ValidationDomains);
  return {
    validationDomains: Object.fromEntries(domains.map((each) => readDomain(each, names))),
    resendAfterMs: readTimes(ResendAfterSeconds).map((seconds) => seconds * 1000),
  };
}

function readDomain(value: unknown, names: readonly string[]): readonly [string, string] {
  const { DomainName, ValidationDomain } = isFields(value) ? value : {};
  if (!isText(DomainName) || !isText(ValidationDomain)) {
    throw invalid('ValidationDomains', value, 'each is a DomainName and a ValidationDomain');
  }
  if ([DomainName, ValidationDomain].some(isStillToBeLookedUp)) {
    throw neverLookedUp('ValidationDomains', value);
  }
  const [name, domain] = [normalForm(DomainName), normalForm(ValidationDomain)];
  if (!names.includes(name)) {
    throw refused('ValidationDomains', DomainName, 'is not on the certificate; leave it out');
  }
  const problem = problemWithValidationDomain(domain, name);
  if (problem !== undefined) throw refused('ValidationDomains', ValidationDomain, problem);
  return [name, domain];
}

function readTimes(value: unknown): readonly number[] {
  const times = readList('ResendAfterSeconds', value).map(Number);
  const problem = problemWithResendTimes(times);
  if (problem === undefined) return times;
  throw new CertificateError('INVALID_PROPERTIES', `ResendAfterSeconds: ${problem}`);
}
