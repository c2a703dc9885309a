import type { RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import { newEmulator } from '../support';
import { DOMAIN, nameOfLength, namesUnderDomain } from '../../support/names';

test.each<[string, Partial<RequestCertificateCommandInput>, string, RegExp]>([
  ['a trailing dot', { DomainName: `${DOMAIN}.` }, 'ValidationException', /'domainName'.*pattern/],
  ['an underscore', { DomainName: `_a.${DOMAIN}` }, 'ValidationException', /regular expression/],
  [
    'no names besides',
    { SubjectAlternativeNames: [] },
    'ValidationException',
    /Value '\[\]' at 'subjectAlternativeNames'/,
  ],
  ['a UUID as token', { IdempotencyToken: 'a-b' }, 'ValidationException', /'idempotencyToken'/],
  [
    'a long token',
    { IdempotencyToken: 'a'.repeat(33) },
    'ValidationException',
    /less than or equal to 32/,
  ],
  [
    'a bad tag',
    { Tags: [{ Key: 'k', Value: '*' }] },
    'ValidationException',
    /'tags\.1\.member\.value'/,
  ],
  ['a reserved tag', { Tags: [{ Key: 'aws:x' }] }, 'InvalidTagException', /aws:/],
  [
    '65 octets first',
    { DomainName: nameOfLength(65) },
    'InvalidDomainValidationOptionsException',
    /64 characters/,
  ],
  [
    '11 names',
    { SubjectAlternativeNames: namesUnderDomain(10) },
    'LimitExceededException',
    /Certificate has too many domains/,
  ],
  ['an RSA_4096 key', { KeyAlgorithm: 'RSA_4096' }, 'InvalidParameterException', /RSA_4096/],
  [
    'a private CA',
    { CertificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:000000000000:certificate-authority/a' },
    'InvalidParameterException',
    /private CA/,
  ],
  [
    'a certificate for CloudFront to manage',
    { ManagedBy: 'CLOUDFRONT' },
    'InvalidParameterException',
    /the emulator knows no certificates that CloudFront manages/,
  ],
  [
    'a validation method among the options',
    { Options: { ValidationMethod: 'DNS' } },
    'InvalidParameterException',
    /the emulator reads ValidationMethod/,
  ],
  [
    'an unrelated validation domain',
    { DomainValidationOptions: [{ DomainName: DOMAIN, ValidationDomain: 'ample.com' }] },
    'InvalidDomainValidationOptionsException',
    /ample\.com/,
  ],
])('fails for %s', async (_, input, name, message) => {
  const { request, emulator } = newEmulator();
  const refused = request(input);
  await expect(refused).rejects.toMatchObject({ name });
  await expect(refused).rejects.toThrow(message);
  expect(emulator.certificates()).toEqual([]);
});

test('every violation is reported at once', async () => {
  const { request } = newEmulator();
  const refused = request({ DomainName: '-', IdempotencyToken: '-' });
  await expect(refused).rejects.toThrow(/^2 validation errors detected: .*; /);
});

test('validation is by e-mail unless asked for otherwise', async () => {
  const { request, emulator } = newEmulator();
  await request({ ValidationMethod: undefined });
  expect(emulator.certificates()[0]!.validationMethod).toBe('EMAIL');
});

test('names are lower-cased, kept in order and taken once', async () => {
  const { request, emulator } = newEmulator();
  await request({
    DomainName: `WWW.${DOMAIN.toUpperCase()}`,
    SubjectAlternativeNames: [`a.${DOMAIN}`, `www.${DOMAIN}`],
  });
  expect(emulator.certificates()[0]!.names).toEqual([`www.${DOMAIN}`, `a.${DOMAIN}`]);
});

test('a token gives the same certificate for an hour, whatever the parameters', async () => {
  const { request, clock, acmIn } = newEmulator();
  const first = await request({ IdempotencyToken: 't' });
  clock.advance(3599);
  expect(await request({ IdempotencyToken: 't', DomainName: 'other.example' })).toBe(first);
  expect(await request({ IdempotencyToken: 't' }, acmIn('eu-west-1'))).not.toBe(first);
  expect(await request({ IdempotencyToken: 't' }, acmIn('us-east-1', '111122223333'))).not.toBe(
    first,
  );
  clock.advance(1);
  expect(await request({ IdempotencyToken: 't' })).not.toBe(first);
});

test('without a token, only identical requests are one', async () => {
  const { request, clock } = newEmulator();
  const first = await request();
  expect(await request()).toBe(first);
  expect(await request({ SubjectAlternativeNames: [`a.${DOMAIN}`] })).not.toBe(first);
  clock.advance(3600);
  expect(await request()).not.toBe(first);
});

test.each([
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
])('an ARN of %s lies in the partition %s', async (region, partition) => {
  const { request, acmIn } = newEmulator();
  const arn = await request({}, acmIn(region, '111122223333'));
  expect(arn).toMatch(
    new RegExp(`^arn:${partition}:acm:${region}:111122223333:certificate/[0-9a-f-]{36}$`),
  );
});
