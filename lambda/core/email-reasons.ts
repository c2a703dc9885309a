// Reasons about validation by e-mail: which names nobody has approved, and to which mailboxes ACM has written.
import type { Reason } from '../../contract/reason-codes';
import type { Known } from '../../contract/state';
import type { Certificate, DomainValidation } from './ports';
import { minutesText, openValidations } from './reasons';

/** What a pending certificate still waits for. */
export function approvalReason(certificate: Certificate): Reason {
  const open = openValidations(certificate);
  return open.length > 0
    ? { code: 'APPROVAL_PENDING', reason: `nobody has approved ${namesText(open)} yet` }
    : {
        code: 'ISSUANCE_PENDING',
        reason: 'every name is approved; ACM has not issued the certificate yet',
      };
}

/** In what state a certificate is left that is not waited for. */
export function notWaitedForApprovalReason(certificate: Certificate): Reason {
  const { domainName, status } = certificate;
  const { code, reason } = approvalReason(certificate);
  const end = 'ACM gives up 72 hours after the request';
  return {
    code,
    reason: `${domainName} is ${status}, and it is not waited for: ${reason}; ${end}`,
  };
}

/** Why ACM has not issued this certificate by the deadline. */
export function notApprovedReason(
  certificate: Certificate,
  { known, waitedMs }: { readonly known: Known; readonly waitedMs: number },
): Reason {
  const { domainName, certificateArn, status } = certificate;
  const head = `certificate for ${domainName} is still ${status} after ${minutesText(waitedMs)}`;
  const { code } = approvalReason(certificate);
  if (code === 'ISSUANCE_PENDING') {
    const cure = 'every name is approved, and ACM is late; deploy again';
    return { code, reason: `${head}: ${cure}. ARN: ${certificateArn}` };
  }
  const open = openValidations(certificate);
  const cure =
    `nobody has approved ${open.map((each) => each.domainName).join(', ')}; deploy again, and open the link in one of the ` +
    'new mails for each name, for those of a certificate that is deleted lead nowhere';
  const mails = `Mails went to ${[...new Set(open.map(mailboxesText))].join(' and to ')}`;
  return {
    code,
    reason: `${head}: ${cure}. ${mails}${againText(certificate, known)}. ARN: ${certificateArn}`,
  };
}

function againText({ certificateArn }: Certificate, { resends = {}, unsent }: Known): string {
  const times = resends[certificateArn] ?? 0;
  const again = times === 0 ? '' : `, and ${times === 1 ? 'once' : `${times} times`} more`;
  return unsent === undefined ? again : `${again}; not all could be sent again: ${unsent}`;
}

function namesText(open: readonly DomainValidation[]): string {
  return open.map((each) => `${each.domainName} (mails to ${mailboxesText(each)})`).join(', ');
}

function mailboxesText({ mailboxes = [], validationDomain, domainName }: DomainValidation): string {
  if (mailboxes.length > 0) return mailboxes.join(', ');
  return `the mailboxes of ${validationDomain ?? domainName}, which ACM has not named`;
}
