// The change of an issued certificate from validation by e-mail to validation by DNS, which ACM calls a migration: it waits
// up to 72 hours for the records of all names, and then takes DNS for the certificate; or it gives up, and nothing has changed.
// @see https://docs.aws.amazon.com/acm/latest/userguide/email-to-dns-migration.html
import type { Timings } from '../timings';
import type { Certificate } from './certificate';
import type { ValidationMethod } from './model';

/** The last one that was requested. Times are milliseconds since the epoch. */
export interface Migration {
  readonly requestedAt: number;
  readonly validatedAt: Map<string, number>;
}

export interface MigrationState {
  readonly status: 'PENDING_DOMAIN_VALIDATION' | 'SUCCESS' | 'FAILED';
  readonly updatedAt: number;
}

/** When a migration gives up. */
export function expiryOf({ requestedAt }: Migration, timings: Timings): number {
  return requestedAt + timings.validationTimeoutSeconds * 1000;
}

/** Undefined if none was ever requested. */
export function migrationStateAt(
  now: number,
  { migration, names }: Certificate,
  timings: Timings,
): MigrationState | undefined {
  if (migration === undefined) return undefined;
  const { requestedAt, validatedAt } = migration;
  if (validatedAt.size === names.length) {
    return { status: 'SUCCESS', updatedAt: Math.max(...validatedAt.values()) };
  }
  const expiresAt = expiryOf(migration, timings);
  return now >= expiresAt
    ? { status: 'FAILED', updatedAt: expiresAt }
    : { status: 'PENDING_DOMAIN_VALIDATION', updatedAt: requestedAt };
}

/** The method by which ACM would renew the certificate now. */
export function methodAt(
  now: number,
  certificate: Certificate,
  timings: Timings,
): ValidationMethod {
  const state = migrationStateAt(now, certificate, timings);
  return state?.status === 'SUCCESS' ? 'DNS' : certificate.validationMethod;
}
