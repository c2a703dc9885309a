// EmailCertificate changed to DnsCertificate under the same id, and back by a rollback; and what both have in common: replacement,
// and the wait until nothing uses the certificate.
import { byEmail, click } from '../support/by-email';
import { startsDeployments, MINUTE, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();
const WWW = `www.${DOMAIN}`;
const NAMES = { SubjectAlternativeNames: [WWW] };
const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/alb/50dc6c495c0c9188/0467ef3c8400ae65';

/** Issued by e-mail. @returns its ARN */
async function issued(deployment: Deployment, properties = NAMES): Promise<string> {
  const created = deployment.cloudFormation.create(byEmail(deployment, properties));
  await deployment.timeline.sleep(MINUTE);
  for (const name of [DOMAIN, ...properties.SubjectAlternativeNames]) await click(deployment, name);
  const outcome = await created;
  deployment.expectSuccess(outcome);
  return outcome.physicalResourceId;
}

const update = (deployment: Deployment, physicalResourceId: string, properties: unknown) =>
  deployment.cloudFormation.update(properties, { physicalResourceId });

test('An issued certificate goes from e-mail to DNS in place, with its ARN, and while it is used', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  deployment.emulator.attach(physicalResourceId, LISTENER);
  const changed = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(changed);
  expect(changed).toMatchObject({ physicalResourceId });
  expect(changed.reason).toContain(`${DOMAIN} is ISSUED`);
  expect(deployment.records()).toHaveLength(2);
  expect(deployment.calls('UpdateCertificateOptions')).toBe(1);
  expect(deployment.calls('RequestCertificate')).toBe(1);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('A rollback to e-mail changes nothing, and says that the certificate is validated by DNS', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  await update(deployment, physicalResourceId, deployment.properties(NAMES));
  const rollback = await update(deployment, physicalResourceId, byEmail(deployment, NAMES));
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  expect(rollback.reason).toContain(`${DOMAIN} is ISSUED, validated by DNS`);
  expect(deployment.calls('UpdateCertificateOptions')).toBe(1);
  expect(deployment.calls('RequestCertificate')).toBe(1);
  const again = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(again);
  expect(deployment.calls('UpdateCertificateOptions')).toBe(1);
});

test('A change to DNS whose records nobody finds keeps the certificate, and the next deployment finishes it', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  const elsewhere = deployment.emulator.createHostedZone(DOMAIN);
  const HostedZones = [{ HostedZoneId: elsewhere, Name: DOMAIN }];
  const properties = deployment.properties({ ...NAMES, HostedZones });
  const changed = await update(deployment, physicalResourceId, properties);
  deployment.expectSuccess(changed);
  expect(changed).toMatchObject({ physicalResourceId });
  expect(changed.reason).toContain(
    `certificate for ${DOMAIN} is still validated by e-mail after 55 minutes: ACM could not validate`,
  );
  expect(changed.reason).toContain('[VALIDATION_PENDING]');
  const next = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(next);
  expect(next.reason).toContain('is ISSUED');
  expect(next.seconds).toBeLessThan(2 * MINUTE);
});

test('A change to DNS that expired after 72 hours is begun anew by the next update', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  const elsewhere = deployment.emulator.createHostedZone(DOMAIN);
  const HostedZones = [{ HostedZoneId: elsewhere, Name: DOMAIN }];
  await update(deployment, physicalResourceId, deployment.properties({ ...NAMES, HostedZones }));
  await deployment.timeline.sleep(72 * 60 * MINUTE);
  const next = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(next);
  expect(next).toMatchObject({ physicalResourceId });
  expect(deployment.calls('UpdateCertificateOptions')).toBe(2);
});

test('A rollback in the middle of the change says that ACM goes on with it', async () => {
  const deployment = await start({ propagationSeconds: 10 * MINUTE });
  const physicalResourceId = await issued(deployment);
  void update(deployment, physicalResourceId, deployment.properties(NAMES));
  await deployment.timeline.sleep(2 * MINUTE);
  const rollback = await update(deployment, physicalResourceId, byEmail(deployment, NAMES));
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  expect(rollback.reason).toContain('ACM validates it by DNS as soon as it finds the records');
});

