// ListCertificateDomainValidations: by what each name is validated, and by what it is to be; only here are the records of a
// migration from e-mail to DNS.
// @see https://docs.aws.amazon.com/acm/latest/APIReference/API_ListCertificateDomainValidations.html
import { ServiceError } from '../errors';
import { mailboxesOf, type Certificate } from './certificate';
import { validationStatus } from './detail';
import { methodAt, migrationStateAt } from './migration';
import { certificateArn } from './model';
import { operation } from './service';
import type { AcmCall } from './service';
import { integer, string, structure } from './shapes';

const DEFAULT_PAGE = 1000;

const input = structure(
  { CertificateArn: certificateArn },
  { MaxItems: integer({ min: 1, max: 1000 }), NextToken: string({ min: 1, max: 10000 }) },
);

export const listCertificateDomainValidations = operation(input, async (request, call) => {
  const { CertificateArn, MaxItems = DEFAULT_PAGE, NextToken = '0' } = request;
  const { registry, caller } = call;
  const certificate = registry.get(CertificateArn, caller);
  await registry.settle(certificate);
  const start = Number(NextToken);
  if (!Number.isInteger(start)) {
    const message = 'NextToken is not one that ListCertificateDomainValidations gave.';
    throw new ServiceError('InvalidArgsException', message);
  }
  const end = start + MaxItems;
  return {
    DomainValidationSummaryList: certificate.listedValidations
      .slice(start, end)
      .map((name) => summary(name, certificate, call)),
    ...(end < certificate.names.length && { NextToken: String(end) }),
  };
});

function summary(name: string, certificate: Certificate, call: AcmCall): object {
  const { clock, timings } = call;
  const now = clock.now();
  const isMigrating =
    migrationStateAt(now, certificate, timings)?.status === 'PENDING_DOMAIN_VALIDATION';
  return {
    DomainName: name,
    ActiveValidationConfiguration: active(name, certificate, call),
    ...(isMigrating && { RequestedValidationConfiguration: requested(name, certificate, call) }),
  };
}

function active(name: string, certificate: Certificate, call: AcmCall): object {
  const { registry, clock, timings } = call;
  const now = clock.now();
  const ValidationMethod = methodAt(now, certificate, timings);
  const state = registry.stateOf(certificate);
  const ValidationStatus = validationStatus(name, { certificate, state });
  const record = registry.recordOf(certificate, name);
  const ValidationChallenge =
    ValidationMethod === 'DNS'
      ? record && { DnsValidationChallenge: { ResourceRecord: record } }
      : {
          EmailValidationChallenge: {
            ValidationDomain: certificate.validationDomains.get(name),
            ValidationEmails: mailboxesOf(now, { certificate, name, timings }),
          },
        };
  return { ValidationMethod, ValidationStatus, ValidationChallenge };
}

function requested(name: string, certificate: Certificate, { registry }: AcmCall): object {
  const isDone = certificate.migration?.validatedAt.has(name) === true;
  const record = registry.recordOf(certificate, name);
  return {
    ValidationMethod: 'DNS',
    ValidationStatus: isDone ? 'SUCCESS' : 'PENDING_VALIDATION',
    ...(record && {
      ValidationChallenge: { DnsValidationChallenge: { ResourceRecord: record } },
    }),
  };
}
