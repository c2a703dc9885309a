// What more than one operation says about a certificate, so that no two can disagree.
// What is spelled differently in the two (the key algorithm) is not here.
import type { Certificate, State } from './certificate';

/**
 * ACM no longer issues for client authentication.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html
 */
export const SERVER_AUTHENTICATION = {
  Name: 'TLS_WEB_SERVER_AUTHENTICATION',
  OID: '1.3.6.1.5.5.7.3.1',
};

/** AWS JSON 1.1 writes a date as seconds since the epoch. */
export function epochSeconds(milliseconds: number): number {
  return milliseconds / 1000;
}

export function isRsa({ keyAlgorithm }: Certificate): boolean {
  return keyAlgorithm.startsWith('RSA');
}

export function keyUsages(certificate: Certificate): string[] {
  return isRsa(certificate) ? ['DIGITAL_SIGNATURE', 'KEY_ENCIPHERMENT'] : ['DIGITAL_SIGNATURE'];
}

/** Only a certificate in use is renewed. @see https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
export function renewalEligibility({ status }: State, inUseBy: readonly string[]): string {
  return status === 'ISSUED' && inUseBy.length > 0 ? 'ELIGIBLE' : 'INELIGIBLE';
}

/** Of one name. */
export function validationStatus(
  name: string,
  { certificate, state }: { readonly certificate: Certificate; readonly state: State },
): string {
  if (state.failedName === name) return 'FAILED';
  if (certificate.validatedAt.has(name)) return 'SUCCESS';
  return state.status === 'VALIDATION_TIMED_OUT' ? 'FAILED' : 'PENDING_VALIDATION';
}
