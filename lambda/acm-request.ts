// A request for a certificate, as ACM takes it.
import { createHash } from 'node:crypto';
import type { ACMClient } from '@aws-sdk/client-acm';
import {
  RequestCertificateCommand,
  type RequestCertificateCommandInput,
} from '@aws-sdk/client-acm';
import { DEFAULT_KEY_ALGORITHM } from '../contract/key-algorithms';
import { toTagList } from './acm-shapes';
import type { CertificateSpec, Requester } from './core/ports';
import { allTags } from './core/tags';

export async function requestCertificate(
  acm: ACMClient,
  spec: CertificateSpec,
  requester: Requester,
): Promise<string> {
  const names = spec.subjectAlternativeNames;
  const { CertificateArn } = await acm.send(
    new RequestCertificateCommand({
      DomainName: spec.domainName,
      ...(names.length > 0 && { SubjectAlternativeNames: [...names] }),
      ...methodOf(spec),
      ...kindOf(spec),
      IdempotencyToken: idempotencyToken(spec, requester),
      Tags: toTagList(allTags(spec, requester.owner)),
    }),
  );
  if (CertificateArn === undefined) throw new TypeError('RequestCertificate returned no ARN');
  return CertificateArn;
}

function methodOf({
  email,
}: CertificateSpec): Pick<
  RequestCertificateCommandInput,
  'ValidationMethod' | 'DomainValidationOptions'
> {
  if (email === undefined) return { ValidationMethod: 'DNS' };
  const options = Object.entries(email.validationDomains).map(([DomainName, ValidationDomain]) => ({
    DomainName,
    ValidationDomain,
  }));
  return {
    ValidationMethod: 'EMAIL',
    ...(options.length > 0 && { DomainValidationOptions: options }),
  };
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
  const kind = { ...kindOf(spec), ...(spec.email !== undefined && methodOf(spec)) };
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
    owner.stackId,
    owner.logicalResourceId,
    requestId,
    identity,
    ...kindIn(spec),
  ];
  // Without a salt a token is what it was before there were any: an execution may have sent it.
  if (tokenSalt !== undefined) parts.push(tokenSalt);
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
