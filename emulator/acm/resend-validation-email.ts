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
  if (certificate.validationMethod !== 'EMAIL' || status !== 'PENDING_VALIDATION') {
    throw new ServiceError(
      'InvalidStateException',
      `Certificate ${request.CertificateArn} does not wait for validation by e-mail.`,
    );
  }
  const { Domain, ValidationDomain } = request;
  const [name, to] = checkedValidationDomain(certificate.names, Domain, ValidationDomain);
  mailbox.send(certificate, name, { to, at: clock.now() });
  return {};
});
