// What ACM says of a certificate, from one call; or from two, if its validation method was changed: then its records are in
// a list of their own.
import {
  type ACMClient,
  type CertificateDetail,
  DescribeCertificateCommand,
  type DomainValidationSummary,
  ListCertificateDomainValidationsCommand,
} from '@aws-sdk/client-acm';
import { isChangedToDns, toCertificate } from './acm-shapes';
import { isNamed } from './aws-errors';
import type { Certificate } from './core/ports';

export async function describeCertificate(
  acm: ACMClient,
  certificateArn: string,
): Promise<Certificate | undefined> {
  try {
    const { Certificate: detail } = await acm.send(
      new DescribeCertificateCommand({ CertificateArn: certificateArn }),
    );
    return (
      detail &&
      toCertificate(certificateArn, detail, await validationsOf(acm, certificateArn, detail))
    );
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

/** Of a certificate that was validated by e-mail at first, and goes or has gone to DNS; undefined for any other. */
async function validationsOf(
  acm: ACMClient,
  certificateArn: string,
  detail: CertificateDetail,
): Promise<readonly DomainValidationSummary[] | undefined> {
  if (!isChangedToDns(detail)) return undefined;
  const { DomainValidationSummaryList: summaries = [] } = await acm.send(
    new ListCertificateDomainValidationsCommand({ CertificateArn: certificateArn }),
  );
  return summaries;
}
