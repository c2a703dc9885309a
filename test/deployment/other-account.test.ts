// A hosted zone in another account, into which a role of that account writes.
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Stack } from 'aws-cdk-lib';
import { DnsValidationRole, type DnsValidationRoleProps } from '../../lib';
import { MINUTE, startsDeployments, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';
import { StackIam } from '../support/stack-iam';
import { ACCOUNT, newApp, REGION } from '../support/synth';

const start = startsDeployments();
const DNS_ACCOUNT = '222222222222';
const EXTERNAL_ID = 'validates-certificates';
const SUB = `sub.${DOMAIN}`;

/** The properties of a certificate for two domains, the second of them in a zone of the other account. */
function properties(
  deployment: Deployment,
  props: Partial<DnsValidationRoleProps> = {},
): { readonly zoneId: string; readonly properties: Record<string, unknown> } {
  const zoneId = deployment.emulator.createHostedZone(SUB, { account: DNS_ACCOUNT });
  const stack = new Stack(newApp(), 'Dns', { env: { account: DNS_ACCOUNT, region: REGION } });
  const attributes = { hostedZoneId: zoneId, zoneName: SUB };
  new DnsValidationRole(stack, 'Validation', {
    hostedZones: [HostedZone.fromHostedZoneAttributes(stack, 'Zone', attributes)],
    trustedAccount: ACCOUNT,
    externalId: EXTERNAL_ID,
    ...props,
  });
  const other = new StackIam(stack, {}, 'aws', DNS_ACCOUNT);
  deployment.iam.otherAccount = other;
  const HostedZones = [
    { HostedZoneId: deployment.hostedZoneId, Name: DOMAIN },
    {
      HostedZoneId: zoneId,
      Name: SUB,
      RoleArn: other.roleArn('Validation'),
      ExternalId: EXTERNAL_ID,
    },
  ];
  return { zoneId, properties: { SubjectAlternativeNames: [`*.${SUB}`], HostedZones } };
}

test('A create writes each record as who may: the function itself, and the role of the other account', async () => {
  const deployment = await start();
  const { zoneId, properties: given } = properties(deployment);
  await deployment.created(given);
  expect(deployment.records()).toHaveLength(1);
  expect(deployment.emulator.records(zoneId)).toHaveLength(1);
  const [assumed] = deployment.emulator.history.filter((call) => call.operation === 'AssumeRole');
  expect(JSON.stringify(assumed?.input)).toContain(EXTERNAL_ID);
});

test('A zone of another account that is known by its id is asked for its name as the role', async () => {
  const deployment = await start();
  const { zoneId, properties: given } = properties(deployment);
  const zones = given['HostedZones'] as Record<string, unknown>[];
  const HostedZones = zones.map(({ Name, ...zone }, n) => (n === 0 ? { Name, ...zone } : zone));
  await deployment.created({ ...given, HostedZones });
  expect(deployment.emulator.records(zoneId)).toHaveLength(1);
});

test.each<[string, Partial<DnsValidationRoleProps>]>([
  ['trusts another account', { trustedAccount: '333333333333' }],
  ['wants another external id', { externalId: 'another' }],
])('A role that %s fails the create, which names both sides', async (_what, props) => {
  const deployment = await start();
  const { properties: given } = properties(deployment, props);
  const { status, reason, seconds } = await deployment.cloudFormation.create(
    deployment.properties(given),
  );
  expect(status).toBe('FAILED');
  const { deployed, otherAccount } = deployment.iam;
  expect(reason).toContain(
    `sts:AssumeRole of ${otherAccount?.roleArn('Validation')}: AccessDenied`,
  );
  expect(reason).toContain(
    `does its trust policy let ${deployed.roleArn('StepRole')} assume it, with the external id given?`,
  );
  expect(reason).toMatch(/\[ACCESS_DENIED\]$/);
  expect(seconds).toBeLessThan(4 * MINUTE);
});

test('A role for some names of a zone refuses those of others', async () => {
  const deployment = await start();
  const { properties: given } = properties(deployment, { domainNames: [`www.${SUB}`] });
  const { status, reason } = await deployment.cloudFormation.create(deployment.properties(given));
  expect(status).toBe('FAILED');
  expect(reason).toContain('route53:ChangeResourceRecordSets');
  expect(reason).toMatch(/\[ACCESS_DENIED\]$/);
});

test.each([
  ['can be assumed', 'SUCCESS'],
  ['cannot be assumed', 'FAILED'],
])('The external id is in no log and no reason when the role %s', async (_what, status) => {
  const deployment = await start();
  const { properties: given } = properties(deployment);
  // IAM says who was denied what; the text of the test's own IAM tells the condition, too.
  if (status === 'FAILED') {
    const denied = { operation: 'AssumeRole', error: 'AccessDenied', status: 403 };
    deployment.emulator.fail({ ...denied, untilMs: Infinity });
  }
  const outcome = await deployment.cloudFormation.create(deployment.properties(given));
  expect(outcome.status).toBe(status);
  const log = [...deployment.intake.log, ...deployment.step.log].join('\n');
  expect(log).toContain('REQUESTING');
  expect(log).not.toContain(EXTERNAL_ID);
  expect(outcome.reason).not.toContain(EXTERNAL_ID);
});

test('Records in a zone of another account are removed as its role, if the role may', async () => {
  const deployment = await start();
  const { zoneId, properties: given } = properties(deployment, { removeValidationRecords: true });
  const removing = { ...deployment.iam.propertiesWithRemoval(given), DomainName: DOMAIN };
  const { physicalResourceId } = await deployment.created(removing);
  expect(deployment.emulator.records(zoneId)).toHaveLength(1);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(removing), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome.reason).toContain('2 of 2 validation records are removed');
  expect(deployment.emulator.records(zoneId)).toEqual([]);
  expect(deployment.records()).toEqual([]);
});

test('A role that may not remove records keeps them, and the certificate is deleted nevertheless', async () => {
  const deployment = await start();
  const { zoneId, properties: given } = properties(deployment);
  const removing = deployment.iam.propertiesWithRemoval(given);
  const { physicalResourceId } = await deployment.created(removing);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(removing), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome.reason).toMatch(/\[RECORDS_KEPT\]$/);
  expect(deployment.certificates()).toEqual([]);
  expect(deployment.emulator.records(zoneId)).toHaveLength(1);
});
