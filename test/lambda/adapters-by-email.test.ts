// Validation by e-mail through the adapter, against the emulator in the same process.
import { acmCertificates } from '../../lambda/acm';
import { newEmulator } from '../emulator/support';
import { SPEC } from '../support/certificates';
import { DOMAIN } from '../support/names';

const WWW = `www.${DOMAIN}`;
const owner = { stackId: 'stack', logicalResourceId: 'Certificate' };
const spec = {
  ...SPEC,
  subjectAlternativeNames: [WWW],
  hostedZones: [],
  email: { validationDomains: { [WWW]: DOMAIN }, resendAfterMs: [] },
};

async function newRequested() {
  const setup = newEmulator();
  const certificates = acmCertificates((region) => setup.acmIn(region));
  const arn = await certificates.request(spec, { owner, requestId: 'request' });
  return { ...setup, certificates, arn };
}

test('A request by e-mail has mails sent to the mailboxes of the wanted domains', async () => {
  const { emulator } = await newRequested();
  const sent = emulator.emails.map(({ to, domainName }) => [domainName, to]);
  expect(sent).toContainEqual([DOMAIN, `admin@${DOMAIN}`]);
  expect(sent).toContainEqual([WWW, `admin@${DOMAIN}`]);
});

test('Another method, and another domain, is another request', async () => {
  const { certificates, arn } = await newRequested();
  const requester = { owner, requestId: 'request' };
  const { email, ...byDns } = spec;
  const without = { ...spec, email: { ...email, validationDomains: {} } };
  const arns = await Promise.all(
    [spec, byDns, without].map((each) => certificates.request(each, requester)),
  );
  expect(arns[0]).toBe(arn);
  expect(new Set(arns).size).toBe(3);
});

test('A look tells by what a certificate is validated, and to whom ACM has written', async () => {
  const { certificates, arn, clock } = await newRequested();
  clock.advance(1);
  expect((await certificates.describe(arn))?.method).toBeUndefined();
  clock.advance(1);
  const seen = await certificates.describe(arn);
  expect(seen).toMatchObject({ method: 'EMAIL', isChangingMethod: false });
  expect(seen?.domainValidations).toContainEqual({
    domainName: WWW,
    status: 'PENDING_VALIDATION',
    validationDomain: DOMAIN,
    mailboxes: expect.arrayContaining([`admin@${DOMAIN}`, `webmaster@${DOMAIN}`]) as string[],
  });
});

test('The first seconds of a certificate by DNS are not taken for e-mail', async () => {
  const { certificates, clock, request } = await newRequested();
  const arn = await request();
  clock.advance(0.6);
  expect((await certificates.describe(arn))?.method).toBeUndefined();
  clock.advance(60);
  expect((await certificates.describe(arn))?.method).toBe('DNS');
});

test('Mails are sent again to the five mailboxes; when a name is approved, that is refused', async () => {
  const { certificates, arn, emulator } = await newRequested();
  const before = emulator.emails.length;
  const mails = { domainName: WWW, validationDomain: DOMAIN };
  await certificates.resend(arn, mails);
  expect(emulator.emails).toHaveLength(before + 5);
  emulator.approve(emulator.emails.at(-1)!);
  await expect(certificates.resend(arn, mails)).rejects.toMatchObject({ code: 'REFUSED' });
});

test('An issued certificate goes to DNS: its records are seen, and then its method', async () => {
  const { certificates, arn, emulator, clock, change } = await newRequested();
  const zone = emulator.createHostedZone(DOMAIN);
  for (const email of emulator.emails) emulator.approve(email);
  clock.advance(60);
  await certificates.validateByDns(arn);
  clock.advance(2);
  const early = await certificates.describe(arn);
  expect(early).toMatchObject({ status: 'ISSUED', method: 'EMAIL', isChangingMethod: true });
  expect(early?.domainValidations.map(({ status }) => status)).toEqual([
    'PENDING_VALIDATION',
    'PENDING_VALIDATION',
  ]);
  await expect(certificates.validateByDns(arn)).rejects.toMatchObject({ code: 'THROTTLED' });
  clock.advance(60);
  const changing = await certificates.describe(arn);
  const records = changing!.domainValidations.map(({ record }) => record!);
  for (const { name, value } of records) await change(zone, ['UPSERT', name, value]);
  clock.advance(60);
  const changed = await certificates.describe(arn);
  expect(changed).toMatchObject({ method: 'DNS', isChangingMethod: false });
  expect(changed?.domainValidations.map(({ record }) => record)).toEqual(records);
  await expect(certificates.validateByDns(arn)).rejects.toMatchObject({ code: 'REFUSED' });
});
