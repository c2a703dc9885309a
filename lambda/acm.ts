// ACM behind the port `Certificates`; with acm-request.ts and acm-description.ts nobody else calls its SDK. AWS's shapes and
// errors end here.
import type { ACMClient } from '@aws-sdk/client-acm';
import {
  AddTagsToCertificateCommand,
  DeleteCertificateCommand,
  GetCertificateCommand,
  KeyAlgorithm,
  ListCertificatesCommand,
  ListTagsForCertificateCommand,
  RemoveTagsFromCertificateCommand,
  ResendValidationEmailCommand,
  UpdateCertificateOptionsCommand,
  type CertificateSummary,
} from '@aws-sdk/client-acm';
import type {
  CertificatePage,
  Certificates,
  CertificateSearch,
  Mails,
  Owner,
  Ownership,
  Pem,
} from './core/ports';
import { RETAIN_TAG } from '../contract/constants';
import { normalForm, withoutWildcard } from '../contract/names';
import type { Tags } from '../contract/state';
import { regionOf } from './core/physical-id';
import { ownershipTags } from './core/tags';
import { describeCertificate } from './acm-description';
import { requestCertificate } from './acm-request';
import { toPem, toTagList, toTags } from './acm-shapes';
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
    resend: (arn, mails) =>
      translated('acm:ResendValidationEmail', () => resend(acm(regionOf(arn)), arn, mails)),
    validateByDns: (arn) =>
      translated('acm:UpdateCertificateOptions', async () => {
        const command = { CertificateArn: arn, Options: { ValidationMethod: 'DNS' as const } };
        await acm(regionOf(arn)).send(new UpdateCertificateOptionsCommand(command));
      }),
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

async function resend(
  acm: ACMClient,
  certificateArn: string,
  { domainName, validationDomain }: Mails,
): Promise<void> {
  await acm.send(
    new ResendValidationEmailCommand({
      CertificateArn: certificateArn,
      Domain: domainName,
      ValidationDomain: validationDomain,
    }),
  );
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
  wanted: CertificateSearch,
): Promise<CertificatePage> {
  const { domainName, validatedNames, nextToken } = wanted;
  const { requestedSince = -Infinity, requestedBefore = Infinity } = wanted;
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
    .filter(({ CreatedAt }) => (CreatedAt?.getTime() ?? -Infinity) < requestedBefore)
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
