// A certificate that was validated by e-mail is to be validated by DNS, from now on and when it is renewed. ACM changes that
// in place, of an issued certificate: it names records, and looks for them for 72 hours. It cannot be taken back, and need
// not: DNS is as good as e-mail.
// @see https://docs.aws.amazon.com/acm/latest/userguide/email-to-dns-migration.html
import type { Action, Look } from './lifecycle';
import type { Certificate, CertificateSpec } from './ports';
import { METHOD_CHANGED_WITHIN_MS, pendingSeconds } from './schedule';

/** What to do until ACM changes the method; undefined when it does, or need not. */
export function nextOfMethodChange(
  { certificateArn, status, method, isChangingMethod }: Certificate,
  spec: CertificateSpec,
  look: Look,
): Action | undefined {
  if (status !== 'ISSUED' || method !== 'EMAIL' || isChangingMethod) return undefined;
  const askedAt = look.known.methodChangedAt?.[certificateArn] ?? -Infinity;
  if (look.now - look.begunAt >= spec.validationTimeoutMs && askedAt > 0) return undefined;
  if (look.now - askedAt >= METHOD_CHANGED_WITHIN_MS) {
    const reason = `asking ACM to validate ${certificateArn} by DNS instead of e-mail`;
    return { do: 'CHANGE_METHOD', certificateArn, code: 'CHANGING_METHOD', reason };
  }
  const reason = `ACM does not say yet that it changes the validation of ${certificateArn} to DNS`;
  const seconds = pendingSeconds(look, spec.validationTimeoutMs);
  return { do: 'WAIT', seconds, code: 'CHANGING_METHOD', reason };
}
