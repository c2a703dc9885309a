// What Step may do with ACM, statement by statement.
import type { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { KeyAlgorithm } from '../../../contract/key-algorithms';
import { RESOURCE_TAG, STACK_TAG } from '../../../contract/constants';

/** Allows what it stands for in every Region. */
export const ANY_REGION = '*';

/** What else than names a request asks for. */
export interface CertificateKind {
  readonly method: 'DNS' | 'EMAIL';
  readonly keyAlgorithm: KeyAlgorithm;
  readonly isExportable: boolean;
}

/** What a request for a certificate may say. */
export interface AllowedRequests {
  /** Names as they are, or patterns of IAM in which `*` stands for any characters. */
  readonly names: readonly string[];
  readonly areNamesPatterns: boolean;
  /** Regions, or ANY_REGION. */
  readonly regions: readonly string[];
  readonly kind: CertificateKind;
}

/**
 * Request only these names, in these Regions, by one method, from Amazon's public authority, with a key pair that ACM makes of this
 * algorithm, exportable only if it is to be, and only as this stack's own.
 *
 * ForAllValues is true when there are no names, and no `Null` denies that: ACM takes no request without a name, and a
 * partition whose ACM did not send the key would have every request denied.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-conditions.html
 */
export function requestStatement(
  stack: Stack,
  { names, areNamesPatterns, regions, kind }: AllowedRequests,
): iam.PolicyStatement {
  const operator = areNamesPatterns ? 'StringLike' : 'StringEquals';
  return new iam.PolicyStatement({
    actions: ['acm:RequestCertificate'],
    resources: ['*'],
    conditions: {
      [`ForAllValues:${operator}`]: { 'acm:DomainNames': names },
      StringEquals: { 'acm:ValidationMethod': kind.method, ...asOwn(stack) },
      ...isIn(regions),
      StringEqualsIfExists: {
        'acm:KeyAlgorithm': kind.keyAlgorithm,
        // The other value is ACME. Newer than the other keys, it need not be in every partition.
        'acm:CertificateKeyPairOrigin': 'AWS_MANAGED',
      },
      // Who names an authority asks for a private certificate, whose names nobody validates.
      Null: { 'acm:CertificateAuthority': 'true' },
      // True, too, of a request that does not say.
      ...(!kind.isExportable && { StringNotEquals: { 'acm:Export': 'ENABLED' } }),
    },
  });
}

/**
 * A request that carries tags needs this too. IAM cannot say "in a request only": a certificate that has no such tag yet
 * could be given one. Which others come with it is not said: a user's tags are known when all constructs are there, and
 * this earlier.
 */
export function tagStatement(stack: Stack, regions: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['acm:AddTagsToCertificate'],
    resources: [everyCertificate(stack)],
    conditions: {
      StringEquals: asOwn(stack),
      ...isIn(regions),
      StringEqualsIfExists: taggedAsOwn(stack),
    },
  });
}

/** Have the mails for names of own certificates sent again. IAM knows no condition for the names and the domains. */
export function resendStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['acm:ResendValidationEmail'],
    resources: [everyCertificate(stack)],
    conditions: ofOwn(stack),
  });
}

/**
 * Change own certificates from validation by e-mail to validation by DNS, and nothing else of them: a call that changes another
 * option does not carry the method.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscertificatemanager.html
 */
export function methodStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['acm:UpdateCertificateOptions'],
    resources: [everyCertificate(stack)],
    conditions: {
      StringEquals: { 'acm:ValidationMethod': 'DNS', ...taggedAsOwn(stack) },
    },
  });
}

/** Look at every certificate of the account, but change and delete only what carries this stack's tag. */
export function lookAndChangeStatements(stack: Stack): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: [
        'acm:DescribeCertificate',
        'acm:ListCertificateDomainValidations',
        'acm:ListTagsForCertificate',
      ],
      resources: [everyCertificate(stack)],
    }),
    // IAM knows no resource and no condition for it.
    new iam.PolicyStatement({ actions: ['acm:ListCertificates'], resources: ['*'] }),
    new iam.PolicyStatement({
      actions: ['acm:DeleteCertificate'],
      resources: [everyCertificate(stack)],
      conditions: ofOwn(stack),
    }),
    new iam.PolicyStatement({
      actions: ['acm:RemoveTagsFromCertificate'],
      resources: [everyCertificate(stack)],
      conditions: {
        ...ofOwn(stack),
        'ForAllValues:StringNotEquals': { 'aws:TagKeys': [STACK_TAG, RESOURCE_TAG] },
      },
    }),
  ];
}

/** Learn in which Regions certificates may be that need a validation record. */
export function listRegionsStatement(stack: Stack): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['account:ListRegions'],
    resources: [stack.formatArn({ service: 'account', region: '', resource: 'account' })],
  });
}

export function everyCertificate(stack: Stack): string {
  return stack.formatArn({
    service: 'acm',
    region: '*',
    resource: 'certificate',
    resourceName: '*',
  });
}

export function ofOwn(stack: Stack): iam.Conditions {
  return { StringEquals: taggedAsOwn(stack) };
}

function taggedAsOwn(stack: Stack): Record<string, unknown> {
  return { [`aws:ResourceTag/${STACK_TAG}`]: stack.stackId };
}

function asOwn(stack: Stack): Record<string, unknown> {
  return { [`aws:RequestTag/${STACK_TAG}`]: stack.stackId };
}

function isIn(regions: readonly string[]): Record<string, unknown> {
  return { StringLike: { 'aws:RequestedRegion': regions } };
}
