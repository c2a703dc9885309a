// Update: what is there stays, what cannot be done is refused.
import { about, startsDeployments } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();

test('An update without a change responds at once with the same ARN', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created({
    SubjectAlternativeNames: [`*.${DOMAIN}`, `a.${DOMAIN}`],
  });
  const reordered = deployment.properties({
    SubjectAlternativeNames: [`a.${DOMAIN}`, `*.${DOMAIN}`],
  });
  const outcome = await deployment.cloudFormation.update(reordered, { physicalResourceId });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId, seconds: about(0) });
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('An update to another hosted zone writes the records there', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const other = deployment.emulator.createHostedZone(DOMAIN);
  const HostedZones = [{ HostedZoneId: other, Name: DOMAIN }];
  const outcome = await deployment.cloudFormation.update(deployment.properties({ HostedZones }), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId, seconds: about(0) });
  const written = deployment.emulator.records(other);
  expect(written).toHaveLength(1);
  expect(deployment.records()).toEqual(written);
});

test('An update to other names is refused, and the rollback finds the certificate as it was', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const wanted = deployment.properties({ SubjectAlternativeNames: [`www.${DOMAIN}`] });
  const outcome = await deployment.cloudFormation.update(wanted, { physicalResourceId });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(outcome.reason).toContain('replacing a certificate is not supported yet');
  const rollback = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('An update of a physical id that is not an ARN is refused, and the id is shown', async () => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId: 'no-arn',
  });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: 'no-arn' });
  expect(outcome.reason).toContain("ACM knows no certificate 'no-arn'");
});
