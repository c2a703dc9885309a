// ListCertificates: summaries, filtered, sorted and in pages. Without Includes.keyTypes it shows RSA
// keys of 1024 and 2048 bits only, so that certificates with EC keys are missing unless they are asked for.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificates.html
import { ServiceError } from '../errors';
import type { Certificate, State } from './certificate';
import { epochSeconds, keyUsages, renewalEligibility, SERVER_AUTHENTICATION } from './detail';
import { certificateStatus, exportOption, extendedKeyUsage, keyAlgorithm, keyUsage } from './model';
import { operation } from './service';
import type { AcmCall } from './service';
import { integer, list, oneOf, string, structure } from './shapes';
import type { Input } from './shapes';

/** How many ACM lists without MaxItems is not documented. */
const DEFAULT_PAGE = 100;

const DEFAULT_KEY_TYPES = ['RSA_1024', 'RSA_2048'];

const input = structure(
  {},
  {
    CertificateStatuses: list(certificateStatus),
    CertificateKeyPairOrigins: list(oneOf('AWS_MANAGED', 'CUSTOMER_PROVIDED', 'ACME')),
    Includes: structure(
      {},
      {
        extendedKeyUsage: list(extendedKeyUsage),
        keyUsage: list(keyUsage),
        keyTypes: list(keyAlgorithm),
        exportOption,
        managedBy: oneOf('CLOUDFRONT'),
      },
    ),
    NextToken: string({ min: 1, max: 10000 }),
    MaxItems: integer({ min: 1, max: 1000 }),
    SortBy: oneOf('CREATED_AT'),
    SortOrder: oneOf('ASCENDING', 'DESCENDING'),
  },
);
type ListCertificatesInput = Input<typeof input>;

export const listCertificates = operation(input, async (request, call) => {
  if ((request.SortBy === undefined) !== (request.SortOrder === undefined)) {
    throw invalidArgs('SortBy and SortOrder must be given together.');
  }
  const listed = sorted(await selected(request, call), request);
  const start = offsetOf(request.NextToken);
  const end = start + (request.MaxItems ?? DEFAULT_PAGE);
  const page = listed.slice(start, end);
  return {
    CertificateSummaryList: await Promise.all(
      page.map((certificate) => summary(certificate, call)),
    ),
    ...(end < listed.length && { NextToken: tokenOf(end) }),
  };
});

async function selected(request: ListCertificatesInput, call: AcmCall): Promise<Certificate[]> {
  const { registry, caller } = call;
  const listed = registry.listed(caller);
  await Promise.all(listed.map((certificate) => registry.settle(certificate)));
  return listed.filter((certificate) =>
    matches(certificate, registry.listedStateOf(certificate), request),
  );
}

function matches(certificate: Certificate, state: State, request: ListCertificatesInput): boolean {
  const { CertificateStatuses: statuses, CertificateKeyPairOrigins: origins } = request;
  const wanted = request.Includes ?? {};
  const keyTypes: readonly string[] = wanted.keyTypes ?? DEFAULT_KEY_TYPES;
  const usages = state.issued ? keyUsages(certificate) : [];
  const extendedUsages = state.issued ? [SERVER_AUTHENTICATION.Name] : [];
  return (
    (!statuses?.length || statuses.includes(state.status)) &&
    (!origins?.length || origins.includes('AWS_MANAGED')) &&
    keyTypes.includes(certificate.keyAlgorithm) &&
    containsAll(usages, wanted.keyUsage) &&
    containsAll(extendedUsages, wanted.extendedKeyUsage) &&
    (wanted.exportOption === undefined || wanted.exportOption === certificate.exportOption) &&
    wanted.managedBy === undefined
  );
}

function containsAll(present: readonly string[], wanted: readonly string[] = []): boolean {
  return wanted.every((each) => each === 'ANY' || present.includes(each));
}

function sorted(certificates: Certificate[], { SortOrder }: ListCertificatesInput): Certificate[] {
  if (SortOrder === undefined) return certificates;
  const sign = SortOrder === 'ASCENDING' ? 1 : -1;
  return certificates.toSorted((a, b) => sign * (a.createdAt - b.createdAt));
}

async function summary(certificate: Certificate, call: AcmCall): Promise<object> {
  const state = call.registry.listedStateOf(certificate);
  const inUseBy = await call.users.inUseBy(certificate.certificateArn);
  return {
    CertificateArn: certificate.certificateArn,
    DomainName: certificate.domainName,
    SubjectAlternativeNameSummaries: certificate.listedNames,
    HasAdditionalSubjectAlternativeNames: false,
    Status: state.status,
    Type: 'AMAZON_ISSUED',
    KeyAlgorithm: certificate.keyAlgorithm,
    KeyUsages: state.issued ? keyUsages(certificate) : [],
    ExtendedKeyUsages: state.issued ? [SERVER_AUTHENTICATION.Name] : [],
    ExportOption: certificate.exportOption,
    InUse: inUseBy.length > 0,
    Exported: false,
    RenewalEligibility: renewalEligibility(state, inUseBy),
    CreatedAt: epochSeconds(certificate.createdAt),
    CertificateKeyPairOrigin: 'AWS_MANAGED',
    ...(state.issued && {
      IssuedAt: epochSeconds(state.issued.issuedAt),
      NotBefore: epochSeconds(state.issued.notBefore),
      NotAfter: epochSeconds(state.issued.notAfter),
    }),
  };
}

function tokenOf(offset: number): string {
  return Buffer.from(`offset ${offset}`).toString('base64');
}

function offsetOf(token: string | undefined): number {
  if (token === undefined) return 0;
  const offset = /^offset (\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (!offset) throw invalidArgs('NextToken is not one that ListCertificates gave.');
  return Number(offset[1]);
}

function invalidArgs(message: string): ServiceError {
  return new ServiceError('InvalidArgsException', message);
}
