// One certificate and everything that follows from it and the time. What is stored are moments (when
// it was requested, when each name was validated); status, dates and failure are computed from them,
// so that nothing depends on when somebody looked.
import { createHash } from 'node:crypto';
import type { Timings } from '../timings';
import type { RequestableKeyAlgorithm, ValidationMethod } from './model';

export interface Certificate {
  readonly certificateArn: string;
  readonly account: string;
  readonly region: string;
  readonly domainName: string;
  /** All names in the order asked for, the first name first; lower case, each once. */
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod;
  /** Where each name's validation e-mails go. */
  readonly validationDomains: ReadonlyMap<string, string>;
  readonly keyAlgorithm: RequestableKeyAlgorithm;
  readonly exportOption: 'ENABLED' | 'DISABLED';
  readonly createdAt: number;
  readonly tags: Map<string, string | undefined>;
  readonly validatedAt: Map<string, number>;
}

export type CertificateStatus =
  'PENDING_VALIDATION' | 'ISSUED' | 'EXPIRED' | 'FAILED' | 'VALIDATION_TIMED_OUT';

export interface Refusal {
  readonly failureReason: string;
  readonly since: number;
}

/** What decides over a certificate besides itself. */
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

const DAY = 24 * 60 * 60 * 1000;

/** Public certificates are valid for 198 days since 18 February 2026. */
const VALIDITY_DAYS = 198;

/** When the n-th name's resource record can first be read, and its validation begins. */
export function recordAppearsAt(certificate: Certificate, name: string, timings: Timings): number {
  if (certificate.validationMethod === 'EMAIL') return certificate.createdAt;
  const position = certificate.names.indexOf(name);
  const seconds = timings.firstRecord + position * timings.eachFurtherRecord;
  return certificate.createdAt + seconds * 1000;
}

export function deadlineOf(certificate: Certificate, timings: Timings): number {
  return certificate.createdAt + timings.validationTimeout * 1000;
}

export function stateAt(now: number, certificate: Certificate, rules: Rules): State {
  const doneAt = outcomeAt(certificate, rules.timings);
  if (doneAt === undefined) {
    const late = now >= deadlineOf(certificate, rules.timings);
    return { status: late ? 'VALIDATION_TIMED_OUT' : 'PENDING_VALIDATION' };
  }
  if (now < doneAt) return { status: 'PENDING_VALIDATION' };
  for (const name of certificate.names) {
    const refusal = rules.refusals.get(name);
    if (refusal && refusal.since <= doneAt) {
      return { status: 'FAILED', failureReason: refusal.failureReason, failedName: name };
    }
  }
  const issued = issuedAt(doneAt);
  return { status: now > issued.notAfter ? 'EXPIRED' : 'ISSUED', issued };
}

/** Undefined while a name is not validated. */
function outcomeAt(certificate: Certificate, timings: Timings): number | undefined {
  const moments = certificate.names.map((name) => certificate.validatedAt.get(name));
  const known = moments.filter((moment) => moment !== undefined);
  if (known.length < moments.length) return undefined;
  return Math.max(...known) + timings.issuance * 1000;
}

/** ACM's certificates run from midnight UTC to the last second of a day. */
function issuedAt(moment: number): Issued {
  const notBefore = Math.floor(moment / DAY) * DAY;
  return { issuedAt: moment, notBefore, notAfter: notBefore + VALIDITY_DAYS * DAY - 1000 };
}

/** Sixteen bytes as ACM shows them, the first one positive and not zero, as X.509 wants it. */
export function serialOf(certificate: Certificate): string {
  const hex = createHash('sha256').update(`serial ${certificate.certificateArn}`).digest('hex');
  return (`0${hex.slice(1, 32)}`.match(/../g) ?? []).join(':').replace(/^00/, '01');
}

/** The name that is looked up, and answered for, on behalf of a name: a wildcard's parent. */
export function baseName(name: string): string {
  return name.replace(/^\*\./, '');
}
