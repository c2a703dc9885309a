// A Step that crashes, or that Lambda cannot run.
import {
  MINUTE,
  NEVER_REQUESTED,
  PROMPT,
  startsDeployments,
  WITHOUT_ARN,
} from '../support/deployment';

const start = startsDeployments();

/** After so many deaths in a row, a tick is given up. */
const TRIES = 5;

test('A Step that crashes once is tried again, and the deployment goes on', async () => {
  const deployment = await start();
  deployment.step.dies = (invocation) => (invocation === 3 ? 'AFTER' : undefined);
  await deployment.created();
  expect(deployment.certificates()).toHaveLength(1);
});

test('A Step that crashes right after the request requests no second certificate', async () => {
  const deployment = await start();
  deployment.step.dies = (invocation) => (invocation === 1 ? 'AFTER' : undefined);
  await deployment.created();
  expect(deployment.certificates()).toHaveLength(1);
});

test('A Step that crashes again and again gives up, and CloudFormation is told the ARN', async () => {
  const deployment = await start({ issuanceSeconds: 10 * MINUTE });
  deployment.step.dies = (invocation) =>
    invocation > 5 && invocation <= 5 + TRIES ? 'BEFORE' : undefined;
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain(
    `the handler of certificate ${outcome.physicalResourceId} crashed (Runtime.ExitError); deploy again, and report ` +
      'it if it happens twice: RequestId: ... Error: Runtime exited (log ',
  );
  expect(outcome.physicalResourceId).toBe(deployment.certificates()[0]?.arn);
  expect(deployment.stateMachine.executions[0]?.path).toContain('GiveUp');
});

test('A Step that crashes before it could say the ARN leaves a certificate that the rollback finds by its tags', async () => {
  const deployment = await start();
  deployment.step.dies = (invocation) => (invocation <= TRIES ? 'AFTER' : undefined);
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.physicalResourceId).toMatch(WITHOUT_ARN);
  expect(deployment.certificates()).toHaveLength(1);
  const { physicalResourceId } = outcome;
  const rollback = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(deployment.certificates()).toEqual([]);
});

test('A Step that crashes on every try is tried for nearly the hour, and CloudFormation is told when it runs again', async () => {
  const deployment = await start();
  const broken = (): boolean => deployment.timeline.elapsed < 20 * MINUTE;
  deployment.step.dies = () => (broken() ? 'BEFORE' : undefined);
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('crashed (Runtime.ExitError)');
  expect(outcome.seconds).toBeLessThanOrEqual(21 * MINUTE);
});

test('A Step that Lambda throttles goes on when it may run again, and the response is not lost', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const end = deployment.timeline.elapsed + 20 * MINUTE;
  deployment.step.throttled = () => deployment.timeline.elapsed < end;
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId });
  expect(outcome.seconds).toBeLessThanOrEqual(21 * MINUTE);
  expect(deployment.stateMachine.executions.at(-1)?.path).not.toContain('GiveUp');
});

test('A Step that dies three times in a row goes on', async () => {
  const deployment = await start();
  deployment.step.dies = (invocation) => (invocation <= 3 ? 'BEFORE' : undefined);
  await deployment.created();
  expect(deployment.step.deaths).toBe(3);
});

test('A create that Lambda throttles for twenty minutes requests its certificate then', async () => {
  const deployment = await start();
  deployment.step.throttled = () => deployment.timeline.elapsed < 20 * MINUTE;
  await deployment.created();
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('A create that Lambda throttles until its deadline requests nothing', async () => {
  const deployment = await start();
  deployment.step.throttled = () => deployment.timeline.elapsed < 56 * MINUTE;
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: NEVER_REQUESTED });
  expect(outcome.reason).toContain('was not requested in 56 minutes');
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('CloudFormation is told when Step cannot run for 50 minutes', async () => {
  const deployment = await start();
  deployment.step.dies = () => (deployment.timeline.elapsed < 50 * MINUTE ? 'BEFORE' : undefined);
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
});

test('CloudFormation is told when no execution can ever be started', async () => {
  const deployment = await start();
  deployment.stateMachineUnavailable = Infinity;
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('Step Functions did not take the request');
  expect(outcome.seconds).toBeLessThan(5 * MINUTE);
  const { physicalResourceId } = outcome;
  deployment.stateMachineUnavailable = 0;
  deployment.expectSuccess(
    await deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId }),
  );
});

test('An Intake that dies twice is run again by Lambda', async () => {
  const deployment = await start();
  deployment.intake.dies = (n) => (n <= 2 ? 'BEFORE' : undefined);
  const { seconds } = await deployment.created();
  expect(seconds).toBeGreaterThan(3 * MINUTE);
  expect(deployment.stateMachine.executions).toHaveLength(1);
});

test('An event that is three minutes late and a response that is taken at the eighth try stay within the hour', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 3 * 60 * MINUTE });
  const urlStatuses = [503, 503, 503, 503, 503, 503, 503, 200];
  const outcome = await deployment.cloudFormation.create(deployment.properties(), {
    urlStatuses,
    lateSeconds: 3 * MINUTE,
  });
  expect(outcome.status).toBe('FAILED');
});

test('A Step that crashes while deleting gives up with the ARN, and a second delete succeeds', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const before = deployment.step.invocations;
  deployment.step.dies = (invocation) => (invocation <= before + TRIES ? 'BEFORE' : undefined);
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
  const again = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(again);
  expect(deployment.certificates()).toEqual([]);
});