test('A tick that dies when it has asked for the change asks no second time', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  deployment.emulator.fail({ operation: 'UpdateCertificateOptions', afterAct: true });
  const changed = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(changed);
  expect(changed.reason).toContain('is ISSUED');
  expect(deployment.records()).toHaveLength(2);
});

test.each([
  ['AccessDeniedException', 'ACCESS_DENIED'],
  ['InvalidStateException', 'REFUSED'],
])('A change to DNS that fails with %s keeps the certificate and says so', async (error, code) => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  const operation = 'UpdateCertificateOptions';
  deployment.emulator.fail({ operation, error, status: 400, untilMs: Infinity });
  const changed = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(changed);
  expect(changed).toMatchObject({ physicalResourceId });
  expect(changed.reason).toContain(`acm:UpdateCertificateOptions: ${error}`);
  expect(changed.reason).toContain(`[${code}]`);
});

test('A certificate that nobody has approved is replaced when it is to be validated by DNS', async () => {
  const deployment = await start();
  const properties = byEmail(deployment, { ...NAMES, WaitForIssuance: false });
  const { physicalResourceId } = await deployment.cloudFormation.create(properties);
  const changed = await update(deployment, physicalResourceId, deployment.properties(NAMES));
  deployment.expectSuccess(changed);
  expect(changed.physicalResourceId).not.toBe(physicalResourceId);
  expect(changed.reason).toContain('is ISSUED');
  expect(deployment.calls('UpdateCertificateOptions')).toBe(0);
});

test('Other names bring another certificate, and a rollback the one that was there', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  const other = byEmail(deployment, { SubjectAlternativeNames: [`api.${DOMAIN}`] });
  const replacing = update(deployment, physicalResourceId, other);
  await deployment.timeline.sleep(2 * MINUTE);
  for (const name of [DOMAIN, `api.${DOMAIN}`]) await click(deployment, name);
  const replaced = await replacing;
  deployment.expectSuccess(replaced);
  expect(replaced.physicalResourceId).not.toBe(physicalResourceId);
  const rollback = await update(
    deployment,
    replaced.physicalResourceId,
    byEmail(deployment, NAMES),
  );
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  expect(deployment.calls('RequestCertificate')).toBe(2);
});

test('A replacement that nobody approves fails, is deleted again, and leaves the certificate that serves', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  const other = byEmail(deployment, { SubjectAlternativeNames: [`api.${DOMAIN}`] });
  const failed = await update(deployment, physicalResourceId, other);
  expect(failed).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(failed.reason).toContain(`nobody has approved`);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('A certificate by e-mail is deleted when nothing uses it any more, and not before', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  deployment.emulator.attach(physicalResourceId, LISTENER);
  const deleted = deployment.cloudFormation.delete(byEmail(deployment, NAMES), {
    physicalResourceId,
  });
  await deployment.timeline.sleep(10 * MINUTE);
  expect(deployment.certificates()).toHaveLength(1);
  deployment.emulator.detach(LISTENER);
  deployment.expectSuccess(await deleted);
  expect(deployment.certificates()).toEqual([]);
});

test('The records of a certificate that went to DNS are removed with it, if that is wanted', async () => {
  const deployment = await start();
  const physicalResourceId = await issued(deployment);
  const removal = deployment.iam.propertiesWithRemoval(NAMES);
  const changed = await update(deployment, physicalResourceId, deployment.properties(removal));
  deployment.expectSuccess(changed);
  expect(deployment.records()).toHaveLength(2);
  const deleted = await deployment.cloudFormation.delete(deployment.properties(removal), {
    physicalResourceId,
  });
  deployment.expectSuccess(deleted);
  expect(deployment.records()).toEqual([]);
});
