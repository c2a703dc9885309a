// When a certificate that ACM does not describe is gone. ACM's answers are eventually consistent: it may lack what it has
// just made for minutes, and what it has described before for a moment.
import type { Look } from './lifecycle';
import { DESCRIBABLE_WITHIN_MS, GONE_AFTER_MS } from './schedule';

/** @param wasThere whether it is known to have been there: by default, whether ACM has described it to this execution */
export function isGone(
  certificateArn: string,
  { known, certificates, now }: Look,
  wasThere = known.described?.includes(certificateArn) === true,
): boolean {
  if (certificates.has(certificateArn)) return false;
  const absentMs = now - (known.absentSince?.[certificateArn] ?? now);
  return absentMs >= (wasThere ? GONE_AFTER_MS : DESCRIBABLE_WITHIN_MS);
}
