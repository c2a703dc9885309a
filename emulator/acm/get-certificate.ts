// GetCertificate: the issued certificate and its chain, real X.509 in PEM.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html
import { ServiceError } from '../errors';
import { serialOf } from './certificate';
import { certificateArn } from './model';
import { operation } from './service';
import { structure } from './shapes';

const input = structure({ CertificateArn: certificateArn }, {});

export const getCertificate = operation(input, async ({ CertificateArn }, call) => {
  const { registry, caller, authority } = call;
  const certificate = registry.getOrDeleted(CertificateArn, caller);
  await registry.settle(certificate);
  const { issued } = registry.stateOf(certificate);
  if (!issued) {
    throw new ServiceError(
      'RequestInProgressException',
      `Certificate ${CertificateArn} in account ${caller.account} is not yet issued.`,
    );
  }
  const { leaf, chain } = await authority.issue({
    id: CertificateArn,
    serial: serialOf(certificate),
    names: certificate.names,
    keyAlgorithm: certificate.keyAlgorithm,
    ...issued,
  });
  return { Certificate: leaf, CertificateChain: chain };
});
