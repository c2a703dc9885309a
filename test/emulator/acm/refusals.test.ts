import type { DomainValidation } from '@aws-sdk/client-acm';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

/** By name: ACM promises no order. */
function statusesOf(validations: readonly DomainValidation[]): Record<string, string | undefined> {
  return Object.fromEntries(
    validations.map(({ DomainName, ValidationStatus }) => [DomainName!, ValidationStatus]),
  );
}

test('a certificate with a refused name goes to FAILED with the reason', async () => {
  const { issue, describe, emulator } = newEmulator();
  emulator.refuse(DOMAIN, 'CAA_ERROR');
  const { certificateArn } = await issue();
  const { Status, FailureReason } = await describe(certificateArn);
  expect({ Status, FailureReason }).toEqual({ Status: 'FAILED', FailureReason: 'CAA_ERROR' });
});

test.each(['ADDITIONAL_VERIFICATION_REQUIRED', 'DOMAIN_NOT_ALLOWED', 'INVALID_PUBLIC_DOMAIN'])(
  'a certificate goes to FAILED with %s though it has no record',
  async (reason) => {
    const { request, describe, emulator, clock } = newEmulator();
    emulator.refuse(`a.${DOMAIN}`, reason);
    const arn = await request({ SubjectAlternativeNames: [`a.${DOMAIN}`] });
    clock.advance(2);
    expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
    clock.advance(1);
    const { Status, FailureReason, DomainValidationOptions } = await describe(arn);
    expect([Status, FailureReason]).toEqual(['FAILED', reason]);
    expect(statusesOf(DomainValidationOptions!)).toEqual({
      [DOMAIN]: 'PENDING_VALIDATION',
      [`a.${DOMAIN}`]: 'FAILED',
    });
  },
);

test('a record that appears after the refusal validates nothing', async () => {
  const { request, describe, validate, emulator, clock } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const arn = await request({ SubjectAlternativeNames: [`a.${DOMAIN}`] });
  clock.advance(60);
  emulator.refuse(DOMAIN, 'DOMAIN_NOT_ALLOWED');
  await validate(zone, arn);
  clock.advance(60);
  const { DomainValidationOptions } = await describe(arn);
  expect(statusesOf(DomainValidationOptions!)).toEqual({
    [DOMAIN]: 'FAILED',
    [`a.${DOMAIN}`]: 'PENDING_VALIDATION',
  });
});

test.each(['DOMAIN_NOT_ALLOWED', 'CAA_ERROR'])(
  'a refusal with %s leaves an issued certificate as it is',
  async (reason) => {
    const { issue, describe, emulator } = newEmulator();
    const { certificateArn } = await issue();
    emulator.refuse(DOMAIN, reason);
    expect((await describe(certificateArn)).Status).toBe('ISSUED');
  },
);

test('a refusal 72 hours after the request leaves the certificate VALIDATION_TIMED_OUT', async () => {
  const { request, describe, emulator, clock } = newEmulator();
  const arn = await request();
  clock.advance(72 * 3600);
  emulator.refuse(DOMAIN, 'DOMAIN_NOT_ALLOWED');
  expect((await describe(arn)).Status).toBe('VALIDATION_TIMED_OUT');
});
