// A function on the platform: where it can die, what of it is left then, and how many of it run at once.
import { INVENTED, MINUTE, startsDeployments } from '../support/deployment';

const start = startsDeployments();
const SLOW = { oneWayMs: () => 100 };

test('A Step that dies before its request reached ACM leaves no certificate of it', async () => {
  const deployment = await start();
  deployment.step.dies = (n) => (n === 1 ? { atCall: 1, reached: false } : undefined);
  await deployment.created();
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('A Step that dies when ACM has acted leaves a certificate, and the retry comes to the same', async () => {
  const deployment = await start();
  deployment.step.dies = (n) => (n === 1 ? { atCall: 1, reached: true } : undefined);
  await deployment.created();
  expect(deployment.calls('RequestCertificate')).toBe(2);
  expect(deployment.certificates()).toHaveLength(1);
});

test('A Step that dies is not heard of again, and its environment is not used again', async () => {
  const deployment = await start();
  deployment.step.dies = (n) => (n === 1 ? { atCall: 1, reached: true } : undefined);
  await deployment.created();
  await deployment.timeline.quiet();
  expect(deployment.step.environments).toBe(2);
  expect(deployment.step.log).toHaveLength(deployment.step.invocations - 1);
});

test('A Step that gets no answer for ten seconds says so, and does not wait longer', async () => {
  const deployment = await start();
  let lost = 0;
  deployment.network.onCall = ({ operation }) =>
    operation === 'DescribeCertificate' && (lost += 1) === 1
      ? { fail: 'NO_ANSWER', reached: true }
      : 'pass';
  await deployment.created();
  const [call, next] = deployment.network.history.filter(
    ({ operation }) => operation === 'DescribeCertificate',
  );
  expect(next!.timeMs - call!.timeMs).toBeGreaterThanOrEqual(10_000);
  expect(next!.timeMs - call!.timeMs).toBeLessThan(20_000);
  expect(deployment.step.log.join('\n')).toContain('TimeoutError');
});

test("A Step that CloudFormation's URL does not answer gives this delivery up after ten seconds", async () => {
  const deployment = await start();
  let lost = 0;
  deployment.network.onCall = ({ operation }) =>
    operation === 'PUT' && (lost += 1) === 1 ? { fail: 'NO_ANSWER', reached: false } : 'pass';
  await deployment.created();
  expect(deployment.step.log.join('\n')).toContain('did not answer (TimeoutError)');
});

test('A Step whose calls take too long in all dies after the minute that Lambda gives it', async () => {
  let oneWayMs = 0;
  const deployment = await start({}, { oneWayMs: () => oneWayMs });
  for (const logicalResourceId of ['A', 'B', 'C', 'D', 'E', 'F', 'G']) {
    await deployment.cloudFormation.create(deployment.properties(), { logicalResourceId });
  }
  // It lists the certificates and reads the tags of each: eight calls of nearly ten seconds.
  oneWayMs = 4_900;
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId: INVENTED,
  });
  expect(outcome.reason).toContain('crashed (Sandbox.Timedout)');
});

test('Two events at once run in two environments, which the next events use again', async () => {
  const deployment = await start({}, SLOW);
  const creates = ['One', 'Other'].map((logicalResourceId) =>
    deployment.cloudFormation.create(deployment.properties(), { logicalResourceId }),
  );
  for (const outcome of await Promise.all(creates)) deployment.expectSuccess(outcome);
  expect(deployment.intake.environments).toBe(2);
  await deployment.created();
  expect(deployment.intake.environments).toBe(2);
});

test('An event that comes after CloudFormation has given up finds its URL expired', async () => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId: INVENTED,
    lateSeconds: 125 * MINUTE,
  });
  expect(outcome.status).toBe('NO RESPONSE');
  await deployment.timeline.quiet();
  expect(deployment.cloudFormation.responses).toEqual([]);
});

test('An Intake that Lambda throttles for hours gets its event in the end', async () => {
  const deployment = await start();
  deployment.intake.throttled = () => deployment.timeline.elapsed < 3 * 60 * MINUTE;
  void deployment.cloudFormation.create(deployment.properties());
  await deployment.timeline.quiet();
  expect(deployment.intake.invocations).toBe(1);
});

test('An Intake that fails is tried twice more, after a minute and after two', async () => {
  const deployment = await start();
  const times: number[] = [];
  deployment.intake.dies = () => {
    times.push(deployment.timeline.elapsed);
    return 'BEFORE';
  };
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('NO RESPONSE');
  expect(times).toEqual([0, MINUTE, 3 * MINUTE]);
});
