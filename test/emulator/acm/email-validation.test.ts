import { ResendValidationEmailCommand } from '@aws-sdk/client-acm';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

const EMAIL = { ValidationMethod: 'EMAIL' } as const;
const ADDRESSES = ['admin', 'administrator', 'hostmaster', 'postmaster', 'webmaster'];

function withResend(setup = newEmulator()) {
  const resend = (CertificateArn: string, Domain: string, ValidationDomain: string) =>
    setup.acm.send(new ResendValidationEmailCommand({ CertificateArn, Domain, ValidationDomain }));
  return { ...setup, resend };
}

test('five addresses get mail for each name, and approving one mail validates the name', async () => {
  const { request, describe, emulator, clock } = newEmulator();
  const arn = await request({
    ...EMAIL,
    DomainName: `www.${DOMAIN}`,
    SubjectAlternativeNames: [`*.${DOMAIN}`],
    DomainValidationOptions: [{ DomainName: `www.${DOMAIN}`, ValidationDomain: DOMAIN }],
  });
  const addresses = ADDRESSES.map((each) => `${each}@${DOMAIN}`);
  expect(emulator.emails.map(({ to }) => to)).toEqual([...addresses, ...addresses]);
  clock.advance(2);
  const { DomainValidationOptions } = await describe(arn);
  expect(DomainValidationOptions).toContainEqual({
    DomainName: `www.${DOMAIN}`,
    ValidationDomain: DOMAIN,
    ValidationEmails: addresses,
    ValidationMethod: 'EMAIL',
    ValidationStatus: 'PENDING_VALIDATION',
  });
  emulator.approve(emulator.emails[0]!);
  clock.advance(60);
  expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
  emulator.approve(emulator.emails[7]!);
  clock.advance(3);
  expect((await describe(arn)).Status).toBe('ISSUED');
});

test('approving a second mail for a name does not delay the certificate', async () => {
  const { request, describe, emulator, clock } = newEmulator();
  const arn = await request(EMAIL);
  emulator.approve(emulator.emails[0]!);
  clock.advance(2);
  emulator.approve(emulator.emails[1]!);
  clock.advance(1);
  expect((await describe(arn)).Status).toBe('ISSUED');
});

test.each([`www.${DOMAIN}`, `*.${DOMAIN}`, DOMAIN])(
  `mail for %s goes to ${DOMAIN} if the request names no validation domain`,
  async (DomainName) => {
    const { request, emulator } = newEmulator();
    await request({ ...EMAIL, DomainName });
    expect(emulator.emails.map(({ to }) => to)).toEqual(
      ADDRESSES.map((each) => `${each}@${DOMAIN}`),
    );
  },
);

test('ResendValidationEmail sends the five mails again', async () => {
  const { request, emulator, resend, clock } = withResend();
  const arn = await request({ ...EMAIL, DomainName: `www.${DOMAIN}` });
  clock.advance(72 * 3600 - 1);
  await resend(arn, `www.${DOMAIN}`, DOMAIN);
  expect(emulator.emails.slice(5).map(({ sentAt }) => sentAt)).toEqual(
    ADDRESSES.map(() => clock.now()),
  );
});

test.each([
  ['a name that is not on the certificate', `other.${DOMAIN}`, DOMAIN],
  ['a domain that is not above the name', `www.${DOMAIN}`, 'ample.com'],
])('ResendValidationEmail refuses %s', async (_, domain, validationDomain) => {
  const { request, resend } = withResend();
  const arn = await request({ ...EMAIL, DomainName: `www.${DOMAIN}` });
  await expect(resend(arn, domain, validationDomain)).rejects.toMatchObject({
    name: 'InvalidDomainValidationOptionsException',
  });
});

test.each<[string, 'DNS' | 'EMAIL', number]>([
  ['a certificate 72 hours after its request', 'EMAIL', 72 * 3600],
  ['a certificate validated by DNS', 'DNS', 5],
])('ResendValidationEmail refuses %s', async (_, ValidationMethod, seconds) => {
  const { request, resend, clock, emulator, describe } = withResend();
  const arn = await request({ ValidationMethod });
  clock.advance(seconds);
  await expect(resend(arn, DOMAIN, DOMAIN)).rejects.toMatchObject({
    name: 'InvalidStateException',
  });
  for (const email of emulator.emails) emulator.approve(email);
  clock.advance(60);
  expect((await describe(arn)).Status).not.toBe('ISSUED');
});

test('the mailboxes are not named in the first seconds', async () => {
  const { request, describe, clock } = newEmulator();
  const arn = await request(EMAIL);
  clock.advance(1);
  expect((await describe(arn)).DomainValidationOptions![0]!.ValidationEmails).toEqual([]);
  clock.advance(1);
  expect((await describe(arn)).DomainValidationOptions![0]!.ValidationEmails).toHaveLength(5);
});

test('ResendValidationEmail refuses a name that is approved', async () => {
  const { request, emulator, resend } = withResend();
  const arn = await request({ ...EMAIL, SubjectAlternativeNames: [`www.${DOMAIN}`] });
  emulator.approve(emulator.emails[0]!);
  await expect(resend(arn, DOMAIN, DOMAIN)).rejects.toMatchObject({
    name: 'InvalidStateException',
  });
  await resend(arn, `www.${DOMAIN}`, DOMAIN);
});

test('ResendValidationEmail refuses a certificate that is not there', async () => {
  const { resend } = withResend();
  const arn = 'arn:aws:acm:us-east-1:000000000000:certificate/not-there';
  await expect(resend(arn, DOMAIN, DOMAIN)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});
