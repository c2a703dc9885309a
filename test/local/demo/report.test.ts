import type { CertificateDetail } from '@aws-sdk/client-acm';
import {
  certificateTable,
  shortcomings,
  stateOf,
  tickLine,
  type Finding,
} from '../../../local/demo/report';
import { DOMAIN } from '../../support/names';

const ALB = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/site/1';
const CDN = 'arn:aws:cloudfront::000000000000:distribution/E1';
const record = {
  Name: `_x.${DOMAIN}.`,
  Type: 'CNAME',
  Value: '_y.acm-validations.aws.',
} as const;

const detail: CertificateDetail = {
  CertificateArn:
    'arn:aws:acm:eu-west-1:000000000000:certificate/12345678-1234-1234-1234-123456789012',
  SubjectAlternativeNames: [DOMAIN, `*.${DOMAIN}`],
  Status: 'ISSUED',
  KeyAlgorithm: 'RSA_2048',
  NotBefore: new Date('2026-01-01T00:00:00Z'),
  NotAfter: new Date('2026-07-18T00:00:00Z'),
  InUseBy: [ALB],
  DomainValidationOptions: [
    { DomainName: DOMAIN, ValidationStatus: 'SUCCESS', ResourceRecord: record },
    { DomainName: `*.${DOMAIN}`, ValidationStatus: 'SUCCESS', ResourceRecord: record },
  ],
};
const regional: Finding = { region: 'eu-west-1', detail, verified: true };
const global: Finding = {
  region: 'us-east-1',
  detail: { ...detail, InUseBy: [CDN] },
  verified: true,
};

const STATES: readonly [string, CertificateDetail, readonly string[]][] = [
  [
    'PENDING_VALIDATION, ACM has still to name 2 records',
    {
      Status: 'PENDING_VALIDATION',
      DomainValidationOptions: [{ DomainName: 'a' }, { DomainName: 'b' }],
    },
    [],
  ],
  [
    'PENDING_VALIDATION, ACM looks for 1 name in the DNS',
    {
      Status: 'PENDING_VALIDATION',
      DomainValidationOptions: [{ DomainName: 'a', ResourceRecord: record }],
    },
    [],
  ],
  [
    'PENDING_VALIDATION, every name is validated',
    {
      Status: 'PENDING_VALIDATION',
      DomainValidationOptions: [{ DomainName: 'a', ValidationStatus: 'SUCCESS' }],
    },
    [],
  ],
  ['ISSUED, in use by nobody', { Status: 'ISSUED' }, []],
  ['ISSUED, in use by loadbalancer/app/site/1', detail, [ALB]],
  ['ISSUED, loadbalancer/app/site/1 has let go, but ACM still names it', detail, []],
  ['FAILED', { Status: 'FAILED' }, []],
];

test.each(STATES)('a certificate is shown as %s', (text, seen, users) => {
  expect(stateOf(seen, users)).toBe(text);
});

describe('a tick', () => {
  const tick = {
    execution: 'arn:aws:states:eu-west-1:000000000000:execution:Machine:1',
    requestType: 'Delete',
    logicalResourceId: 'CertificateAcmCertificate4E7ABB08',
    resourceType: 'Custom::AcmCertificate',
    reason: `${detail.CertificateArn ?? ''} is in use by ${ALB}`,
  };
  const line =
    'Delete of Certificate, tick 3: certificate/12345678-123… is in use by loadbalancer/app/site/1';

  test('is told with its resource, its number, and short ARNs', () => {
    expect(tickLine(tick, 3)).toBe(line);
  });

  test('is told with the code of its reason, if it has one, in brackets at the end', () => {
    expect(tickLine({ ...tick, code: 'CERTIFICATE_IN_USE' }, 3)).toBe(
      `${line} [CERTIFICATE_IN_USE]`,
    );
  });
});

test.each([100, 60])('a table names each record once, and fits %i columns', (width) => {
  const lines = certificateTable(regional, width).split('\n');
  expect(lines.filter((line) => line.includes(record.Value))).toHaveLength(1);
  expect(lines.join('\n')).toContain('2026-01-01 to 2026-07-18, 198 days');
  expect(Math.max(...lines.map((line) => line.length))).toBe(width);
});

test.each<[string, readonly Finding[], readonly string[]]>([
  ['nothing when all is as promised', [regional, global], []],
  ['a certificate that is missing', [regional], ['there is no certificate in us-east-1']],
  [
    'a certificate that is not issued',
    [{ ...regional, detail: { ...detail, Status: 'FAILED' } }, global],
    ['the certificate in eu-west-1 is FAILED, not ISSUED'],
  ],
  [
    'a certificate that nothing uses',
    [regional, { ...global, detail: { ...detail, InUseBy: [ALB] } }],
    ["no ':distribution/' uses the one in us-east-1"],
  ],
  [
    'a chain that is not valid',
    [{ ...regional, verified: false }, global],
    ['the chain of the certificate in eu-west-1 is not valid'],
  ],
  ['a certificate too many', [regional, global, global], ['1 certificate too many']],
])('what falls short is %s', (_case, findings, wrong) => {
  expect(shortcomings(findings)).toEqual(wrong);
});
