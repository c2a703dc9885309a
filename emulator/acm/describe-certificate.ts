// DescribeCertificate: everything ACM tells about one certificate, as far as it is known by now.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
import type { Timings } from '../timings';
import { mailboxesOf, recordTime, serialOf } from './certificate';
import type { Certificate, State } from './certificate';
import {
  epochSeconds,
  isRsa,
  keyUsages,
  renewalEligibility,
  SERVER_AUTHENTICATION,
  validationStatus,
} from './detail';
import { migrationStateAt } from './migration';
import { certificateArn } from './model';
import { operation } from './service';
import { structure } from './shapes';

const input = structure({ CertificateArn: certificateArn }, {});

export const describeCertificate = operation(input, async ({ CertificateArn }, call) => {
  const { registry, caller, users, clock, timings } = call;
  const certificate = registry.get(CertificateArn, caller);
  await registry.settle(certificate);
  const state = registry.stateOf(certificate);
  const inUseBy = await users.inUseBy(CertificateArn);
  const now = clock.now();
  if (now < certificate.createdAt + timings.detailSeconds * 1000) {
    return { Certificate: { ...requested(certificate), InUseBy: [] } };
  }
  return {
    Certificate: {
      ...requested(certificate),
      ...named(certificate),
      DomainValidationOptions: certificate.listedValidations.map((name) =>
        domainValidation(name, { certificate, state, now, timings }),
      ),
      Status: state.status,
      InUseBy: inUseBy,
      ...(state.failureReason !== undefined && { FailureReason: state.failureReason }),
      ...issuedDetail(certificate, state),
      ...updateDetail(certificate, { now, timings }),
      RenewalEligibility: renewalEligibility(state, inUseBy),
    },
  };
});

function requested(certificate: Certificate): object {
  return {
    CertificateArn: certificate.certificateArn,
    Issuer: 'Amazon',
    CreatedAt: epochSeconds(certificate.createdAt),
    // Describe writes RSA-2048 where requests and lists write RSA_2048 (terraform-provider-aws reads it this way).
    KeyAlgorithm: certificate.keyAlgorithm.replace(/_/g, '-'),
    SignatureAlgorithm: isRsa(certificate) ? 'SHA256WITHRSA' : 'SHA256WITHECDSA',
    Type: 'AMAZON_ISSUED',
    CertificateKeyPairOrigin: 'AWS_MANAGED',
    Options: {
      CertificateTransparencyLoggingPreference: 'ENABLED',
      Export: certificate.exportOption,
    },
  };
}

function named({ domainName, listedNames }: Certificate): object {
  return {
    DomainName: domainName,
    SubjectAlternativeNames: listedNames,
    Subject: `CN=${domainName}`,
  };
}

function issuedDetail(certificate: Certificate, { issued }: State): object {
  if (!issued) return { KeyUsages: [], ExtendedKeyUsages: [] };
  return {
    Serial: serialOf(certificate),
    IssuedAt: epochSeconds(issued.issuedAt),
    NotBefore: epochSeconds(issued.notBefore),
    NotAfter: epochSeconds(issued.notAfter),
    KeyUsages: keyUsages(certificate).map((Name) => ({ Name })),
    ExtendedKeyUsages: [SERVER_AUTHENTICATION],
  };
}

/**
 * The migration that was requested last, a moment after its request. The validations of DescribeCertificate stay those of the
 * request for the certificate: ACM's model says "initial validation".
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_UpdateSummary.html
 */
function updateDetail(
  certificate: Certificate,
  { now, timings }: { readonly now: number; readonly timings: Timings },
): object {
  const { migration } = certificate;
  const state = migrationStateAt(now, certificate, timings);
  if (migration === undefined || state === undefined) return {};
  if (now < migration.requestedAt + timings.methodLagSeconds * 1000) return {};
  return {
    UpdateSummary: {
      Status: state.status,
      Type: 'DOMAIN_VALIDATION_METHOD',
      DomainValidationMethodUpdateSummary: { From: 'EMAIL', To: 'DNS' },
      RequestedAt: epochSeconds(migration.requestedAt),
      UpdatedAt: epochSeconds(state.updatedAt),
    },
  };
}

interface Snapshot {
  readonly certificate: Certificate;
  readonly state: State;
  readonly now: number;
  readonly timings: Timings;
}

function domainValidation(name: string, snapshot: Snapshot): object {
  const { certificate, now, timings } = snapshot;
  const ValidationDomain = certificate.validationDomains.get(name);
  const common = { DomainName: name, ValidationDomain };
  if (certificate.validationMethod === 'EMAIL') {
    const ValidationEmails = mailboxesOf(now, { certificate, name, timings });
    const ValidationStatus = validationStatus(name, snapshot);
    return { ...common, ValidationEmails, ValidationStatus, ValidationMethod: 'EMAIL' };
  }
  if (now < certificate.createdAt + timings.methodLagSeconds * 1000) {
    return { ...common, ValidationStatus: 'PENDING_VALIDATION', ValidationMethod: 'EMAIL' };
  }
  if (now < recordTime(certificate, name, timings)) {
    // Neither record nor status yet: https://github.com/aws/aws-sdk-js/issues/2133
    return { DomainName: name, ValidationMethod: 'DNS' };
  }
  return {
    ...common,
    ValidationStatus: validationStatus(name, snapshot),
    ResourceRecord: certificate.records.get(name),
    ValidationMethod: 'DNS',
  };
}
