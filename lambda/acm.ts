// ACM behind the port `Certificates`: the only file that calls its SDK. AWS's shapes and errors end here.
import { createHash } from 'node:crypto';
import type { ACMClient } from '@aws-sdk/client-acm';
import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  DescribeCertificateCommand,
  GetCertificateCommand,
  KeyAlgorithm,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  RequestCertificateCommand,
  type CertificateSummary,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import type {
  Certificate,
  CertificatePage,
  Certificates,
  CertificateSearch,
  CertificateSpec,
  Owner,
  Ownership,
  Pem,
  Requester,
} from './core/ports';
import { RETAIN_TAG } from '../contract/constants';
import { DEFAULT_KEY_ALGORITHM } from '../contract/key-algorithms';
import { normalForm, withoutWildcard } from '../contract/names';
import type { Tags } from '../contract/state';
import { regionOf } from './core/physical-id';
import { allTags, ownershipTags } from './core/tags';
import { toCertificate, toPem, toTagList, toTags } from './acm-shapes';
import { isNamed, translate, translated } from './aws-errors';
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
    pem: (arn) => getPem(acm(regionOf(arn)), arn),
    delete: (arn) => deleteCertificate(acm(regionOf(arn)), arn),
    list: (wanted) =>
      translated('acm:ListCertificates', () => listCertificates(acm(wanted.region), wanted)),
    ownership: (arn, owner) => ownershipOf(acm(regionOf(arn)), arn, owner),
    tags: (arn) => translated('acm:ListTagsForCertificate', () => tagsOf(acm(regionOf(arn)), arn)),
    addTags: (arn, tags) =>
      translated('acm:AddTagsToCertificate', async () => {
        const command = { CertificateArn: arn, Tags: toTagList(tags) };
        await acm(regionOf(arn)).send(new AddTagsToCertificateCommand(command));
      }),
    removeTags: (arn, keys) =>
      translated('acm:RemoveTagsFromCertificate', async () => {
        const command = { CertificateArn: arn, Tags: keys.map((Key) => ({ Key })) };
        await acm(regionOf(arn)).send(new RemoveTagsFromCertificateCommand(command));
      }),
  };
}

async function requestCertificate(
  acm: ACMClient,
  spec: CertificateSpec,
  requester: Requester,
): Promise<string> {
  const names = spec.subjectAlternativeNames;
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      DomainName: spec.domainName,
      ...(names.length > 0 && { SubjectAlternativeNames: [...names] }),
      ValidationMethod: 'DNS',
      ...kindOf(spec),
      IdempotencyToken: idempotencyToken(spec, requester),
      Tags: toTagList(allTags(spec, requester.owner)),
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
function idempotencyToken(
  spec: CertificateSpec,
  { owner, requestId, tokenSalt }: Requester,
): string {
  const { region, domainName, subjectAlternativeNames } = spec;
  const identity = [region, domainName, ...[...subjectAlternativeNames].sort()];
  const parts: unknown[] = [
    ...[owner.stackId, owner.logicalResourceId, requestId, identity],
    ...kindIn(spec),
  ];
  // Without a salt a token is what it was before there were any: an execution may have sent it.
  if (tokenSalt !== undefined) parts.push(tokenSalt);
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

async function getPem(acm: ACMClient, certificateArn: string): Promise<Pem | undefined> {
  try {
    return toPem(await acm.send(new GetCertificateCommand({ CertificateArn: certificateArn })));
  } catch (error) {
    if (isNamed(error, 'RequestInProgressException')) return undefined;
    if (isNamed(error, 'ResourceNotFoundException')) return undefined;
    throw translate('acm:GetCertificate', error);
  }
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
  { domainName, validatedNames, requestedSince = -Infinity, nextToken }: CertificateSearch,
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
    .filter((each) => validatedNames === undefined || hasOneOf(validatedNames, each))
    .flatMap(({ CertificateArn }) => CertificateArn ?? []);
  const oldest = summaries.at(-1);
  const isOver = NextToken === undefined || (oldest !== undefined && !isRecent(oldest));
  return { certificateArns, ...(!isOver && { nextToken: NextToken }) };
}

/** ACM validates the name that a wildcard stands under. Of a list that is cut short, the rest may have one. */
function hasOneOf(validatedNames: readonly string[], summary: CertificateSummary): boolean {
  const { DomainName = '', SubjectAlternativeNameSummaries: others = [] } = summary;
  const { Type = 'AMAZON_ISSUED', HasAdditionalSubjectAlternativeNames: isCut = false } = summary;
  const names = [DomainName, ...others].map((name) => withoutWildcard(normalForm(name)));
  return Type === 'AMAZON_ISSUED' && (isCut || names.some((name) => validatedNames.includes(name)));
}

async function ownershipOf(
  acm: ACMClient,
  certificateArn: string,
  owner: Owner,
): Promise<Ownership> {
  try {
    const tags = await tagsOf(acm, certificateArn);
    const isOwn = Object.entries(ownershipTags(owner)).every(([key, value]) => tags[key] === value);
    if (!isOwn) return 'FOREIGN';
    return RETAIN_TAG in tags ? 'RETAINED' : 'OWN';
  } catch (error) {
    // Deleted since it was listed.
    if (isNamed(error, 'ResourceNotFoundException')) return 'FOREIGN';
    throw translate('acm:ListTagsForCertificate', error);
  }
}

async function tagsOf(acm: ACMClient, certificateArn: string): Promise<Tags> {
  const { Tags: list = [] } = await acm.send(
    new ListTagsForCertificateCommand({ CertificateArn: certificateArn }),
  );
  return toTags(list);
}
