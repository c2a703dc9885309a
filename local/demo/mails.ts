// The mails of the emulator, as a person finds them who has no other access to it: over HTTP.
import Table from 'cli-table3';
import { defect } from '../cloud/problem';

/** As the emulator lists it. */
export interface Mail {
  readonly to: string;
  readonly domainName: string;
  /** ISO 8601. */
  readonly sentAt: string;
  readonly approvalUrl: string;
}

export async function mailsAt(endpoint: string): Promise<readonly Mail[]> {
  const response = await fetch(`${endpoint}/_emulator/emails`);
  return (await response.json()) as readonly Mail[];
}

/** @returns what the page says */
export async function openLink({ approvalUrl }: Mail): Promise<string> {
  const response = await fetch(approvalUrl);
  const text = (await response.text()).trim();
  if (response.ok) return text;
  throw defect(`the link in a mail answered ${response.status}: ${text}`);
}

/** A row for all mails that were sent at one time for one name. */
export function mailTable(mails: readonly Mail[]): string {
  const table = new Table({ head: ['sent at', 'about', 'to'], style: { head: [], border: [] } });
  for (const [key, some] of grouped(mails)) {
    const [sentAt = '', domainName = ''] = key.split(' ');
    table.push([sentAt, domainName, some.map(({ to }) => to).join('\n')]);
  }
  return table.toString();
}

/** How often mails for a name were sent. */
export function timesSent(mails: readonly Mail[], name: string): number {
  return grouped(mails.filter(({ domainName }) => domainName === name)).size;
}

function grouped(mails: readonly Mail[]): ReadonlyMap<string, readonly Mail[]> {
  const groups = new Map<string, Mail[]>();
  for (const mail of mails) {
    const key = `${mail.sentAt.slice(11, 19)} ${mail.domainName}`;
    groups.set(key, [...(groups.get(key) ?? []), mail]);
  }
  return groups;
}
