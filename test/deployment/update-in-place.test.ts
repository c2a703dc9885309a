// What is not on the certificate itself can be changed without another certificate.
import { startsDeployments, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();
const NAMES = { SubjectAlternativeNames: [`www.${DOMAIN}`, `api.${DOMAIN}`] };

const ownZone = ({ hostedZoneId }: Deployment): object => ({
  HostedZoneId: hostedZoneId,
  Name: DOMAIN,
});

test.each<[string, (deployment: Deployment) => Record<string, unknown>]>([
  ['whether it is retained', () => ({ Retain: true })],
  ['whether its records are removed', () => ({ RemoveValidationRecords: true })],
  ['its tags', () => ({ Tags: [{ Key: 'team', Value: 'web' }] })],
  [
    'the hosted zones, of which one is added that serves other names',
    (deployment) => ({
      HostedZones: [
        ownZone(deployment),
        { HostedZoneId: deployment.emulator.createHostedZone('example.org'), Name: 'example.org' },
      ],
    }),
  ],
  [
    'the role that writes into its hosted zone',
    (deployment) => deployment.iam.propertiesWithZoneRole(),
  ],
  ['the time that CloudFormation waits', () => ({ ServiceTimeout: 3599 })],
  ['a property that this version does not know', () => ({ Later: 'value' })],
  [
    'the order and the case of its other names',
    () => ({ SubjectAlternativeNames: [`API.${DOMAIN}.`, `www.${DOMAIN}`] }),
  ],
])('An update that changes only %s keeps the certificate', async (_what, changed) => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created(NAMES);
  const properties = deployment.properties({ ...NAMES, ...changed(deployment) });
  const update = await deployment.cloudFormation.update(properties, { physicalResourceId });
  deployment.expectSuccess(update);
  expect(update).toMatchObject({ physicalResourceId });
  expect(deployment.calls('RequestCertificate')).toBe(1);
  const rollback = await deployment.cloudFormation.update(deployment.properties(NAMES), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});
