// ResendValidationEmail: once more to the five addresses, while the request is pending.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ResendValidationEmail.html
import { ServiceError } from '../errors';
import { certificateArn, domainName } from './model';
import { operation } from './service';
import { structure } from './shapes';
import { checkedValidationDomain } from './validation-domains';

const input = structure(
  { CertificateArn: certificateArn, Domain: domainName, ValidationDomain: domainName },
  {},
);

export const resendValidationEmail = operation(input, (request, call) => {
  const { registry, caller, mailbox, clock } = call;
  const certificate = registry.get(request.CertificateArn, caller);
  const { status } = registry.stateOf(certificate);
  const { Domain, ValidationDomain } = request;
  const [name, to] = checkedValidationDomain(certificate.names, Domain, ValidationDomain);
  if (certificate.validationMethod !== 'EMAIL') {
    // https://repost.aws/knowledge-center/resend-acm-validation-email
    throw invalid(`${request.CertificateArn} is not using EMAIL validation for domain ${name}.`);
  }
  if (status !== 'PENDING_VALIDATION' || certificate.validatedAt.has(name)) {
    throw invalid(`${request.CertificateArn} does not wait for the validation of ${name}.`);
  }
  mailbox.send(certificate, name, { to, at: clock.now() });
  return {};
});

function invalid(what: string): ServiceError {
  return new ServiceError('InvalidStateException', `Certificate ${what}`);
}
