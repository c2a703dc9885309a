// DeleteCertificate: refuses a certificate that InUseBy still names, however late that list is.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
import { ServiceError } from '../errors';
import { certificateArn } from './model';
import { operation } from './service';
import { structure } from './shapes';

const input = structure({ CertificateArn: certificateArn }, {});

export const deleteCertificate = operation(input, async ({ CertificateArn }, call) => {
  const { registry, caller, users } = call;
  const certificate = registry.get(CertificateArn, caller);
  await registry.settle(certificate);
  const inUseBy = await users.inUseBy(CertificateArn);
  if (inUseBy.length > 0) {
    throw new ServiceError(
      'ResourceInUseException',
      `Certificate ${CertificateArn} in account ${caller.account} is in use.`,
    );
  }
  registry.remove(certificate);
  return {};
});
