// Validation e-mails. Nothing is sent: they are kept in a list, where a test reads them and hands one to `approve`,
// which stands for a click on its link. Over HTTP the link itself can be fetched: http/mail-pages.ts.
import { createHash } from 'node:crypto';
import type { Certificate } from './certificate';

export interface Email {
  readonly to: string;
  readonly domainName: string;
  readonly validationDomain: string;
  readonly certificateArn: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  /** Of its link: the same in all mails for one name of one certificate. */
  readonly approvalPath: string;
}

/**
 * Those that WHOIS names get none since 2024.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html
 */
const LOCAL_PARTS = ['admin', 'administrator', 'hostmaster', 'postmaster', 'webmaster'];

/** ACM leaves out a leading `www.` or `*.` when it addresses a name. */
export function addressesOf(validationDomain: string): string[] {
  const domain = validationDomain.replace(/^(\*|www)\./, '');
  return LOCAL_PARTS.map((local) => `${local}@${domain}`);
}

export class Mailbox {
  readonly emails: Email[] = [];

  send(certificate: Certificate, domainName: string, mail: { to: string; at: number }): void {
    const { certificateArn } = certificate;
    for (const to of addressesOf(mail.to)) {
      this.emails.push({
        to,
        domainName,
        validationDomain: mail.to,
        certificateArn,
        sentAt: mail.at,
        approvalPath: `/_emulator/approvals/${codeFor(certificateArn, domainName)}`,
      });
    }
  }
}

/** Nobody could guess AWS's; whoever reads the mails of the emulator knows its own. */
function codeFor(certificateArn: string, domainName: string): string {
  return createHash('sha256').update(`${certificateArn} ${domainName}`).digest('hex').slice(0, 32);
}
