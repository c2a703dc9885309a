// Every ACM operation that the emulator knows, by the name in the X-Amz-Target header. Any other one is refused
// with UnknownOperationException.
import { addTagsToCertificate } from './add-tags-to-certificate';
import { deleteCertificate } from './delete-certificate';
import { describeCertificate } from './describe-certificate';
import { getCertificate } from './get-certificate';
import { listCertificateDomainValidations } from './list-certificate-domain-validations';
import { listCertificates } from './list-certificates';
import { listTagsForCertificate } from './list-tags-for-certificate';
import { removeTagsFromCertificate } from './remove-tags-from-certificate';
import { requestCertificate } from './request-certificate';
import { resendValidationEmail } from './resend-validation-email';
import type { Operation } from './service';
import { updateCertificateOptions } from './update-certificate-options';

export const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ['AddTagsToCertificate', addTagsToCertificate],
  ['DeleteCertificate', deleteCertificate],
  ['DescribeCertificate', describeCertificate],
  ['GetCertificate', getCertificate],
  ['ListCertificateDomainValidations', listCertificateDomainValidations],
  ['ListCertificates', listCertificates],
  ['ListTagsForCertificate', listTagsForCertificate],
  ['RemoveTagsFromCertificate', removeTagsFromCertificate],
  ['RequestCertificate', requestCertificate],
  ['ResendValidationEmail', resendValidationEmail],
  ['UpdateCertificateOptions', updateCertificateOptions],
]);
