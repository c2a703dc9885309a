// Removal of validation records: only what nobody needs any more, and never what somebody does.
import {
  ChangeResourceRecordSetsCommand,
  DeleteHostedZoneCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { ACMClient, RequestCertificateCommand, type KeyAlgorithm } from '@aws-sdk/client-acm';
import { MINUTE, PROMPT, startsDeployments, type Deployment } from '../support/deployment';
import { DOMAIN, REGION } from '../support/names';

const start = startsDeployments();
const WWW = `www.${DOMAIN}`;

/** The properties of a certificate whose records are removed. */
function removing(
  { iam, hostedZoneId }: Deployment,
  fields: Parameters<Deployment['iam']['propertiesWithRemoval']>[0] = {},
): Record<string, unknown> {
  const HostedZones = [{ HostedZoneId: hostedZoneId, Name: DOMAIN }];
  return iam.propertiesWithRemoval({ HostedZones, ...fields });
}

/** Somebody else in the same account. */
function somebody<T>(
  Client: new (options: object) => T,
  { emulator: { requestHandler } }: Deployment,
  region = REGION,
): T {
  const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
  return new Client({ region, credentials, requestHandler, maxAttempts: 1 });
}

async function requestElsewhere(
  deployment: Deployment,
  { region = REGION, ...request }: { region?: string; name?: string; key?: KeyAlgorithm } = {},
): Promise<string> {
  const { name = DOMAIN, key } = request;
  const acm = somebody(ACMClient, deployment, region);
  const { CertificateArn = '' } = await acm.send(
    new RequestCertificateCommand({
      DomainName: name,
      ValidationMethod: 'DNS',
      ...(key && { KeyAlgorithm: key }),
    }),
  );
  return CertificateArn;
}

async function changeRecord(
  deployment: Deployment,
  change: { action: 'UPSERT' | 'DELETE'; value?: string; ttl?: number },
): Promise<void> {
  const [record] = deployment.emulator.records(deployment.hostedZoneId);
  const { name = '', values = [], ttl = 0 } = record ?? {};
  await somebody(Route53Client, deployment).send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: deployment.hostedZoneId,
      ChangeBatch: {
        Changes: [
          {
            Action: change.action,
            ResourceRecordSet: {
              Name: name,
              Type: 'CNAME',
              TTL: change.ttl ?? ttl,
              ResourceRecords: [{ Value: change.value ?? values[0] ?? '' }],
            },
          },
        ],
      },
    }),
  );
}

test('Records stay unless their removal was asked for', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  await deployment.deleted({}, physicalResourceId);
  expect(deployment.records()).toHaveLength(1);
  expect(deployment.calls('ListRegions')).toBe(0);
});

test('The hosted zone can be deleted as soon as the certificate is', async () => {
  const deployment = await start();
  const properties = removing(deployment, { SubjectAlternativeNames: [`*.${DOMAIN}`, WWW] });
  const { physicalResourceId } = await deployment.created(properties);
  expect(deployment.records()).toHaveLength(2);
  const outcome = await deployment.deleted(properties, physicalResourceId);
  expect(outcome.reason).toContain('2 of 2 validation records are removed');
  expect(deployment.records()).toEqual([]);
  expect(outcome.seconds).toBeLessThan(MINUTE);
  const Id = deployment.hostedZoneId;
  await somebody(Route53Client, deployment).send(new DeleteHostedZoneCommand({ Id }));
});

test('Of two zones, one known by its id only, the record is removed from the one that it was written into', async () => {
  const deployment = await start();
  const subZoneId = deployment.emulator.createHostedZone(WWW);
  const HostedZones = [
    { HostedZoneId: deployment.hostedZoneId, Name: DOMAIN },
    { HostedZoneId: subZoneId },
  ];
  const properties = removing(deployment, { DomainName: WWW, HostedZones });
  const { physicalResourceId } = await deployment.created(properties);
  expect(deployment.emulator.records(subZoneId)).toHaveLength(1);
  const { reason } = await deployment.deleted(properties, physicalResourceId);
  expect(reason).toContain('1 of 1 validation records are removed');
  expect(deployment.emulator.records(subZoneId)).toEqual([]);
});

