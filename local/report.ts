// What the demo shows: tables and sentences. Pure: what was seen goes in, text comes out.
import type { CertificateDetail } from '@aws-sdk/client-acm';
import Table from 'cli-table3';

/** A certificate as the demo found it. */
export interface Finding {
  readonly region: string;
  readonly detail: CertificateDetail;
  /** What `openssl verify` says of its chain. */
  readonly verified: boolean;
}

// As wide as an ARN of ACM, and 98 columns in all.
const LABEL_WIDTH = 9;
const VALUE_WIDTH = 86;
const DAY = 24 * 60 * 60 * 1000;

export function certificateTable({ region, detail, verified }: Finding): string {
  const table = new Table({
    colWidths: [LABEL_WIDTH, VALUE_WIDTH],
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
  const days = Math.round((notAfter.getTime() - notBefore.getTime()) / DAY);
  return `${day(notBefore)} to ${day(notAfter)}, ${days} days`;
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** What to show of a line of the CDK CLI: how certificates and their users fare, and the end of it. */
export function eventLine(line: string): string | undefined {
  if (/^\s*[✅❌]/u.test(line)) return line.trim();
  const [, , , status = '', type = '', path = ''] = line.split('|').map((cell) => cell.trim());
  const told = TOLD.includes(type) || (type !== '' && status.includes('FAILED'));
  return told ? `${status.padEnd(18)} ${type}  ${path.replace(/ \(\w+\)$/, '')}` : undefined;
}

const TOLD = [
  'Custom::DnsCertificate',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::CloudFront::Distribution',
];

/** What a certificate is doing, in a line that changes when something has happened. */
export function stateOf(detail: CertificateDetail): string {
  const { Status = '', InUseBy = [], DomainValidationOptions: validations = [] } = detail;
  const users = InUseBy.map((arn) => arn.split(':').pop() ?? arn);
  if (users.length > 0) return `${Status}, in use by ${users.join(', ')}`;
  if (Status !== 'PENDING_VALIDATION') return Status;
  const open = validations.filter(({ ValidationStatus }) => ValidationStatus !== 'SUCCESS');
  const unnamed = open.filter(({ ResourceRecord }) => ResourceRecord === undefined);
  if (unnamed.length > 0)
    return `${Status}, ACM has still to name ${count(unnamed.length, 'record')}`;
  if (open.length > 0) return `${Status}, ACM looks for ${count(open.length, 'name')} in the DNS`;
  return `${Status}, every name is validated`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
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
