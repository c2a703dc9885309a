import { DeleteCertificateCommand, type RequestCertificateCommandInput } from '@aws-sdk/client-acm';
import { newEmulator } from '../support';
import { DOMAIN, nameOfLength, namesUnderDomain } from '../../support/names';

test.each<[string, Partial<RequestCertificateCommandInput>, string, RegExp]>([
  [
    'a name with a trailing dot',
    { DomainName: `${DOMAIN}.` },
    'ValidationException',
    /'domainName'.*pattern/,
  ],
  [
    'a name with an underscore',
    { DomainName: `_a.${DOMAIN}` },
    'ValidationException',
    /regular expression/,
  ],
  [
    'an empty list of further names',
    { SubjectAlternativeNames: [] },
    'ValidationException',
    /Value '\[\]' at 'subjectAlternativeNames'/,
  ],
  [
    'a token with hyphens',
    { IdempotencyToken: 'a-b' },
    'ValidationException',
    /'idempotencyToken'/,
  ],
  [
    'a token of 33 characters',
    { IdempotencyToken: 'a'.repeat(33) },
    'ValidationException',
    /less than or equal to 32/,
  ],
  [
    'a tag with an asterisk in its value',
    { Tags: [{ Key: 'k', Value: '*' }] },
    'ValidationException',
    /'tags\.1\.member\.value'/,
  ],
  ['a tag whose key begins with aws:', { Tags: [{ Key: 'aws:x' }] }, 'InvalidTagException', /aws:/],
  [
    'a first name of 65 characters',
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
])('RequestCertificate refuses %s', async (_, input, name, message) => {
  const { request, emulator } = newEmulator();
  const refused = request(input);
  await expect(refused).rejects.toMatchObject({ name });
  await expect(refused).rejects.toThrow(message);
  expect(emulator.certificates()).toEqual([]);
});

test('RequestCertificate reports every violation at once', async () => {
  const { request } = newEmulator();
  const refused = request({ DomainName: '-', IdempotencyToken: '-' });
  await expect(refused).rejects.toThrow(/^2 validation errors detected: .*; /);
});

test('a certificate is validated by e-mail if the request names no method', async () => {
  const { request, emulator } = newEmulator();
  await request({ ValidationMethod: undefined });
  expect(emulator.certificates()[0]!.validationMethod).toBe('EMAIL');
});

test('RequestCertificate lower-cases names, keeps their order and takes each once', async () => {
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

test('a new request can be told to give another certificate, even a deleted one, for its token', async () => {
  const { request, acm, emulator } = newEmulator();
  const other = await request({ DomainName: 'other.example' });
  emulator.answerNextRequest(other);
  expect(await request({ IdempotencyToken: 't' })).toBe(other);
  await acm.send(new DeleteCertificateCommand({ CertificateArn: other }));
  expect(await request({ IdempotencyToken: 't' })).toBe(other);
  expect(await request({ IdempotencyToken: 'u' })).not.toBe(other);
});

test('identical requests without a token give the same certificate for an hour', async () => {
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
