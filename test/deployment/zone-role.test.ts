// A hosted zone that has a role of its own, which Step assumes.
import { MINUTE, startsDeployments, type Deployment } from '../support/deployment';

const start = startsDeployments();

function withRole(deployment: Deployment): Record<string, unknown> {
  return deployment.iam.propertiesWithZoneRole();
}

test('A create writes the records as the role of the zone', async () => {
  const deployment = await start();
  await deployment.created(withRole(deployment));
  const calls = deployment.emulator.history.map(({ operation }) => operation);
  expect(calls[calls.indexOf('ChangeResourceRecordSets') - 1]).toBe('AssumeRole');
  expect(deployment.records()).toHaveLength(1);
});

test('A role that cannot be assumed yet is waited for', async () => {
  const deployment = await start();
  const untilMs = deployment.timeline.clock.now() + MINUTE * 1000;
  const denied = { operation: 'AssumeRole', error: 'AccessDenied', status: 403 };
  deployment.emulator.fail({ ...denied, untilMs });
  expect((await deployment.created(withRole(deployment))).seconds).toBeGreaterThan(MINUTE);
});

test('A role that cannot be assumed at all fails the create, which names it', async () => {
  const deployment = await start();
  const denied = { operation: 'AssumeRole', error: 'AccessDenied', status: 403 };
  deployment.emulator.fail({ ...denied, untilMs: Infinity });
  const properties = deployment.properties(withRole(deployment));
  const { status, reason } = await deployment.cloudFormation.create(properties);
  expect(status).toBe('FAILED');
  expect(reason).toContain(
    `could not be created: sts:AssumeRole of arn:aws:iam::000000000000:role/`,
  );
  expect(reason).toMatch(/\[ACCESS_DENIED\]$/);
});
