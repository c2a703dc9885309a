// RequestCertificate: notes the request and returns an ARN; everything else comes later.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
import { ServiceError } from '../errors';
import { partitionOf } from '../partition';
import type { Certificate } from './certificate';
import {
  domainName,
  exportOption,
  idempotencyToken,
  keyAlgorithm,
  tags,
  validationMethod,
} from './model';
import type { RequestableKeyAlgorithm } from './model';
import { operation } from './service';
import type { AcmCall } from './service';
import { list, oneOf, string, structure } from './shapes';
import type { Input } from './shapes';
import { tagMap } from './tags';
import { checkedValidationDomains } from './validation-domains';
import { validationRecord } from './validation-record';

/** The default quota; more on request. @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const NAMES_PER_CERTIFICATE = 10;

/**
 * The first name becomes the common name, which has at most 64 characters.
 * @see https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1 (ub-common-name)
 */
const COMMON_NAME_OCTETS = 64;

const input = structure(
  { DomainName: domainName },
  {
    ValidationMethod: validationMethod,
    SubjectAlternativeNames: list(domainName, { min: 1, max: 100 }),
    IdempotencyToken: idempotencyToken,
    DomainValidationOptions: list(
      structure({ DomainName: domainName, ValidationDomain: domainName }, {}),
      { min: 1, max: 100 },
    ),
    Options: structure(
      {},
      {
        CertificateTransparencyLoggingPreference: exportOption,
        Export: exportOption,
        ValidationMethod: validationMethod,
      },
    ),
    CertificateAuthorityArn: string({ min: 20, max: 2048 }),
    Tags: tags,
    KeyAlgorithm: keyAlgorithm,
    ManagedBy: oneOf('CLOUDFRONT'),
  },
);
type RequestCertificateInput = Input<typeof input>;

export const requestCertificate = operation(input, (request, call) => {
  const { caller, registry, idempotency, clock } = call;
  const key = keyOf(request);
  // A token is looked at before the parameters: within the hour even invalid ones get the old ARN.
  const known = idempotency.find(caller, key, clock.now());
  if (known && (known.evenIfDeleted || registry.find(known.certificateArn))) {
    return { CertificateArn: known.certificateArn };
  }
  const certificate = certificateFor(request, call);
  registry.add(certificate);
  idempotency.note(caller, key, { certificateArn: certificate.certificateArn, at: clock.now() });
  sendEmails(certificate, call);
  return { CertificateArn: certificate.certificateArn };
});

function keyOf({ IdempotencyToken, ...parameters }: RequestCertificateInput): string {
  if (IdempotencyToken !== undefined) return `token ${IdempotencyToken}`;
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return `parameters ${JSON.stringify(sorted)}`;
}

function certificateFor(request: RequestCertificateInput, call: AcmCall): Certificate {
  const { caller, clock, ids } = call;
  refuseUnknown(request);
  const names = checkedNames(request);
  const { account, region } = caller;
  const certificateArn = `arn:${partitionOf(region)}:acm:${region}:${account}:certificate/${ids.uuid()}`;
  return {
    certificateArn,
    account,
    region,
    domainName: request.DomainName.toLowerCase(),
    names,
    listedNames: ids.shuffled(names, `names ${certificateArn}`),
    listedValidations: ids.shuffled(names, `validations ${certificateArn}`),
    records: new Map(names.map((name) => [name, validationRecord(account, name)])),
    validationMethod: checkedMethod(request),
    validationDomains: checkedValidationDomains(names, request.DomainValidationOptions ?? []),
    keyAlgorithm: checkedKeyAlgorithm(request.KeyAlgorithm ?? 'RSA_2048'),
    exportOption: request.Options?.Export ?? 'DISABLED',
    createdAt: clock.now(),
    tags: tagMap(request.Tags ?? []),
    validatedAt: new Map(),
  };
}

function checkedNames({ DomainName, SubjectAlternativeNames = [] }: RequestCertificateInput) {
  if (DomainName.length > COMMON_NAME_OCTETS) {
    throw new ServiceError(
      'InvalidDomainValidationOptionsException',
      `The first domain name can be no longer than ${COMMON_NAME_OCTETS} characters.`,
    );
  }
  const names = [
    ...new Set([DomainName, ...SubjectAlternativeNames].map((name) => name.toLowerCase())),
  ];
  if (names.length > NAMES_PER_CERTIFICATE) {
    throw new ServiceError('LimitExceededException', 'Certificate has too many domains.');
  }
  return names;
}

/**
 * Refuses parameters that ACM acts on and the emulator does not. If they were ignored, the caller would get another
 * certificate than ACM's.
 */
function refuseUnknown(request: RequestCertificateInput): void {
  if (request.CertificateAuthorityArn !== undefined) {
    throw invalid('the emulator issues public certificates only, not through a private CA');
  }
  if (request.ManagedBy !== undefined) {
    throw invalid('the emulator knows no certificates that CloudFront manages');
  }
  if (request.Options?.ValidationMethod !== undefined) {
    throw invalid('the emulator reads ValidationMethod, not Options.ValidationMethod');
  }
}

/** A request without a method means EMAIL, the only one that ACM had before it validated by DNS. */
function checkedMethod({ ValidationMethod }: RequestCertificateInput) {
  if (ValidationMethod === 'HTTP') {
    throw invalid('HTTP validation is only available to certificates managed by CloudFront');
  }
  return ValidationMethod ?? 'EMAIL';
}

function checkedKeyAlgorithm(algorithm: string): RequestableKeyAlgorithm {
  switch (algorithm) {
    case 'RSA_2048':
    case 'EC_prime256v1':
    case 'EC_secp384r1':
      return algorithm;
    default:
      throw invalid(`ACM does not issue certificates with the key algorithm ${algorithm}`);
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterException', message);
}

function sendEmails(certificate: Certificate, { mailbox }: AcmCall): void {
  if (certificate.validationMethod !== 'EMAIL') return;
  for (const [name, to] of certificate.validationDomains) {
    mailbox.send(certificate, name, { to, at: certificate.createdAt });
  }
}
