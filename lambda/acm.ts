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
  type DomainValidation as AcmDomainValidation,
} from '@aws-sdk/client-acm';
import type {
  Certificate,
  Certificates,
  CertificateSearch,
  CertificateSpec,
  DomainValidation,
  Owner,
  Requester,
} from './core/ports';
import { RESOURCE_TAG, STACK_TAG } from '../contract/constants';
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
    find: (wanted) =>
      translated('acm:ListCertificates', () => findCertificates(acm(wanted.region), wanted)),
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
      IdempotencyToken: idempotencyToken(spec, requester),
      Tags: [
        { Key: STACK_TAG, Value: owner.stackId },
        { Key: RESOURCE_TAG, Value: owner.logicalResourceId },
      ],
    }),
  );
  if (CertificateArn === undefined) throw new TypeError('RequestCertificate returned no ARN');
  return CertificateArn;
}

/**
 * For an hour ACM answers a token it knows with the certificate it made for it, whatever else is asked:
 * so every part of the request is in the token, and the request's own id too.
 * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
 */
function idempotencyToken(spec: CertificateSpec, { owner, requestId }: Requester): string {
  const { region, domainName, subjectAlternativeNames } = spec;
  const identity = [region, domainName, ...[...subjectAlternativeNames].sort()];
  const parts = [owner.stackId, owner.logicalResourceId, requestId, identity];
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
    return detail === undefined ? undefined : toCertificate(certificateArn, detail);
  } catch (error) {
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw error;
  }
}

function toCertificate(certificateArn: string, detail: CertificateDetail): Certificate {
  const { DomainName = '', SubjectAlternativeNames = [], InUseBy = [], FailureReason } = detail;
  const domainName = normalForm(DomainName);
  const names = new Set([domainName, ...SubjectAlternativeNames.map(normalForm)]);
  return {
    certificateArn,
    status: detail.Status ?? 'PENDING_VALIDATION',
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

async function findCertificates(
  acm: ACMClient,
  { owner, requestedSince }: CertificateSearch,
): Promise<readonly string[]> {
  const found: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await acm.send(
      new ListCertificatesCommand({
        // Without them ACM hides every certificate that has no RSA key of 1024 or 2048 bits.
        Includes: { keyTypes: Object.values(KeyAlgorithm) },
        MaxItems: 1000,
        ...(nextToken !== undefined && { NextToken: nextToken }),
      }),
    );
    for (const { CertificateArn, CreatedAt } of page.CertificateSummaryList ?? []) {
      if (CertificateArn === undefined || (CreatedAt?.getTime() ?? 0) < requestedSince) continue;
      if (await isOwnedBy(acm, CertificateArn, owner)) found.push(CertificateArn);
    }
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return found;
}

async function isOwnedBy(acm: ACMClient, certificateArn: string, owner: Owner): Promise<boolean> {
  try {
    const { Tags = [] } = await acm.send(
      new ListTagsForCertificateCommand({ CertificateArn: certificateArn }),
    );
    const valueOf = (key: string): string | undefined => Tags.find(({ Key }) => Key === key)?.Value;
    return (
      valueOf(STACK_TAG) === owner.stackId && valueOf(RESOURCE_TAG) === owner.logicalResourceId
    );
  } catch (error) {
    // Deleted since it was listed.
    if (isNamed(error, 'ResourceNotFoundException')) return false;
    throw translate('acm:ListTagsForCertificate', error);
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
