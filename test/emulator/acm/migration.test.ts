import {
  ListCertificateDomainValidationsCommand,
  UpdateCertificateOptionsCommand,
  type ValidationMethod,
} from '@aws-sdk/client-acm';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

const WWW = `www.${DOMAIN}`;

/** A certificate that is validated by e-mail and issued, and what changes that. */
async function newIssued() {
  const setup = newEmulator();
  const { acm, request, emulator, clock, change } = setup;
  const arn = await request({ ValidationMethod: 'EMAIL', SubjectAlternativeNames: [WWW] });
  for (const email of emulator.emails) emulator.approve(email);
  clock.advance(60);
  const update = (ValidationMethod: ValidationMethod, CertificateArn = arn) =>
    acm.send(
      new UpdateCertificateOptionsCommand({ CertificateArn, Options: { ValidationMethod } }),
    );
  const list = async (CertificateArn = arn) => {
    const command = new ListCertificateDomainValidationsCommand({ CertificateArn });
    const { DomainValidationSummaryList = [] } = await acm.send(command);
    return DomainValidationSummaryList;
  };
  const recordOf = async (name: string) => {
    const summary = (await list()).find(({ DomainName }) => DomainName === name);
    return summary?.RequestedValidationConfiguration?.ValidationChallenge?.DnsValidationChallenge
      ?.ResourceRecord;
  };
  const publish = async (zone: string, name: string) => {
    const { Name, Value } = (await recordOf(name))!;
    await change(zone, ['UPSERT', Name!, Value!]);
  };
  return { ...setup, arn, update, list, recordOf, publish };
}

const summaryOf = async ({ describe, arn }: Awaited<ReturnType<typeof newIssued>>) =>
  (await describe(arn)).UpdateSummary;

test('an issued certificate goes from e-mail to DNS when the records of all names are there, with its ARN', async () => {
  const setup = await newIssued();
  const { update, list, publish, clock, emulator, describe, arn } = setup;
  const zone = emulator.createHostedZone(DOMAIN);
  await update('DNS');
  clock.advance(10);
  expect(await summaryOf(setup)).toMatchObject({
    Status: 'PENDING_DOMAIN_VALIDATION',
    Type: 'DOMAIN_VALIDATION_METHOD',
    DomainValidationMethodUpdateSummary: { From: 'EMAIL', To: 'DNS' },
  });
  await publish(zone, DOMAIN);
  clock.advance(60);
  const methods = async () =>
    (await list()).map((each) => [
      each.DomainName,
      each.ActiveValidationConfiguration?.ValidationMethod,
      each.RequestedValidationConfiguration?.ValidationStatus,
    ]);
  expect((await methods()).sort()).toEqual([
    [DOMAIN, 'EMAIL', 'SUCCESS'],
    [WWW, 'EMAIL', 'PENDING_VALIDATION'],
  ]);
  await publish(zone, WWW);
  clock.advance(60);
  expect((await methods()).sort()).toEqual([
    [DOMAIN, 'DNS', undefined],
    [WWW, 'DNS', undefined],
  ]);
  expect(await summaryOf(setup)).toMatchObject({ Status: 'SUCCESS' });
  expect(await describe(arn)).toMatchObject({ CertificateArn: arn, Status: 'ISSUED' });
});

test('the records of a migration are named late and one by one, and only where validations are listed', async () => {
  const setup = await newIssued();
  const { update, recordOf, clock, describe, arn } = setup;
  await update('DNS');
  expect([await recordOf(DOMAIN), await recordOf(WWW)]).toEqual([undefined, undefined]);
  clock.advance(2);
  expect([await recordOf(DOMAIN), await recordOf(WWW)]).toEqual([
    expect.objectContaining({ Type: 'CNAME' }),
    undefined,
  ]);
  clock.advance(60);
  for (const { ResourceRecord, ValidationMethod } of (await describe(arn))
    .DomainValidationOptions!) {
    expect([ResourceRecord, ValidationMethod]).toEqual([undefined, 'EMAIL']);
  }
});

test('a migration whose records are not there after 72 hours fails, and may be requested again', async () => {
  const setup = await newIssued();
  const { update, clock, describe, arn, list } = setup;
  await update('DNS');
  clock.advance(72 * 3600);
  expect(await summaryOf(setup)).toMatchObject({ Status: 'FAILED' });
  expect((await describe(arn)).Status).toBe('ISSUED');
  expect((await list())[0]!.RequestedValidationConfiguration).toBeUndefined();
  await update('DNS');
  clock.advance(10);
  expect(await summaryOf(setup)).toMatchObject({ Status: 'PENDING_DOMAIN_VALIDATION' });
});

test('while a migration is in progress another one is refused', async () => {
  const { update } = await newIssued();
  await update('DNS');
  await expect(update('DNS')).rejects.toMatchObject({ name: 'ConflictException' });
});

test('no certificate goes from DNS to e-mail', async () => {
  const { update } = await newIssued();
  await expect(update('EMAIL')).rejects.toMatchObject({ name: 'ValidationException' });
});

test('a certificate that is validated by DNS, and one that is not issued, cannot be migrated', async () => {
  const { update, issue, request, clock } = await newIssued();
  const { certificateArn } = await issue();
  const pending = await request({ ValidationMethod: 'EMAIL', DomainName: `other.${DOMAIN}` });
  clock.advance(10);
  for (const arn of [certificateArn, pending]) {
    await expect(update('DNS', arn)).rejects.toMatchObject({ name: 'InvalidStateException' });
  }
});
