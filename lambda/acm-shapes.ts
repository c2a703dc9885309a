// ACM's shapes and the words of the core, one from the other. Pure.
import { createHash } from 'node:crypto';
import type {
  CertificateDetail,
  DomainValidation as AcmDomainValidation,
  GetCertificateResponse,
  DomainValidationSummary,
  Tag,
} from '@aws-sdk/client-acm';
import { normalForm } from '../contract/names';
import type { Tags } from '../contract/state';
import type { Certificate, DomainValidation, Pem, ValidationMethod } from './core/ports';

/** @param changed the validations of a certificate whose method was changed; undefined if it was not */
export function toCertificate(
  certificateArn: string,
  detail: CertificateDetail,
  changed?: readonly DomainValidationSummary[],
): Certificate {
  const { DomainName, Status, SubjectAlternativeNames = [], InUseBy = [], FailureReason } = detail;
  const { KeyAlgorithm: keyAlgorithm, Options } = detail;
  const domainName = normalForm(DomainName ?? '');
  const names = new Set([domainName, ...SubjectAlternativeNames.map(normalForm)]);
  return {
    certificateArn,
    isInFull: DomainName !== undefined && Status !== undefined,
    status: Status ?? 'PENDING_VALIDATION',
    ...(FailureReason !== undefined && { failureReason: FailureReason }),
    domainName,
    // DescribeCertificate writes RSA-2048 for the RSA_2048 of requests.
    ...(keyAlgorithm !== undefined && { keyAlgorithm: keyAlgorithm.replace('-', '_') }),
    isExportable: Options?.Export === 'ENABLED',
    names: [...names],
    inUseBy: InUseBy,
    ...validationsIn(detail, changed),
    ...issuedDetail(detail),
  };
}

function issuedDetail({
  Serial,
  Issuer = '',
  NotBefore,
  NotAfter,
}: CertificateDetail): Pick<Certificate, 'issued'> {
  if (Serial === undefined || NotBefore === undefined || NotAfter === undefined) return {};
  const [notBefore, notAfter] = [NotBefore.toISOString(), NotAfter.toISOString()];
  return { issued: { serialNumber: Serial, issuer: Issuer, notBefore, notAfter } };
}

/** Undefined if a part is missing. */
export function toPem({ Certificate, CertificateChain }: GetCertificateResponse): Pem | undefined {
  if (Certificate === undefined || CertificateChain === undefined) return undefined;
  return {
    certificate: Certificate,
    chain: CertificateChain,
    fingerprint: fingerprintOf(Certificate),
  };
}

function fingerprintOf(pem: string): string {
  const base64 = pem.replace(/-----[A-Z ]+-----/g, '');
  const digest = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
  return (digest.toUpperCase().match(/../g) ?? []).join(':');
}

/** Whether it goes or has gone from e-mail to DNS. @see https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateSummary.html */
export function isChangedToDns({ UpdateSummary: update }: CertificateDetail): boolean {
  return (
    update?.Type === 'DOMAIN_VALIDATION_METHOD' &&
    update.DomainValidationMethodUpdateSummary?.To === 'DNS' &&
    update.Status !== 'FAILED'
  );
}

function validationsIn(
  { DomainValidationOptions = [], UpdateSummary }: CertificateDetail,
  changed: readonly DomainValidationSummary[] | undefined,
): Pick<Certificate, 'method' | 'isChangingMethod' | 'domainValidations'> {
  if (changed !== undefined) {
    const isChangingMethod = UpdateSummary?.Status !== 'SUCCESS';
    return {
      method: isChangingMethod ? 'EMAIL' : 'DNS',
      isChangingMethod,
      domainValidations: changed.map((each) => toChangedValidation(each, isChangingMethod)),
    };
  }
  const method = methodIn(DomainValidationOptions);
  return {
    ...(method !== undefined && { method }),
    isChangingMethod: false,
    domainValidations: DomainValidationOptions.map(toDomainValidation),
  };
}

/** In its first seconds a certificate that was requested by DNS is described as if by e-mail, with nobody to write to. */
function methodIn(validations: readonly AcmDomainValidation[]): ValidationMethod | undefined {
  if (validations.some(({ ResourceRecord: record }) => record !== undefined)) return 'DNS';
  const isEmail = validations.some(
    ({ ValidationMethod: method, ValidationEmails: emails = [] }) =>
      method === 'EMAIL' && emails.length > 0,
  );
  return isEmail ? 'EMAIL' : undefined;
}

/** While it is being changed, what is asked for counts, which may not be there yet. */
function toChangedValidation(
  { DomainName = '', ...configurations }: DomainValidationSummary,
  isChangingMethod: boolean,
): DomainValidation {
  const { RequestedValidationConfiguration, ActiveValidationConfiguration } = configurations;
  const { ValidationStatus, ValidationChallenge } =
    (isChangingMethod ? RequestedValidationConfiguration : ActiveValidationConfiguration) ?? {};
  return toDomainValidation({
    DomainName,
    ValidationStatus,
    ResourceRecord: ValidationChallenge?.DnsValidationChallenge?.ResourceRecord,
  });
}

function toDomainValidation(validation: AcmDomainValidation): DomainValidation {
  const { DomainName = '', ValidationStatus = 'PENDING_VALIDATION', ResourceRecord } = validation;
  const common = { domainName: normalForm(DomainName), status: ValidationStatus };
  const { Name: name, Value: value } = ResourceRecord ?? {};
  if (name !== undefined && value !== undefined) return { ...common, record: { name, value } };
  const { ValidationDomain: validationDomain, ValidationEmails: mailboxes = [] } = validation;
  return {
    ...common,
    ...(validationDomain !== undefined && { validationDomain: normalForm(validationDomain) }),
    ...(mailboxes.length > 0 && { mailboxes }),
  };
}

export function toTags(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function toTagList(tags: Tags): Required<Tag>[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
