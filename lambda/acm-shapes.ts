// ACM's shapes and the words of the core, one from the other. Pure.
import { createHash } from 'node:crypto';
import type {
  CertificateDetail,
  DomainValidation as AcmDomainValidation,
  GetCertificateResponse,
  Tag,
} from '@aws-sdk/client-acm';
import { normalForm } from '../contract/names';
import type { Tags } from '../contract/state';
import type { Certificate, DomainValidation, Pem } from './core/ports';

export function toCertificate(certificateArn: string, detail: CertificateDetail): Certificate {
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
    domainValidations: (detail.DomainValidationOptions ?? []).map(toDomainValidation),
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

function toDomainValidation(validation: AcmDomainValidation): DomainValidation {
  const { DomainName = '', ValidationStatus = 'PENDING_VALIDATION', ResourceRecord } = validation;
  const common = { domainName: normalForm(DomainName), status: ValidationStatus };
  const { Name: name, Value: value } = ResourceRecord ?? {};
  return name === undefined || value === undefined
    ? common
    : { ...common, record: { name, value } };
}

export function toTags(tags: readonly Tag[]): Tags {
  return Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export function toTagList(tags: Tags): Required<Tag>[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
