// A create that CloudFormation gives up while it goes on: its delete comes with an id that CloudFormation invented, and must
// leave nothing, however the two overtake each other.
import type { Outcome } from '../support/cloudformation';
import {
  INVENTED,
  MINUTE,
  PROMPT,
  startsDeployments,
  type Deployment,
} from '../support/deployment';
import { namesUnderDomain } from '../support/names';

const start = startsDeployments();
const NEVER = { ...PROMPT, issuanceSeconds: 10 * MINUTE };

const remove = (deployment: Deployment, properties = {}): Promise<Outcome> =>
  deployment.cloudFormation.delete(deployment.properties(properties), {
    physicalResourceId: INVENTED,
  });
const create = (deployment: Deployment, lateSeconds = 0): Promise<Outcome> =>
  deployment.cloudFormation.create(deployment.properties(), { lateSeconds });
const throttleUntil = (deployment: Deployment, operation: string, seconds: number): void => {
  const untilMs = deployment.timeline.clock.now() + seconds * 1000;
  deployment.emulator.fail({ operation, error: 'ThrottlingException', status: 400, untilMs });
};

test('A create that CloudFormation gives up while it waits for ACM is stopped, and its certificate deleted without a search', async () => {
  const deployment = await start(NEVER);
  void create(deployment);
  const removed = await deployment.timeline.at(60, () => remove(deployment));
  deployment.expectSuccess(removed);
  expect(removed.physicalResourceId).toBe(INVENTED);
  expect(removed.seconds).toBeLessThan(5);
  expect(deployment.stateMachine.executions[0]?.status).toBe('ABORTED');
  expect(deployment.certificates()).toEqual([]);
  expect(deployment.calls('ListCertificates')).toBe(0);
});

test('A create that CloudFormation gives up before ACM took its request requests nothing any more', async () => {
  const deployment = await start(NEVER);
  throttleUntil(deployment, 'RequestCertificate', 4 * MINUTE);
  void create(deployment);
  const removed = await deployment.timeline.at(30, () => remove(deployment));
  deployment.expectSuccess(removed);
  await deployment.timeline.at(10 * MINUTE, () => undefined);
  expect(deployment.certificates()).toEqual([]);
});

test('A request that is under way when its create is stopped leaves nothing behind', async () => {
  const deployment = await start(NEVER);
  // The answer of ACM is slow: the create is stopped meanwhile, and the function goes on.
  deployment.network.onCall = ({ operation }) =>
    operation === 'RequestCertificate' ? { fail: 'NO_ANSWER', reached: true } : 'pass';
  void create(deployment);
  const removed = await deployment.timeline.at(5, () => remove(deployment));
  deployment.expectSuccess(removed);
  expect(removed.seconds).toBeLessThan(100);
  expect(deployment.certificates()).toEqual([]);
});

test.each([10, 90, 10 * MINUTE, 40 * MINUTE])(
  'The event of a create that Lambda delivers %i s late, when its delete is done, leaves nothing',
  async (lateSeconds) => {
    const deployment = await start(PROMPT);
    const creating = create(deployment, lateSeconds);
    const removed = await remove(deployment);
    deployment.expectSuccess(removed);
    expect(removed.seconds).toBeLessThan(30);
    await creating;
    expect(deployment.certificates()).toEqual([]);
  },
);

test('A delete where nothing was ever requested takes seconds', async () => {
  const deployment = await start();
  const removed = await remove(deployment);
  deployment.expectSuccess(removed);
  expect(removed.seconds).toBeLessThan(25);
  expect(deployment.calls('ListCertificates')).toBe(1);
});

test('A create ten minutes after a delete of the same resource succeeds, though its event comes a minute late', async () => {
  const deployment = await start(PROMPT);
  await remove(deployment);
  const created = await deployment.timeline.at(10 * MINUTE, () => create(deployment, MINUTE));
  deployment.expectSuccess(created);
  expect(deployment.certificates()).toHaveLength(1);
});

test('A certificate that was kept on purpose survives a create under the same id that is given up', async () => {
  const deployment = await start(PROMPT);
  const kept = await deployment.created({ Retain: true });
  const again = deployment.cloudFormation.create(
    deployment.properties({ Retain: true, SubjectAlternativeNames: namesUnderDomain(1) }),
    { lateSeconds: 45 },
  );
  const removed = await remove(deployment);
  deployment.expectSuccess(removed);
  await again;
  expect(deployment.certificates()).toEqual([{ arn: kept.physicalResourceId, status: 'ISSUED' }]);
});

test('A certificate of the same resource that was kept long ago survives a search by tags', async () => {
  const deployment = await start(PROMPT);
  const kept = await deployment.created({ Retain: true });
  deployment.stateMachine.executions.length = 0;
  const removed = await remove(deployment);
  deployment.expectSuccess(removed);
  expect(deployment.calls('ListCertificates')).toBe(1);
  expect(deployment.certificates()).toEqual([{ arn: kept.physicalResourceId, status: 'ISSUED' }]);
});

test('A delete that fails and is tried again a day later deletes what the first try would have found', async () => {
  const deployment = await start(NEVER);
  void create(deployment);
  deployment.emulator.fail({
    operation: 'DeleteCertificate',
    error: 'InvalidArnException',
    status: 400,
    times: 1,
  });
  const failing = await deployment.timeline.at(30, () => remove(deployment));
  expect(failing.status).toBe('FAILED');
  deployment.timeline.clock.advance(24 * 60 * MINUTE);
  deployment.expectSuccess(await remove(deployment));
  expect(deployment.certificates()).toEqual([]);
});

