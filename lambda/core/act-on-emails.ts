// Acting on a decision about e-mails, and about the change from e-mail to DNS: one call to the world for each action, and what is
// known afterwards.
import type { Known } from '../../contract/state';
import type { Action, Look } from './lifecycle';
import type { World } from './ports';
import { pendingSeconds, sendingSeconds } from './schedule';

export type EmailAction = Extract<Action, { do: 'NOTE_RESENDING' | 'RESEND' | 'CHANGE_METHOD' }>;

const ACTIONS: ReadonlySet<string> = new Set<EmailAction['do']>([
  'NOTE_RESENDING',
  'RESEND',
  'CHANGE_METHOD',
]);

export function isOfEmails<T extends Action>(action: T): action is Extract<T, EmailAction> {
  return ACTIONS.has(action.do);
}

/** A tick ends with what it has noted before it sends, and one that sends with what it has sent. */
export async function actOnEmails(
  action: EmailAction,
  look: Look,
  { certificates }: World,
): Promise<{ readonly known: Known; readonly seconds: number }> {
  const { known, now } = look;
  const { certificateArn } = action;
  switch (action.do) {
    case 'NOTE_RESENDING': {
      const { names, times } = action;
      const noted = {
        ...withoutResending(known),
        resends: { ...known.resends, [certificateArn]: times },
      };
      return names.length === 0
        ? { known: noted, seconds: 0 }
        : { known: { ...noted, resending: { certificateArn, names, notedAt: now } }, seconds: 1 };
    }
    case 'RESEND':
      await certificates.resend(certificateArn, action.mails);
      return { known: withoutFirst(known, now), seconds: sendingSeconds(look) };
    case 'CHANGE_METHOD': {
      await certificates.validateByDns(certificateArn);
      const methodChangedAt = { ...known.methodChangedAt, [certificateArn]: now };
      return { known: { ...known, methodChangedAt }, seconds: pendingSeconds(look) };
    }
  }
}

/** What is known when the mails for the first name are sent, or may be. */
export function withoutFirst(known: Known, now: number): Known {
  const { resending } = known;
  if (resending === undefined) return known;
  const [, ...names] = resending.names;
  if (names.length === 0) return withoutResending(known);
  return { ...known, resending: { ...resending, names, notedAt: now } };
}

export function withoutResending(known: Known): Known {
  const { resending, ...others } = known;
  return resending === undefined ? known : others;
}
