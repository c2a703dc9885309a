// Validation by e-mail: a person has to open the link in a mail for every name. Until all have, mails for the names that are
// still open are sent again, at the times that are wanted, and never more often.
//
// ACM sends mails at every call, so none may be made twice for one time. What is about to be sent is noted first, and the tick
// ends with it; a tick that sends, sends for one name and ends, too; and one that was tried before does not send, because
// nobody knows how far it came. So a mail may be missing that was due, and none comes twice.
import type { Resending } from '../../contract/state';
import { approvalReason, notApprovedReason, notWaitedForApprovalReason } from './email-reasons';
import type { Action, Look, Operation } from './lifecycle';
import type { Certificate, CertificateSpec, DomainValidation, EmailValidation } from './ports';
import { openValidations } from './reasons';
import { succeeded } from './responses';
import { MAILBOXES_NAMED_WITHIN_MS, SENT_WITHIN_MS, pendingSeconds } from './schedule';

interface Waiting {
  readonly spec: CertificateSpec;
  readonly email: EmailValidation;
  readonly operation: Operation;
  readonly look: Look;
}

/** The next action for a pending certificate that is validated by e-mail. */
export function nextOfApproval(certificate: Certificate, waiting: Waiting): Action {
  const { spec, operation, look } = waiting;
  const { certificateArn } = certificate;
  const waitedMs = look.now - look.begunAt;
  if (
    !spec.isWaitedFor &&
    (areMailboxesKnown(certificate) || waitedMs >= MAILBOXES_NAMED_WITHIN_MS)
  ) {
    return succeeded(certificateArn, notWaitedForApprovalReason(certificate));
  }
  if (waitedMs >= spec.validationTimeoutMs) {
    return operation.fail(look, notApprovedReason(certificate, { known: look.known, waitedMs }));
  }
  const resending = nextResending(certificate, waiting);
  if (resending !== undefined) return resending;
  const seconds = pendingSeconds(look, spec.validationTimeoutMs);
  return { do: 'WAIT', seconds, ...approvalReason(certificate) };
}

/** What to do next for mails that are due; undefined if none are. */
function nextResending(certificate: Certificate, { email, look }: Waiting): Action | undefined {
  const { certificateArn } = certificate;
  const { known, now, begunAt } = look;
  const open = openValidations(certificate);
  const noted = known.resends?.[certificateArn] ?? 0;
  if (known.resending?.certificateArn === certificateArn) {
    return nextOf(known.resending, { open, look, email, times: noted });
  }
  // Not those before a late request, with which ACM has sent mails itself.
  const { requestedAt = begunAt } = known;
  const times = email.resendAfterMs.filter(
    (ms) => begunAt + ms >= requestedAt && begunAt + ms <= now,
  ).length;
  if (times <= noted || open.length === 0) return undefined;
  const names = open.map(({ domainName }) => domainName);
  return noteResending(certificateArn, names, times);
}

/** The first of the names; or without it, if it may have been sent, or is approved by now. */
function nextOf(
  { certificateArn, names, notedAt }: Resending,
  {
    open,
    look,
    email,
    times,
  }: {
    readonly open: readonly DomainValidation[];
    readonly look: Look;
    readonly email: EmailValidation;
    readonly times: number;
  },
): Action {
  const [domainName = '', ...left] = names;
  const validation = open.find((each) => each.domainName === domainName);
  const mayBeSent = look.isTriedAgain === true || look.now - notedAt > SENT_WITHIN_MS;
  if (validation === undefined || mayBeSent) return noteResending(certificateArn, left, times);
  const validationDomain =
    email.validationDomains[domainName] ?? validation.validationDomain ?? domainName;
  const reason = `sending the mails for ${domainName} again, to the mailboxes of ${validationDomain}`;
  const mails = { domainName, validationDomain };
  return { do: 'RESEND', certificateArn, mails, code: 'SENDING_AGAIN', reason };
}

function noteResending(certificateArn: string, names: readonly string[], times: number): Action {
  const reason =
    names.length > 0
      ? `nobody has approved ${names.join(', ')} yet: about to send the mails again`
      : 'the mails that were due are sent again';
  return { do: 'NOTE_RESENDING', certificateArn, names, times, code: 'SENDING_AGAIN', reason };
}

function areMailboxesKnown(certificate: Certificate): boolean {
  const { names, domainValidations } = certificate;
  return names.every((name) =>
    domainValidations.some(
      ({ domainName, status, mailboxes = [] }) =>
        domainName === name && (status === 'SUCCESS' || mailboxes.length > 0),
    ),
  );
}
