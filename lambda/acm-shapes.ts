// ACM's shapes and the words of the core, one from the other. Pure.
import type {
  CertificateDetail,
  DomainValidation as AcmDomainValidation,
  Tag,
} from '@aws-sdk/client-acm';
import { normalForm } from '../contract/names';
import type { Tags } from '../contract/state';
import type { Certificate, DomainValidation } from './core/ports';

export function toCertificate(certificateArn: string, detail: CertificateDetail): Certificate {
  const { DomainName, Status, SubjectAlternativeNames = [], InUseBy = [], FailureReason } = detail;
  const domainName = normalForm(DomainName ?? '');
  const names = new Set([domainName, ...SubjectAlternativeNames.map(normalForm)]);
  return {
    certificateArn,
    isInFull: DomainName !== undefined && Status !== undefined,
    status: Status ?? 'PENDING_VALIDATION',
    ...(FailureReason !== undefined && { failureReason: FailureReason }),
    domainName,
    names: [...names],
    inUseBy: InUseBy,
    domainValidations: (detail.DomainValidationOptions ?? []).map(toDomainValidation),
  };
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

export function toTagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
