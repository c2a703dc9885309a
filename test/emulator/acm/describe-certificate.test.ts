import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

test('DescribeCertificate reports EMAIL at first, and then one record after the other', async () => {
  const { request, describe, clock } = newEmulator();
  const arn = await request({ SubjectAlternativeNames: [`a.${DOMAIN}`] });
  const seen = async () =>
    (await describe(arn))
      .DomainValidationOptions!.map(
        ({ ValidationMethod, ResourceRecord }) =>
          `${ValidationMethod} ${ResourceRecord ? 'record' : 'none'}`,
      )
      .sort();
  clock.advance(0.5);
  expect(await seen()).toEqual(['EMAIL none', 'EMAIL none']);
  clock.advance(0.5);
  expect(await seen()).toEqual(['DNS none', 'DNS none']);
  clock.advance(1);
  expect(await seen()).toEqual(['DNS none', 'DNS record']);
  clock.advance(1);
  expect(await seen()).toEqual(['DNS record', 'DNS record']);
});

test('an account has one record per name, in every Region and for the wildcard, too', async () => {
  const { request, describe, clock, acmIn } = newEmulator();
  const record = async (name: string, client: ReturnType<typeof acmIn>) => {
    const arn = await request({ DomainName: name }, client);
    clock.advance(5);
    return (await describe(arn, client)).DomainValidationOptions![0]!.ResourceRecord!;
  };
  const apex = await record(DOMAIN, acmIn('us-east-1'));
  expect(apex.Name).toMatch(new RegExp(`^_[0-9a-f]{32}\\.${DOMAIN}\\.$`));
  expect(apex.Value).toMatch(/^_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\.$/);
  expect(await record(`*.${DOMAIN}`, acmIn('eu-west-1'))).toEqual(apex);
  expect(await record(DOMAIN, acmIn('us-east-1', '111122223333'))).not.toEqual(apex);
});

test('DescribeCertificate shows dates, serial and usages of an issued certificate', async () => {
  const { issue, describe } = newEmulator();
  const { certificateArn } = await issue();
  const certificate = await describe(certificateArn);
  expect(certificate.Serial).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
  expect(certificate).toMatchObject({
    Status: 'ISSUED',
    KeyAlgorithm: 'RSA-2048',
    SignatureAlgorithm: 'SHA256WITHRSA',
    NotBefore: new Date('2026-11-02T00:00:00Z'),
    NotAfter: new Date('2027-05-18T23:59:59Z'),
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }],
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    Options: { Export: 'DISABLED' },
    RenewalEligibility: 'INELIGIBLE',
    InUseBy: [],
  });
});

test('DescribeCertificate refuses what is not an ARN', async () => {
  const { describe } = newEmulator();
  await expect(describe('2021-08-16 14:39:01 +0000 UTC')).rejects.toMatchObject({
    name: 'ValidationException',
    message:
      "1 validation error detected: Value '2021-08-16 14:39:01 +0000 UTC' at 'certificateArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:[\\w+=/,.@-]+:acm:[\\w+=/,.@-]*:[0-9]+:[\\w+=,.@-]+(/[\\w+=,.@-]+)*",
  });
});

test('DescribeCertificate gives neither names nor status nor validations right after the request', async () => {
  const { request, describe, clock } = newEmulator();
  const CertificateArn = await request();
  const first = await describe(CertificateArn);
  expect(first).toMatchObject({ CertificateArn, Type: 'AMAZON_ISSUED', InUseBy: [] });
  const late = ['DomainName', 'SubjectAlternativeNames', 'Status', 'DomainValidationOptions'];
  expect(Object.keys(first).filter((member) => late.includes(member))).toEqual([]);
  clock.advance(0.5);
  expect(Object.keys(await describe(CertificateArn))).toEqual(expect.arrayContaining(late));
});

test('names come in an order that is not the one asked for, and that the seed repeats', async () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => `${label}.${DOMAIN}`);
  const orders = async (seed: string) => {
    const { request, describe, clock } = newEmulator({ seed });
    const arn = await request({ DomainName: DOMAIN, SubjectAlternativeNames: names });
    clock.advance(60);
    const { SubjectAlternativeNames, DomainValidationOptions } = await describe(arn);
    return [
      SubjectAlternativeNames!,
      DomainValidationOptions!.map(({ DomainName }) => DomainName!),
    ];
  };
  const [listed, validated] = await orders('one');
  expect(listed!.toSorted()).toEqual([...names, DOMAIN].sort());
  expect(validated!.toSorted()).toEqual([...names, DOMAIN].sort());
  expect(listed).not.toEqual([DOMAIN, ...names]);
  expect(listed).not.toEqual(validated);
  expect(await orders('one')).toEqual([listed, validated]);
  expect(await orders('two')).not.toEqual([listed, validated]);
});
