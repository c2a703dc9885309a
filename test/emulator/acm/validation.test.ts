import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

test('a certificate is issued 3 s after its last record became visible, however often it is described', async () => {
  const issuedAt = async (looks: number[]) => {
    const setup = newEmulator();
    const zone = setup.emulator.createHostedZone(DOMAIN);
    const arn = await setup.request({ SubjectAlternativeNames: [`a.${DOMAIN}`] });
    setup.clock.advance(10);
    await setup.validate(zone, arn);
    for (const seconds of looks) {
      setup.clock.advance(seconds);
      await setup.describe(arn);
    }
    return (await setup.describe(arn)).IssuedAt;
  };
  const [once, often] = [await issuedAt([600]), await issuedAt([1, 1, 1, 1, 1, 595])];
  // 10 s until the records are written, 2 s of propagation, 3 s of issuance.
  expect(once).toEqual(new Date('2026-11-02T09:30:15.000Z'));
  expect(often).toEqual(once);
});

test('a name is SUCCESS before the certificate is ISSUED', async () => {
  const { request, describe, validate, clock, emulator } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const arn = await request();
  clock.advance(5);
  await validate(zone, arn);
  clock.advance(2);
  const certificate = await describe(arn);
  expect(certificate.Status).toBe('PENDING_VALIDATION');
  expect(certificate.DomainValidationOptions![0]!.ValidationStatus).toBe('SUCCESS');
});

test.each([
  ['in a private zone', true, DOMAIN],
  ['in a zone that is shadowed by a more specific one', false, `www.${DOMAIN}`],
])('a record %s validates nothing', async (_, privateZone, shadow) => {
  const { request, describe, validate, clock, emulator } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN, { privateZone });
  emulator.createHostedZone(shadow);
  const arn = await request({ DomainName: `www.${DOMAIN}` });
  clock.advance(5);
  await validate(zone, arn);
  clock.advance(3600);
  expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
});

test.each<[string, number, (value: string) => string, string]>([
  ['with another value', 5, (value) => `x${value}`, 'PENDING_VALIDATION'],
  ['seen only after 72 hours', 72 * 3600 - 2, (value) => value, 'VALIDATION_TIMED_OUT'],
])('a record %s validates nothing', async (_, seconds, altered, status) => {
  const { request, describe, change, clock, emulator } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const arn = await request();
  clock.advance(seconds);
  const { Name, Value } = (await describe(arn)).DomainValidationOptions![0]!.ResourceRecord!;
  await change(zone, ['CREATE', Name!, altered(Value!)]);
  clock.advance(60);
  expect((await describe(arn)).Status).toBe(status);
});

test('a record that is removed before it has propagated validates nothing', async () => {
  const { request, describe, change, clock, emulator } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const arn = await request();
  clock.advance(5);
  const { Name, Value } = (await describe(arn)).DomainValidationOptions![0]!.ResourceRecord!;
  await change(zone, ['CREATE', Name!, Value!]);
  clock.advance(1);
  await change(zone, ['DELETE', Name!, Value!]);
  clock.advance(60);
  expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
});

test('a name that a record has validated stays valid when the record is removed, though nobody looked meanwhile', async () => {
  const { request, describe, change, clock, emulator } = newEmulator();
  const zone = emulator.createHostedZone(DOMAIN);
  const arn = await request();
  clock.advance(5);
  const { Name, Value } = (await describe(arn)).DomainValidationOptions![0]!.ResourceRecord!;
  await change(zone, ['CREATE', Name!, Value!]);
  clock.advance(2);
  await change(zone, ['DELETE', Name!, Value!]);
  clock.advance(60);
  expect((await describe(arn)).Status).toBe('ISSUED');
});

test('a record that is removed before ACM begins to look for it validates nothing', async () => {
  const { issue, request, describe, change, clock } = newEmulator();
  const { certificateArn, hostedZoneId } = await issue();
  const { Name, Value } = (await describe(certificateArn)).DomainValidationOptions![0]!
    .ResourceRecord!;
  const arn = await request({ DomainName: `*.${DOMAIN}` });
  await describe(arn);
  clock.advance(1);
  await change(hostedZoneId, ['DELETE', Name!, Value!]);
  clock.advance(60);
  expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
});

test('a record that another certificate left behind validates the name', async () => {
  const { issue, request, describe, clock, acmIn } = newEmulator();
  await issue();
  const arn = await request({ DomainName: `*.${DOMAIN}` }, acmIn('eu-west-1'));
  clock.advance(5);
  expect((await describe(arn, acmIn('eu-west-1'))).Status).toBe('ISSUED');
});

test('a certificate without its record is VALIDATION_TIMED_OUT after 72 hours', async () => {
  const { request, describe, clock } = newEmulator();
  const arn = await request();
  clock.advance(72 * 3600 - 1);
  expect((await describe(arn)).Status).toBe('PENDING_VALIDATION');
  clock.advance(1);
  const { Status, DomainValidationOptions } = await describe(arn);
  expect(Status).toBe('VALIDATION_TIMED_OUT');
  expect(DomainValidationOptions![0]!.ValidationStatus).toBe('FAILED');
});

test('another CnameLookup is asked whenever the certificate is described', async () => {
  const asked: string[] = [];
  let value = 'nothing.useful.';
  const { request, describe, clock } = newEmulator({
    cnames: {
      lookUpCname: (name) => {
        asked.push(name);
        return Promise.resolve({ value, visibleSince: 0 });
      },
    },
  });
  const arn = await request();
  clock.advance(5);
  const { Name, Value } = (await describe(arn)).DomainValidationOptions![0]!.ResourceRecord!;
  value = Value!;
  clock.advance(60);
  expect((await describe(arn)).Status).toBe('ISSUED');
  expect(new Set(asked)).toEqual(new Set([Name!.slice(0, -1)]));
});

test('a certificate expires after 198 days', async () => {
  const { issue, describe, clock } = newEmulator();
  const { certificateArn } = await issue();
  const { NotAfter } = await describe(certificateArn);
  clock.advance((NotAfter!.getTime() - clock.now()) / 1000);
  expect((await describe(certificateArn)).Status).toBe('ISSUED');
  clock.advance(1);
  expect((await describe(certificateArn)).Status).toBe('EXPIRED');
});
