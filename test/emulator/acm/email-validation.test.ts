import { ResendValidationEmailCommand } from '@aws-sdk/client-acm';
import { newWorld } from '../world';

const EMAIL = { ValidationMethod: 'EMAIL' } as const;
const ADDRESSES = ['admin', 'administrator', 'hostmaster', 'postmaster', 'webmaster'];

function withResend(world = newWorld()) {
  const resend = (CertificateArn: string, Domain: string, ValidationDomain: string) =>
    world.acm.send(new ResendValidationEmailCommand({ CertificateArn, Domain, ValidationDomain }));
  return { ...world, resend };
}

test('five addresses get mail, and a click on one validates the name', async () => {
  const { request, describe, emulator, clock } = newWorld();
  const arn = await request({
    ...EMAIL,
    DomainName: 'www.example.com',
    SubjectAlternativeNames: ['*.example.com'],
    DomainValidationOptions: [{ DomainName: 'www.example.com', ValidationDomain: 'example.com' }],
  });
  const addresses = ADDRESSES.map((each) => `${each}@example.com`);
  expect(emulator.emails.map(({ to }) => to)).toEqual([...addresses, ...addresses]);
  const [option] = (await describe(arn)).DomainValidationOptions!;
  expect(option).toEqual({
    DomainName: 'www.example.com',
    ValidationDomain: 'example.com',
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

test('a second click changes nothing', async () => {
  const { request, describe, emulator, clock } = newWorld();
  const arn = await request(EMAIL);
  emulator.approve(emulator.emails[0]!);
  clock.advance(2);
  emulator.approve(emulator.emails[1]!);
  clock.advance(1);
  expect((await describe(arn)).Status).toBe('ISSUED');
});

test.each(['www.example.com', '*.example.com', 'example.com'])(
  'mail for %s goes to example.com by itself',
  async (DomainName) => {
    const { request, emulator } = newWorld();
    await request({ ...EMAIL, DomainName });
    expect(emulator.emails.map(({ to }) => to)).toEqual(
      ADDRESSES.map((each) => `${each}@example.com`),
    );
  },
);

test('mail is sent again on request', async () => {
  const { request, emulator, resend, clock } = withResend();
  const arn = await request({ ...EMAIL, DomainName: 'www.example.com' });
  clock.advance(72 * 3600 - 1);
  await resend(arn, 'www.example.com', 'example.com');
  expect(emulator.emails.slice(5).map(({ sentAt }) => sentAt)).toEqual(
    ADDRESSES.map(() => clock.now()),
  );
});

test.each([
  ['a name that is not on the certificate', 'other.example.com', 'example.com'],
  ['a domain that is not above the name', 'www.example.com', 'ample.com'],
])('fails for %s', async (_, domain, validationDomain) => {
  const { request, resend } = withResend();
  const arn = await request({ ...EMAIL, DomainName: 'www.example.com' });
  await expect(resend(arn, domain, validationDomain)).rejects.toMatchObject({
    name: 'InvalidDomainValidationOptionsException',
  });
});

test.each<[string, 'DNS' | 'EMAIL', number]>([
  ['72 hours after the request', 'EMAIL', 72 * 3600],
  ['a certificate validated by DNS', 'DNS', 5],
])('fails for %s', async (_, ValidationMethod, seconds) => {
  const { request, resend, clock, emulator, describe } = withResend();
  const arn = await request({ ValidationMethod });
  clock.advance(seconds);
  await expect(resend(arn, 'example.com', 'example.com')).rejects.toMatchObject({
    name: 'InvalidStateException',
  });
  for (const email of emulator.emails) emulator.approve(email);
  clock.advance(60);
  expect((await describe(arn)).Status).not.toBe('ISSUED');
});