test.each([
  ['in the same Region', {}],
  ['in another Region', { region: 'ap-south-1' }],
  ['with another key, which lists hide', { key: 'EC_prime256v1' }],
  ['that has a wildcard only', { name: `*.${DOMAIN}` }],
] as const)('A record stays that a certificate needs %s', async (_title, wanted) => {
  const deployment = await start();
  const properties = removing(deployment);
  const { physicalResourceId } = await deployment.created(properties);
  const other = await requestElsewhere(deployment, wanted);
  const { reason } = await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toHaveLength(1);
  expect(reason).toContain('0 of 1 validation records are removed');
  expect(reason).toContain(`${other} needs it`);
});

test('A record stays that the certificate needs which replaces the one that is deleted', async () => {
  const deployment = await start();
  const before = removing(deployment, { SubjectAlternativeNames: [`a.${DOMAIN}`] });
  const after = removing(deployment, { SubjectAlternativeNames: [WWW] });
  const { physicalResourceId: old } = await deployment.created(before);
  const update = await deployment.cloudFormation.update(deployment.properties(after), {
    physicalResourceId: old,
  });
  deployment.expectSuccess(update);
  expect(deployment.records()).toHaveLength(3);
  const { reason } = await deployment.deleted(before, old);
  expect(deployment.emulator.records(deployment.hostedZoneId).map(({ name }) => name)).toEqual([
    expect.stringMatching(new RegExp(`^_[0-9a-f]+\\.${DOMAIN}`)),
    expect.stringMatching(new RegExp(`^_[0-9a-f]+\\.${WWW}`)),
  ]);
  expect(reason).toContain('1 of 2 validation records are removed');
});

test('Two certificates that are deleted at once leave no record that both needed', async () => {
  const deployment = await start();
  const properties = removing(deployment);
  const one = await deployment.created(properties);
  const other = await deployment.cloudFormation.create(deployment.properties(properties), {
    logicalResourceId: 'Other4E7ABB08',
  });
  deployment.expectSuccess(other);
  const all = deployment.properties(properties);
  const outcomes = await Promise.all([
    deployment.cloudFormation.delete(all, { physicalResourceId: one.physicalResourceId }),
    deployment.cloudFormation.delete(all, {
      physicalResourceId: other.physicalResourceId,
      logicalResourceId: 'Other4E7ABB08',
    }),
  ]);
  for (const outcome of outcomes) deployment.expectSuccess(outcome);
  expect(deployment.records()).toEqual([]);
});

test('A record is put back that a certificate needs which was requested during its removal', async () => {
  const deployment = await start();
  const properties = removing(deployment);
  const { physicalResourceId } = await deployment.created(properties);
  const began = deployment.timeline.elapsed;
  const deletion = deployment.cloudFormation.delete(deployment.properties(properties), {
    physicalResourceId,
  });
  let other = '';
  // Two seconds before the Regions are asked: ACM's list does not have it yet.
  await deployment.timeline.at(began + 15, async () => {
    other = await requestElsewhere(deployment, { region: 'us-west-2' });
  });
  const outcome = await deletion;
  deployment.expectSuccess(outcome);
  expect(deployment.calls('ChangeResourceRecordSets')).toBe(3);
  expect(deployment.records()).toHaveLength(1);
  expect(outcome.reason).toContain('it was put back');
  expect(other).not.toBe('');
});

test('A record is removed as it stands there, whatever TTL somebody gave it', async () => {
  const deployment = await start();
  const properties = removing(deployment);
  const { physicalResourceId } = await deployment.created(properties);
  await changeRecord(deployment, { action: 'UPSERT', ttl: 60 });
  await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toEqual([]);
});

test('A record that is not there any more is no problem, and another one at its name stays', async () => {
  const deployment = await start();
  const properties = removing(deployment);
  const { physicalResourceId } = await deployment.created(properties);
  await changeRecord(deployment, { action: 'UPSERT', value: 'elsewhere.example.com.' });
  const { reason } = await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toHaveLength(1);
  expect(reason).toContain('its value is not the one that ACM named');
});

