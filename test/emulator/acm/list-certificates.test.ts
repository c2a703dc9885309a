import { ListCertificatesCommand, paginateListCertificates } from '@aws-sdk/client-acm';
import type {
  CertificateStatus,
  ExtendedKeyUsageName,
  KeyUsageName,
  ListCertificatesCommandInput,
} from '@aws-sdk/client-acm';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

async function populated() {
  const setup = newEmulator();
  await setup.issue();
  for (const name of [`b.${DOMAIN}`, `c.${DOMAIN}`]) {
    setup.clock.advance(1);
    await setup.request({ DomainName: name });
  }
  await setup.request({ DomainName: `ec.${DOMAIN}`, KeyAlgorithm: 'EC_prime256v1' });
  setup.clock.advance(2);
  const list = async (input: ListCertificatesCommandInput) => {
    const { CertificateSummaryList = [] } = await setup.acm.send(
      new ListCertificatesCommand(input),
    );
    return CertificateSummaryList.map(({ DomainName }) => DomainName);
  };
  return { ...setup, list };
}

test.each<[string, ListCertificatesCommandInput, string[]]>([
  [
    'certificates with RSA keys if nothing is asked for',
    {},
    [`b.${DOMAIN}`, `c.${DOMAIN}`, DOMAIN],
  ],
  [
    'certificates with EC keys if they are asked for',
    { Includes: { keyTypes: ['EC_prime256v1'] } },
    [`ec.${DOMAIN}`],
  ],
  [
    'only issued certificates if that status is asked for',
    { CertificateStatuses: ['ISSUED'] },
    [DOMAIN],
  ],
  [
    'only issued certificates if a key usage is asked for, which pending ones do not have',
    { Includes: { keyUsage: ['KEY_ENCIPHERMENT'] } },
    [DOMAIN],
  ],
])('ListCertificates lists %s', async (_, input, names) => {
  const { list } = await populated();
  expect((await list(input)).sort()).toEqual(names);
});

test.each([
  ['ASCENDING', [DOMAIN, `b.${DOMAIN}`, `c.${DOMAIN}`]],
  ['DESCENDING', [`c.${DOMAIN}`, `b.${DOMAIN}`, DOMAIN]],
] as const)('ListCertificates sorts by creation if the order is %s', async (SortOrder, names) => {
  const { list } = await populated();
  expect(await list({ SortBy: 'CREATED_AT', SortOrder })).toEqual(names);
});

test('pages hold MaxItems and lead to the next', async () => {
  const { acm } = await populated();
  const pages: number[] = [];
  for await (const page of paginateListCertificates({ client: acm, pageSize: 2 }, {})) {
    pages.push(page.CertificateSummaryList!.length);
  }
  expect(pages).toEqual([2, 1]);
});

test('a summary writes the key algorithm as RSA_2048 and says whether the certificate is in use', async () => {
  const { acm, emulator } = await populated();
  const issued = async () => {
    const { CertificateSummaryList } = await acm.send(
      new ListCertificatesCommand({ CertificateStatuses: ['ISSUED'] }),
    );
    return CertificateSummaryList!;
  };
  const expected = {
    KeyAlgorithm: 'RSA_2048',
    InUse: false,
    Type: 'AMAZON_ISSUED',
    NotAfter: new Date('2027-05-18T23:59:59Z'),
  };
  const [summary, ...more] = await issued();
  expect(summary).toMatchObject(expected);
  expect(more).toEqual([]);
  emulator.attach(summary!.CertificateArn!, 'arn:aws:cloudfront::000000000000:distribution/E1');
  expect((await issued())[0]).toMatchObject({ ...expected, InUse: true });
});

test.each<[string, ListCertificatesCommandInput, string]>([
  ['an order without a field', { SortOrder: 'ASCENDING' }, 'InvalidArgsException'],
  ['an invented token', { NextToken: 'x' }, 'InvalidArgsException'],
  ['a page of 0 certificates', { MaxItems: 0 }, 'ValidationException'],
  ['a page of 1.5 certificates', { MaxItems: 1.5 }, 'SerializationException'],
  [
    'an invented usage',
    { Includes: { keyUsage: ['SIGNING' as KeyUsageName] } },
    'ValidationException',
  ],
  [
    'an invented extended usage',
    { Includes: { extendedKeyUsage: ['TLS' as ExtendedKeyUsageName] } },
    'ValidationException',
  ],
])('ListCertificates refuses %s', async (_, input, name) => {
  const { list } = await populated();
  await expect(list(input)).rejects.toMatchObject({ name });
});

test('ListCertificates shows a certificate 2 s after the request, though DescribeCertificate knows it before', async () => {
  const { acm, request, describe, clock } = newEmulator();
  const list = async () =>
    (await acm.send(new ListCertificatesCommand({}))).CertificateSummaryList!.length;
  const arn = await request();
  clock.advance(1.9);
  expect((await describe(arn)).DomainName).toBe(DOMAIN);
  expect(await list()).toBe(0);
  clock.advance(0.1);
  expect(await list()).toBe(1);
});

test('ListCertificates says PENDING_VALIDATION for 2 s more than DescribeCertificate does', async () => {
  const { acm, request, describe, validate, clock, emulator } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const listed = async (status: CertificateStatus) => {
    const input = { CertificateStatuses: [status] };
    const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand(input));
    return CertificateSummaryList!.map(({ Status, IssuedAt }) => [Status, IssuedAt]);
  };
  const arn = await request();
  clock.advance(10);
  await validate(zone, arn);
  // 2 s of propagation, 3 s of issuance.
  clock.advance(5);
  const { Status, IssuedAt } = await describe(arn);
  expect(Status).toBe('ISSUED');
  expect(await listed('PENDING_VALIDATION')).toEqual([['PENDING_VALIDATION', undefined]]);
  expect(await listed('ISSUED')).toEqual([]);
  clock.advance(2);
  expect(await listed('ISSUED')).toEqual([['ISSUED', IssuedAt]]);
});
