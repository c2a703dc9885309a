// To which domain the validation e-mails for a name go: the name itself or a domain above it. Anything else is
// refused with InvalidDomainValidationOptionsException.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DomainValidationOption.html
import { ServiceError } from '../errors';
import { baseName } from './certificate';

interface DomainValidationOption {
  readonly DomainName: string;
  readonly ValidationDomain: string;
}

export function checkedValidationDomains(
  names: readonly string[],
  options: readonly DomainValidationOption[],
): Map<string, string> {
  const domains = new Map(names.map((name) => [name, name]));
  for (const { DomainName, ValidationDomain } of options) {
    domains.set(...checkedValidationDomain(names, DomainName, ValidationDomain));
  }
  return domains;
}

export function checkedValidationDomain(
  names: readonly string[],
  domainName: string,
  validationDomain: string,
): [string, string] {
  const name = domainName.toLowerCase();
  const domain = validationDomain.toLowerCase();
  if (!names.includes(name)) {
    throw refusal(`The domain ${name} is not on the certificate.`);
  }
  if (name !== domain && !`.${baseName(name)}`.endsWith(`.${domain}`)) {
    throw refusal(`${domain} is neither ${name} nor a domain above it.`);
  }
  return [name, domain];
}

function refusal(message: string): ServiceError {
  return new ServiceError('InvalidDomainValidationOptionsException', message);
}
