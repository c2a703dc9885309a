// Delete: only when nothing uses the certificate any more.
import { removeRecords } from '../support/by-hand';
import { about, INVENTED, MINUTE, PROMPT, startsDeployments } from '../support/deployment';

const start = startsDeployments();
const ALB =
  'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/alb/50dc6c495c0c9188';

test('A delete of an unused certificate takes one tick, and its records stay', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const ticks = deployment.step.invocations;
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ seconds: about(0) });
  expect(deployment.step.invocations).toBe(ticks + 1);
  expect(deployment.certificates()).toEqual([]);
  expect(deployment.records()).toHaveLength(1);
});

test('A certificate that a listener lets go after 25 minutes is deleted then', async () => {
  const deployment = await start({ inUseLagSeconds: 0 });
  const { physicalResourceId } = await deployment.created();
  deployment.emulator.attach(physicalResourceId, ALB);
  const begin = deployment.timeline.elapsed;
  void deployment.timeline.at(begin + 25 * MINUTE, () => {
    deployment.emulator.detach(ALB);
  });
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome.seconds).toBeGreaterThanOrEqual(25 * MINUTE);
  expect(outcome.seconds).toBeLessThanOrEqual(25 * MINUTE + 30);
  expect(deployment.certificates()).toEqual([]);
});

test.each([120, 410, 450, 500, 550, 590, 1200])(
  'A certificate that is let go after %i s is deleted within seconds of that',
  async (seconds) => {
    const deployment = await start({ inUseLagSeconds: 0 });
    const { physicalResourceId } = await deployment.created();
    deployment.emulator.attach(physicalResourceId, ALB);
    deployment.timeline.schedule(seconds * 1000, () => {
      deployment.emulator.detach(ALB);
    });
    const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
      physicalResourceId,
    });
    deployment.expectSuccess(outcome);
    expect(outcome.seconds).toBeGreaterThanOrEqual(seconds);
    expect(outcome.seconds).toBeLessThanOrEqual(seconds + 17);
  },
);

test('Of two certificates for one name, the one that is left is issued by the record that both share', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 5 * MINUTE });
  const { physicalResourceId } = await deployment.created();
  const logicalResourceId = 'Other';
  const other = deployment.cloudFormation.create(deployment.properties(), { logicalResourceId });
  const deletion = { physicalResourceId };
  deployment.expectSuccess(
    await deployment.cloudFormation.delete(deployment.properties(), deletion),
  );
  expect(deployment.records()).toHaveLength(1);
  const { physicalResourceId: arn } = await other;
  expect(deployment.certificates()).toEqual([{ arn, status: 'ISSUED' }]);
  expect(deployment.records()).toHaveLength(1);
});

test('A certificate whose validation records somebody has removed is deleted like any other', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  await removeRecords(deployment);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ seconds: about(0) });
  expect(deployment.certificates()).toEqual([]);
});

test('A certificate that stays in use is kept, and the response within the hour names its user', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  deployment.emulator.attach(physicalResourceId, ALB);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(outcome.reason).toContain(`is still in use after 55 minutes by ${ALB}`);
  expect(outcome.seconds).toBeLessThan(56 * MINUTE);
  expect(deployment.certificates()).toHaveLength(1);
});

test('A delete of a certificate that stays in use is responded to within the hour, though the event came late', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  deployment.emulator.attach(physicalResourceId, ALB);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
    lateSeconds: 3 * MINUTE,
  });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(outcome.reason).toContain('is still in use after 55 minutes');
  expect(outcome.seconds).toBeLessThan(56 * MINUTE);
});

test('A delete waits for a certificate that is taken into use at the last moment', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  deployment.emulator.fail({
    operation: 'DeleteCertificate',
    error: 'ResourceInUseException',
    status: 400,
    times: 5,
  });
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(deployment.calls('DeleteCertificate')).toBe(6);
  // It waits between them: a tick asks once.
  expect(outcome.seconds).toBeGreaterThanOrEqual(5);
});

test('A delete of a certificate that is gone already succeeds', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  await deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId });
  const again = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(again);
  expect(again).toMatchObject({ physicalResourceId });
  // IAM would deny it: what is gone carries no tag.
  expect(deployment.calls('DeleteCertificate')).toBe(1);
});

test('A delete by an id that is no ARN deletes what carries our tags, and nothing else', async () => {
  const deployment = await start();
  await deployment.created();
  const other = await deployment.cloudFormation.create(deployment.properties(), {
    logicalResourceId: 'Other',
  });
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId: INVENTED,
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId: INVENTED });
  expect(deployment.certificates()).toEqual([{ arn: other.physicalResourceId, status: 'ISSUED' }]);
});

test('The rollback of a create that requested nothing leaves alone what an earlier one was told to retain', async () => {
  const deployment = await start();
  const retained = await deployment.created();
  const create = await deployment.cloudFormation.create(deployment.properties({ DomainName: '' }));
  const { physicalResourceId } = create;
  const rollback = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId, seconds: about(0) });
  expect(deployment.calls('ListCertificates')).toBe(0);
  expect(deployment.certificates()).toEqual([
    { arn: retained.physicalResourceId, status: 'ISSUED' },
  ]);
});

test.each([
  ['the Region of its properties', 'us-east-1', { Region: 'us-east-1' }],
  ['the Region of the stack if they name none', 'eu-west-1', { Region: undefined }],
])('A delete by an id that is no ARN searches in %s', async (_case, Region, properties) => {
  const deployment = await start();
  await deployment.created({ Region });
  deployment.stateMachine.executions.length = 0;
  const outcome = await deployment.cloudFormation.delete(deployment.properties(properties), {
    physicalResourceId: INVENTED,
  });
  deployment.expectSuccess(outcome);
  expect(deployment.certificates()).toEqual([]);
});

test('A certificate that was deleted by hand can be removed, though IAM lets nobody delete what carries no tag', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  await deployment.deleteBehindItsBack(physicalResourceId);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome.seconds).toBeLessThan(30);
  expect(deployment.calls('DeleteCertificate')).toBe(1);
});

test('An event of a delete that comes when CloudFormation has given it up deletes nothing', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
    lateSeconds: 61 * MINUTE,
  });
  expect(outcome.status).toBe('NO RESPONSE');
  await deployment.timeline.at(70 * MINUTE, () => undefined);
  expect(deployment.certificates()).toHaveLength(1);
});

test('Properties that make no sense keep nothing from being deleted', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const outcome = await deployment.cloudFormation.delete(
    { DomainName: '' },
    { physicalResourceId },
  );
  deployment.expectSuccess(outcome);
  expect(deployment.certificates()).toEqual([]);
});
