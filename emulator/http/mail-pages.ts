// Two pages beside AWS's protocols, for people and tests without the emulator in their process: the validation e-mails as
// JSON, and the link in each of them. On AWS the link leads to a page with a button; here fetching it is the click.
// @see https://docs.aws.amazon.com/acm/latest/userguide/email-validation.html
import type { Mailbox } from '../acm/mailbox';
import type { Registry } from '../acm/registry';
import type { WireRequest, WireResponse } from './wire';

/** Of no path that AWS has. */
const EMAILS_PATH = '/_emulator/emails';

interface Pages {
  readonly mailbox: Mailbox;
  readonly registry: Registry;
}

/** Undefined for what AWS's protocols answer. */
export function mailPage(
  { method, path, headers }: WireRequest,
  { mailbox, registry }: Pages,
): WireResponse | undefined {
  if (method !== 'GET') return undefined;
  if (path === EMAILS_PATH) return json(emailsFor(`http://${headers['host'] ?? ''}`, mailbox));
  const email = mailbox.emails.find(({ approvalPath }) => approvalPath === path);
  if (email === undefined) return undefined;
  const { certificateArn, domainName } = email;
  return registry.approve(certificateArn, domainName)
    ? text(200, `${domainName} is approved for ${certificateArn}\n`)
    : text(410, `${certificateArn} does not wait for the approval of ${domainName}\n`);
}

function emailsFor(origin: string, { emails }: Mailbox): object[] {
  return emails.map(({ approvalPath, sentAt, ...email }) => ({
    ...email,
    sentAt: new Date(sentAt).toISOString(),
    approvalUrl: `${origin}${approvalPath}`,
  }));
}

function json(body: object): WireResponse {
  const headers = { 'content-type': 'application/json' };
  return { status: 200, headers, body: `${JSON.stringify(body, undefined, 2)}\n` };
}

function text(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}
