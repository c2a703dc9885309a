// ACM behind the port `Certificates`: the only file that imports its SDK. AWS's shapes and errors end here.
import { createHash } from 'node:crypto';
import type { ACMClient } from '@aws-sdk/client-acm';
import {
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  KeyAlgorithm,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RequestCertificateCommand,
  type CertificateDetail,
  type CertificateSummary,
  type DomainValidation as AcmDomainValidation,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import type {
  Certificate,
  CertificatePage,
  Certificates,
  CertificateSearch,
  CertificateSpec,
  DomainValidation,
  Owner,
  Ownership,
  Requester,
} from './core/ports';
import { RESOURCE_TAG, RETAIN_TAG, STACK_TAG } from '../contract/constants';
import { DEFAULT_KEY_ALGORITHM } from '../contract/key-algorithms';
import { normalForm } from '../contract/names';
import { regionOf } from './core/physical-id';
import { translate, translated } from './aws-errors';
import { onceForEach } from './once-for-each';

/** `clientIn` makes the client for a Region; it is asked once for each. */
export function acmCertificates(clientIn: (region: string) => ACMClient): Certificates {
  const acm = onceForEach(clientIn);
  return {
    request: (spec, requester) =>
      translated('acm:RequestCertificate', () =>
        requestCertificate(acm(spec.region), spec, requester),
      ),
    describe: (arn) =>
      translated('acm:DescribeCertificate', () => describeCertificate(acm(regionOf(arn)), arn)),
    delete: (arn) => deleteCertificate(acm(regionOf(arn)), arn),
    list: (wanted) =>
      translated('acm:ListCertificates', () => listCertificates(acm(wanted.region), wanted)),
    ownership: (arn, owner) => ownershipOf(acm(regionOf(arn)), arn, owner),
  };
}

async function requestCertificate(
  acm: ACMClient,
  spec: CertificateSpec,
  requester: Requester,
): Promise<string> {
  const { owner } = requester;
  const names = spec.subjectAlternativeNames;
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      DomainName: spec.domainName,
      ...(names.length > 0 && { SubjectAlternativeNames: [...names] }),
      ValidationMethod: 'DNS',
      ...kindOf(spec),
      IdempotencyToken: idempotencyToken(spec, requester),
      Tags: [
        { Key: STACK_TAG, Value: owner.stackId },
        { Key: RESOURCE_TAG, Value: owner.logicalResourceId },
        ...(spec.isRetained ? [{ Key: RETAIN_TAG, Value: 'true' }] : []),
      ],
    }),
  );
  if (CertificateArn === undefined) throw new TypeError('RequestCertificate returned no ARN');
  return CertificateArn;
}

/** What a request need not say is left out: not every partition's ACM knows it. */
function kindOf({
  keyAlgorithm,
  isExportable,
}: CertificateSpec): Pick<RequestCertificateCommandInput, 'KeyAlgorithm' | 'Options'> {
  return {
    ...(keyAlgorithm !== DEFAULT_KEY_ALGORITHM && { KeyAlgorithm: keyAlgorithm }),
    ...(isExportable && { Options: { Export: 'ENABLED' } }),
  };
}

/** None of a certificate without peculiarities, so that its token is that of earlier versions. */
function kindIn(spec: CertificateSpec): readonly object[] {
  const kind = kindOf(spec);
  return Object.keys(kind).length > 0 ? [kind] : [];
}

/**
 * For an hour ACM answers a token it knows with the certificate it made for it, whatever else is asked:
 * so every part of the request is in the token, and the request's own id too.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
function idempotencyToken(spec: CertificateSpec, { owner, requestId }: Requester): string {
  const { region, domainName, subjectAlternativeNames } = spec;
  const identity = [region, domainName, ...[...subjectAlternativeNames].sort()];
  const parts = [owner.stackId, owner.logicalResourceId, requestId, identity, ...kindIn(spec)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

async function describeCertificate(
  acm: ACMClient,
  certificateArn: string,
): Promise<Certificate | undefined> {
  try {
    const { Certificate: detail } = await acm.send(
      new DescribeCertificateCommand({ CertificateArn: certificateArn }),
    );
    return detail && toCertificate(certificateArn, detail);
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

function toCertificate(certificateArn: string, detail: CertificateDetail): Certificate {
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

async function deleteCertificate(
  acm: ACMClient,
  certificateArn: string,
): Promise<'DELETED' | 'IN_USE'> {
  try {
    await acm.send(new DeleteCertificateCommand({ CertificateArn: certificateArn }));
    return 'DELETED';
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return 'DELETED';
    if (isNamed(error, 'ResourceInUseException')) return 'IN_USE';
    throw translate('acm:DeleteCertificate', error);
  }
}

async function listCertificates(
  acm: ACMClient,
  { domainName, requestedSince = -Infinity, nextToken }: CertificateSearch,
): Promise<CertificatePage> {
  const { CertificateSummaryList: summaries = [], NextToken } = await acm.send(
    new ListCertificatesCommand({
      // Without them ACM hides every certificate that has no RSA key of 1024 or 2048 bits.
      Includes: { keyTypes: Object.values(KeyAlgorithm) },
      SortBy: 'CREATED_AT',
      SortOrder: 'DESCENDING',
      MaxItems: 1000,
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }),
  );
  const isRecent = ({ CreatedAt }: CertificateSummary): boolean =>
    (CreatedAt?.getTime() ?? Infinity) >= requestedSince;
  const certificateArns = summaries
    .filter(isRecent)
    .filter((each) => domainName === undefined || normalForm(each.DomainName ?? '') === domainName)
    .flatMap(({ CertificateArn }) => CertificateArn ?? []);
  const oldest = summaries.at(-1);
  const isOver = NextToken === undefined || (oldest !== undefined && !isRecent(oldest));
  return { certificateArns, ...(!isOver && { nextToken: NextToken }) };
}

async function ownershipOf(
  acm: ACMClient,
  certificateArn: string,
  owner: Owner,
): Promise<Ownership> {
  try {
    const { Tags = [] } = await acm.send(
      new ListTagsForCertificateCommand({ CertificateArn: certificateArn }),
    );
    const tags = new Map(Tags.map(({ Key, Value }) => [Key, Value]));
    const isOwn =
      tags.get(STACK_TAG) === owner.stackId && tags.get(RESOURCE_TAG) === owner.logicalResourceId;
    if (!isOwn) return 'FOREIGN';
    return tags.has(RETAIN_TAG) ? 'RETAINED' : 'OWN';
  } catch (error) {
    // Deleted since it was listed.
    if (isNamed(error, 'ResourceNotFoundException')) return 'FOREIGN';
    throw translate('acm:ListTagsForCertificate', error);
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