test('Of two records, one that somebody has removed does not keep the other', async () => {
  const deployment = await start();
  const properties = removing(deployment, { SubjectAlternativeNames: [WWW] });
  const { physicalResourceId } = await deployment.created(properties);
  await changeRecord(deployment, { action: 'DELETE' });
  expect(deployment.records()).toHaveLength(1);
  await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toEqual([]);
  expect(deployment.certificates()).toEqual([]);
});

test('A Region that cannot be asked keeps the record, and the reason says which', async () => {
  const deployment = await start();
  const properties = removing(deployment, { ValidationRecordRegions: ['eu-south-1'] });
  const { physicalResourceId } = await deployment.created(properties);
  const { reason } = await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toHaveLength(1);
  expect(deployment.certificates()).toEqual([]);
  expect(reason).toContain('acm:ListCertificates');
  expect(reason).toMatch(/\[RECORDS_KEPT\]$/);
});

test('An account that may not say which Regions it has keeps the record', async () => {
  const deployment = await start();
  const properties = removing(deployment);
  const { physicalResourceId } = await deployment.created(properties);
  const denied = { operation: 'ListRegions', error: 'AccessDeniedException', status: 403 };
  deployment.emulator.fail({ ...denied, untilMs: Infinity });
  const { reason } = await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toHaveLength(1);
  expect(reason).toContain('account:ListRegions');
});

test('Regions that are given are asked and no others', async () => {
  const deployment = await start();
  const properties = removing(deployment, { ValidationRecordRegions: ['us-east-1'] });
  const { physicalResourceId } = await deployment.created(properties);
  await requestElsewhere(deployment, { region: 'ap-south-1' });
  await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toEqual([]);
  const asked = deployment.emulator.history
    .filter(({ operation }) => operation === 'ListCertificates')
    .map(({ region }) => region);
  expect(new Set(asked)).toEqual(new Set([REGION, 'us-east-1']));
});

test('A failed update removes the record of the name that it wanted to add', async () => {
  const deployment = await start();
  const before = removing(deployment);
  const { physicalResourceId } = await deployment.created(before);
  deployment.emulator.refuse(WWW, 'CAA_ERROR');
  const after = removing(deployment, { SubjectAlternativeNames: [WWW] });
  const update = await deployment.cloudFormation.update(deployment.properties(after), {
    physicalResourceId,
  });
  expect(update).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(update.reason).toContain('CAA_ERROR');
  expect(deployment.records()).toHaveLength(1);
});

test('A certificate that leaves the template takes its records along, though its rights leave with it', async () => {
  const deployment = await start();
  const properties = removing(deployment, { DomainName: WWW });
  const { physicalResourceId } = await deployment.created(properties);
  deployment.expectSuccess(
    await deployment.cloudFormation.create(deployment.properties(), {
      logicalResourceId: 'Other4E7ABB08',
    }),
  );
  await deployment.deleted(properties, physicalResourceId);
  expect(deployment.records()).toHaveLength(1);
});

test('A tick that dies between the deletion and the removal forgets no record', async () => {
  const deployment = await start();
  const properties = removing(deployment);
  const { physicalResourceId } = await deployment.created(properties);
  deployment.emulator.fail({ operation: 'DeleteCertificate', afterAct: true });
  await deployment.deleted(properties, physicalResourceId);
  expect(deployment.certificates()).toEqual([]);
  expect(deployment.records()).toEqual([]);
});

test('A cancelled update that is ended while it removes records has them removed by the update that follows', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 20 });
  const before = removing(deployment);
  const { physicalResourceId } = await deployment.created(before);
  const after = deployment.properties(removing(deployment, { SubjectAlternativeNames: [WWW] }));
  const began = deployment.timeline.elapsed;
  deployment.emulator.refuse(WWW, 'CAA_ERROR');
  void deployment.cloudFormation.update(after, { physicalResourceId });
  // It has deleted what it requested, and waits for ACM's list.
  const rollback = await deployment.timeline.at(began + 30, () => {
    expect(deployment.certificates()).toHaveLength(1);
    expect(deployment.records()).toHaveLength(2);
    return deployment.cloudFormation.update(deployment.properties(before), { physicalResourceId });
  });
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  expect(deployment.records()).toHaveLength(1);
});
