// UpdateCertificateOptions, of which the emulator knows one option: ValidationMethod, and that from EMAIL to DNS only. Which
// error stands for which refusal is not documented; these are the ones that ACM's model names.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateCertificateOptions.html
// @see https://docs.aws.amazon.com/acm/latest/userguide/email-to-dns-migration.html
import { ServiceError } from '../errors';
import { methodAt, migrationStateAt } from './migration';
import { certificateArn, exportOption, validationMethod } from './model';
import { operation } from './service';
import { structure } from './shapes';

const input = structure(
  {
    CertificateArn: certificateArn,
    Options: structure(
      {},
      {
        CertificateTransparencyLoggingPreference: exportOption,
        Export: exportOption,
        ValidationMethod: validationMethod,
      },
    ),
  },
  {},
);

export const updateCertificateOptions = operation(
  input,
  async ({ CertificateArn, Options }, call) => {
    const { registry, caller, clock, timings } = call;
    const certificate = registry.get(CertificateArn, caller);
    await registry.settle(certificate);
    if (Options.ValidationMethod === undefined) {
      throw invalid('the emulator changes ValidationMethod, and no other option');
    }
    if (Options.ValidationMethod !== 'DNS') {
      throw invalid('ValidationMethod can be changed from EMAIL to DNS only');
    }
    const now = clock.now();
    const { status } = registry.stateOf(certificate);
    if (methodAt(now, certificate, timings) !== 'EMAIL' || status !== 'ISSUED') {
      const message = `Certificate ${CertificateArn} is not an issued one that is validated by e-mail.`;
      throw new ServiceError('InvalidStateException', message);
    }
    if (migrationStateAt(now, certificate, timings)?.status === 'PENDING_DOMAIN_VALIDATION') {
      const message = `Certificate ${CertificateArn} is being updated already.`;
      throw new ServiceError('ConflictException', message);
    }
    registry.migrate(certificate);
    return {};
  },
);

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}
