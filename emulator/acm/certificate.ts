// One certificate and everything that follows from it and the time. What is stored are moments, in milliseconds
// since the epoch: when it was requested, when each name was validated. Status, dates and failure are computed from
// them, so that they do not depend on when somebody calls DescribeCertificate.
import { serialNumber } from '../ids';
import type { Timings } from '../timings';
import { addressesOf } from './mailbox';
import type { Migration } from './migration';
import type { RequestableKeyAlgorithm, ValidationMethod } from './model';
import type { ValidationRecord } from './validation-record';

export interface Certificate {
  readonly certificateArn: string;
  readonly account: string;
  readonly region: string;
  readonly domainName: string;
  /** All names in the order asked for, the first name first; lower case, each once. */
  readonly names: readonly string[];
  /** In the order in which ACM lists them, which it leaves open: as names, and by their validation. */
  readonly listedNames: readonly string[];
  readonly listedValidations: readonly string[];
  /** The CNAME that validates each name. */
  readonly records: ReadonlyMap<string, ValidationRecord>;
  /** As it was requested. */
  readonly validationMethod: ValidationMethod;
  /** Where each name's validation e-mails go. */
  readonly validationDomains: ReadonlyMap<string, string>;
  readonly keyAlgorithm: RequestableKeyAlgorithm;
  readonly exportOption: 'ENABLED' | 'DISABLED';
  readonly createdAt: number;
  readonly tags: Map<string, string | undefined>;
  readonly validatedAt: Map<string, number>;
  /** From validation by e-mail to validation by DNS. */
  migration?: Migration;
}

export type CertificateStatus =
  'PENDING_VALIDATION' | 'ISSUED' | 'EXPIRED' | 'FAILED' | 'VALIDATION_TIMED_OUT';

export interface Refusal {
  readonly failureReason: string;
  readonly since: number;
}

/** What a certificate's state depends on besides its own moments and the time. */
export interface Rules {
  readonly timings: Timings;
  readonly refusals: ReadonlyMap<string, Refusal>;
}

export interface State {
  readonly status: CertificateStatus;
  readonly failureReason?: string;
  /** The name that a failure is about. */
  readonly failedName?: string;
  readonly issued?: Issued;
}

export interface Issued {
  readonly issuedAt: number;
  readonly notBefore: number;
  readonly notAfter: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Public certificates that are issued since 18 February 2026 are valid for 198 days.
 * @see https://nottinfra.co.uk/signals/aws-acm-certificate-validity-period-update
 */
const VALIDITY_DAYS = 198;

/** When the n-th name's resource record can first be read, and its validation begins. */
export function recordTime(certificate: Certificate, name: string, timings: Timings): number {
  const position = certificate.names.indexOf(name);
  const seconds = timings.firstRecordSeconds + position * timings.furtherRecordSeconds;
  return (certificate.migration?.requestedAt ?? certificate.createdAt) + seconds * 1000;
}

/** What ValidationEmails names at `now`: nothing in the first seconds. */
export function mailboxesOf(
  now: number,
  {
    certificate: { createdAt, validationDomains },
    name,
    timings,
  }: { readonly certificate: Certificate; readonly name: string; readonly timings: Timings },
): string[] {
  const isNamed = now >= createdAt + timings.mailboxesSeconds * 1000;
  return isNamed ? addressesOf(validationDomains.get(name) ?? name) : [];
}

export function deadlineOf(certificate: Certificate, timings: Timings): number {
  return certificate.createdAt + timings.validationTimeoutSeconds * 1000;
}

/** When ACM stops looking for records: it has refused the certificate, or 72 hours are over. */
export function closingTime(certificate: Certificate, rules: Rules): number {
  const failure = failureOf(certificate, rules);
  return Math.min(deadlineOf(certificate, rules.timings), failure?.at ?? Infinity);
}

export function stateAt(now: number, certificate: Certificate, rules: Rules): State {
  const failure = failureOf(certificate, rules);
  if (failure && now >= failure.at) {
    const { failureReason, failedName } = failure;
    return { status: 'FAILED', failureReason, failedName };
  }
  const doneAt = issuanceTime(certificate, rules.timings);
  if (failure || (doneAt !== undefined && now < doneAt)) return { status: 'PENDING_VALIDATION' };
  if (doneAt === undefined) {
    const late = now >= deadlineOf(certificate, rules.timings);
    return { status: late ? 'VALIDATION_TIMED_OUT' : 'PENDING_VALIDATION' };
  }
  const issued = issuedOn(doneAt);
  return { status: now > issued.notAfter ? 'EXPIRED' : 'ISSUED', issued };
}

/**
 * The failure reasons that are about the domain or the request: ACM gives them `screeningSeconds` after the request,
 * whether or not the names are validated. Every other reason shows at the moment at which ACM would issue.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html
 */
const BEFORE_VALIDATION = [
  'ADDITIONAL_VERIFICATION_REQUIRED',
  'DOMAIN_NOT_ALLOWED',
  'INVALID_PUBLIC_DOMAIN',
];

interface Failure {
  readonly at: number;
  readonly failureReason: string;
  readonly failedName: string;
}

/** The first refusal that comes before the certificate is issued or times out. */
function failureOf(certificate: Certificate, { timings, refusals }: Rules): Failure | undefined {
  const doneAt = issuanceTime(certificate, timings);
  const screenedAt = certificate.createdAt + timings.screeningSeconds * 1000;
  const failures = certificate.names.flatMap((failedName): Failure[] => {
    const refusal = refusals.get(failedName);
    if (!refusal) return [];
    const { failureReason, since } = refusal;
    const due = BEFORE_VALIDATION.includes(failureReason) ? screenedAt : (doneAt ?? Infinity);
    return [{ at: Math.max(due, since), failureReason, failedName }];
  });
  const last = doneAt ?? deadlineOf(certificate, timings) - 1;
  const [first] = failures.filter(({ at }) => at <= last).sort((a, b) => a.at - b.at);
  return first;
}

/** Undefined while a name is not validated. */
function issuanceTime(certificate: Certificate, timings: Timings): number | undefined {
  const moments = certificate.names.map((name) => certificate.validatedAt.get(name));
  const known = moments.filter((moment) => moment !== undefined);
  if (known.length < moments.length) return undefined;
  return Math.max(...known) + timings.issuanceSeconds * 1000;
}

/** ACM's certificates are valid from 00:00:00 UTC of the day of issuance to 23:59:59 UTC of the last day. */
function issuedOn(moment: number): Issued {
  const notBefore = Math.floor(moment / DAY_MS) * DAY_MS;
  return { issuedAt: moment, notBefore, notAfter: notBefore + VALIDITY_DAYS * DAY_MS - 1000 };
}

/** As ACM shows it: bytes with colons between them. */
export function serialOf(certificate: Certificate): string {
  return (serialNumber(certificate.certificateArn).match(/../g) ?? []).join(':');
}

/** The name whose record and mailboxes count for a name: `example.com` for `*.example.com`, else the name itself. */
export function baseName(name: string): string {
  return name.replace(/^\*\./, '');
}
