// What the demo shows: tables and sentences. Pure: what was seen goes in, text comes out.
import type { CertificateDetail } from '@aws-sdk/client-acm';
import Table from 'cli-table3';
import { constructOf, count, withShortArns } from './text';
import type { Tick } from './ticks';

/** A certificate as the demo found it. */
export interface Finding {
  readonly region: string;
  readonly detail: CertificateDetail;
  /** What `openssl verify` says of its chain. */
  readonly verified: boolean;
}

const LABEL_WIDTH = 9;
const BORDERS = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `width` in columns. */
export function certificateTable({ region, detail, verified }: Finding, width: number): string {
  const table = new Table({
    colWidths: [LABEL_WIDTH, width - LABEL_WIDTH - BORDERS],
    wordWrap: true,
    wrapOnWordBoundary: false,
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const [label, value] of rows(region, detail)) table.push([label, value]);
  table.push([
    'Chain',
    verified ? 'verified by OpenSSL against the root' : 'NOT verified by OpenSSL',
  ]);
  return table.toString();
}

function rows(region: string, detail: CertificateDetail): readonly (readonly [string, string])[] {
  return [
    ['ARN', detail.CertificateArn ?? ''],
    ['Region', region],
    ['Names', (detail.SubjectAlternativeNames ?? []).join(', ')],
    ['Status', detail.Status ?? ''],
    ['Record', validationRecords(detail).join('\n')],
    ['Key', `${detail.KeyAlgorithm ?? ''}, signed with ${detail.SignatureAlgorithm ?? ''}`],
    ['Serial', detail.Serial ?? ''],
    ['Valid', validity(detail.NotBefore, detail.NotAfter)],
    ['Used by', (detail.InUseBy ?? []).join('\n') || 'nothing'],
  ];
}

/** Each record once: an apex and its wildcard share one. */
export function validationRecords({ DomainValidationOptions = [] }: CertificateDetail): string[] {
  const records = DomainValidationOptions.map(({ ResourceRecord }) => ResourceRecord)
    .filter((record) => record !== undefined)
    .map(({ Name = '', Type = '', Value = '' }) => `${Name} ${Type}\n  ${Value}`);
  return [...new Set(records)];
}

function validity(notBefore?: Date, notAfter?: Date): string {
  if (notBefore === undefined || notAfter === undefined) return 'not issued';
  const days = Math.round((notAfter.getTime() - notBefore.getTime()) / DAY_MS);
  return `${day(notBefore)} to ${day(notAfter)}, ${days} days`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/**
 * The state of a certificate on one line. It is the same text as long as nothing has happened, and is then not
 * told again.
 *
 * @param users who uses it in truth; ACM learns of it later
 */
export function stateOf(detail: CertificateDetail, users: readonly string[]): string {
  const { Status = '', InUseBy = [] } = detail;
  if (InUseBy.length > 0) return `${Status}, ${usage(InUseBy, users)}`;
  if (Status === 'ISSUED') return `${Status}, in use by nobody`;
  return Status === 'PENDING_VALIDATION' ? `${Status}, ${waitsFor(detail)}` : Status;
}

function usage(inUseBy: readonly string[], users: readonly string[]): string {
  const names = withShortArns(inUseBy.join(', '));
  const letGo = inUseBy.every((arn) => !users.includes(arn));
  return letGo ? `${names} has let go, but ACM still names it` : `in use by ${names}`;
}

function waitsFor({ DomainValidationOptions: validations = [] }: CertificateDetail): string {
  const open = validations.filter(({ ValidationStatus }) => ValidationStatus !== 'SUCCESS');
  const byEmail = open.filter(({ ValidationEmails: emails = [] }) => emails.length > 0);
  if (byEmail.length > 0) return `nobody has approved ${count(byEmail.length, 'name')}`;
  const unnamed = open.filter(({ ResourceRecord }) => ResourceRecord === undefined);
  if (unnamed.length > 0) return `ACM has still to name ${count(unnamed.length, 'record')}`;
  if (open.length > 0) return `ACM looks for ${count(open.length, 'name')} in the DNS`;
  return 'every name is validated';
}

/** What Step says in its nth tick for a resource. */
export function tickLine(tick: Tick, n: number): string {
  const { requestType, reason, code } = tick;
  const construct = constructOf(tick.logicalResourceId, tick.resourceType);
  const suffix = code === undefined ? '' : ` [${code}]`;
  return `${requestType} of ${construct}, tick ${n}: ${withShortArns(reason)}${suffix}`;
}

/** What is wrong with the deployment; empty if it is what the demo promises. */
export function shortcomings(findings: readonly Finding[]): string[] {
  const promised = [
    { region: 'eu-west-1', user: ':loadbalancer/' },
    { region: 'us-east-1', user: ':distribution/' },
  ];
  const wrong = promised.flatMap(({ region, user }) => {
    const finding = findings.find((each) => each.region === region);
    if (finding === undefined) return [`there is no certificate in ${region}`];
    const { Status = 'no status', InUseBy = [] } = finding.detail;
    return [
      ...(Status === 'ISSUED' ? [] : [`the certificate in ${region} is ${Status}, not ISSUED`]),
      ...(InUseBy.some((arn) => arn.includes(user))
        ? []
        : [`no '${user}' uses the one in ${region}`]),
      ...(finding.verified ? [] : [`the chain of the certificate in ${region} is not valid`]),
    ];
  });
  const surplus = findings.length - promised.length;
  return surplus > 0 ? [...wrong, `${count(surplus, 'certificate')} too many`] : wrong;
}