test('A Step that dies after its request and is tried again leaves nothing when the delete came in between', async () => {
  const deployment = await start(PROMPT);
  deployment.step.dies = (n) => (n === 1 ? 'AFTER' : undefined);
  void create(deployment);
  deployment.expectSuccess(await deployment.timeline.at(0.4, () => remove(deployment)));
  await deployment.timeline.at(3 * MINUTE, () => undefined);
  expect(deployment.certificates()).toEqual([]);
});

test('A search that ACM throttles goes on where it stopped', async () => {
  const deployment = await start(PROMPT);
  const { physicalResourceId } = await deployment.created();
  deployment.stateMachine.executions.length = 0;
  deployment.emulator.fail({
    operation: 'ListTagsForCertificate',
    error: 'ThrottlingException',
    status: 400,
    times: 3,
  });
  deployment.expectSuccess(await remove(deployment));
  expect(deployment.certificates().map(({ arn }) => arn)).not.toContain(physicalResourceId);
  expect(deployment.calls('ListCertificates')).toBe(1);
});

test.each(['StopExecution', 'ListExecutions', 'GetExecutionHistory'])(
  'A delete goes on when %s is throttled for minutes',
  async (operation) => {
    const deployment = await start(NEVER);
    void create(deployment);
    await deployment.timeline.at(30, () => undefined);
    const until = deployment.timeline.elapsed + 3 * MINUTE;
    deployment.network.onCall = (call) =>
      call.operation === operation && deployment.timeline.elapsed < until
        ? { status: 400, error: 'ThrottlingException' }
        : 'pass';
    deployment.expectSuccess(await remove(deployment));
    expect(deployment.certificates()).toEqual([]);
  },
);

test('A create that may not be stopped is waited for by its delete, and its certificate deleted', async () => {
  const deployment = await start(NEVER);
  deployment.stepFunctions.authorize = ({ action }) =>
    action === 'states:StopExecution' ? 'denied' : undefined;
  void create(deployment);
  const removed = await deployment.timeline.at(30, () => remove(deployment));
  deployment.expectSuccess(removed);
  expect(deployment.stateMachine.executions[0]?.status).toBe('SUCCEEDED');
  expect(deployment.certificates()).toEqual([]);
});

test('A create that is given up in its last second leaves nothing, though its certificate is to be kept once it is there', async () => {
  const deployment = await start(PROMPT);
  const Retain = 'true';
  const creating = deployment.cloudFormation.create(deployment.properties({ Retain }));
  // The create is stopped only when it has answered: it has to see by itself that it is given up.
  deployment.stepFunctions.authorize = ({ action }) =>
    action === 'states:StopExecution' ? 'denied' : undefined;
  const removed = await deployment.timeline.at(2, () => remove(deployment, { Retain }));
  deployment.expectSuccess(removed);
  expect(await creating).toMatchObject({ status: 'FAILED' });
  expect(deployment.certificates()).toEqual([]);
});

test('A create that is given up while ACM lists it before it describes it leaves nothing behind', async () => {
  const deployment = await start({ ...NEVER, detailSeconds: 3 });
  deployment.emulator.fail({
    operation: 'DescribeCertificate',
    error: 'ResourceNotFoundException',
    status: 400,
    untilMs: deployment.timeline.clock.now() + MINUTE * 1000,
  });
  void create(deployment);
  deployment.expectSuccess(await deployment.timeline.at(2, () => remove(deployment)));
  expect(deployment.certificates()).toEqual([]);
});

test('The rollback of a create that never got a request through asks ACM nothing', async () => {
  const deployment = await start();
  const error = 'UnrecognizedClientException';
  deployment.emulator.fail({
    operation: 'RequestCertificate',
    error,
    status: 400,
    untilMs: Infinity,
  });
  const { status, physicalResourceId } = await create(deployment);
  expect(status).toBe('FAILED');
  deployment.emulator.clearHistory();
  await deployment.deleted({}, physicalResourceId);
  expect(deployment.emulator.history).toEqual([]);
});

test('A Region that does not exist fails in minutes and is named, and so does its rollback succeed', async () => {
  const deployment = await start();
  const properties = deployment.properties({ Region: 'us-east-11' });
  const { status, reason, seconds, physicalResourceId } =
    await deployment.cloudFormation.create(properties);
  expect(status).toBe('FAILED');
  expect(reason).toContain('acm.us-east-11.amazonaws.com');
  expect(seconds).toBeLessThan(5 * MINUTE);
  deployment.expectSuccess(
    await deployment.cloudFormation.delete(properties, { physicalResourceId }),
  );
});

test('What is given up within a tick of a create in a Region that does not exist can be deleted', async () => {
  // Calls so slow that the tick is under way when its execution is stopped.
  const deployment = await start(PROMPT, { oneWayMs: () => 3000 });
  const properties = { Region: 'us-east-11' };
  void deployment.cloudFormation.create(deployment.properties(properties));
  const removed = await deployment.timeline.at(10, () => remove(deployment, properties));
  deployment.expectSuccess(removed);
  expect(deployment.stateMachine.executions[0]?.path.at(-1)).toBe('Step');
  expect(removed.seconds).toBeLessThan(5 * MINUTE);
});
