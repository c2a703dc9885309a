// Create, from the request to the answer.
import type { ExecutionData } from '../../contract/state';
import { removeRecords } from '../support/by-hand';
import { MINUTE, PROMPT, startsDeployments } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();

test('A create requests one certificate, publishes its records, and responds with the ARN when it is issued', async () => {
  const deployment = await start();
  const outcome = await deployment.created({
    SubjectAlternativeNames: [`*.${DOMAIN}`, `www.${DOMAIN}`],
  });
  expect(deployment.certificates()).toEqual([
    { arn: outcome.physicalResourceId, status: 'ISSUED' },
  ]);
  // The apex and the wildcard share one.
  expect(deployment.records()).toHaveLength(2);
  expect(deployment.calls('ChangeResourceRecordSets')).toBe(1);
  await deployment.timeline.quiet();
  expect(deployment.stateMachine.executions.map(({ status }) => status)).toEqual(['SUCCEEDED']);
});

test('A create writes whose certificate it is into the request itself', async () => {
  const deployment = await start();
  await deployment.created();
  const [request] = deployment.emulator.history.filter(
    (call) => call.operation === 'RequestCertificate',
  );
  expect(request?.input).toMatchObject({
    DomainName: DOMAIN,
    ValidationMethod: 'DNS',
    IdempotencyToken: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    Tags: [
      {
        Key: 'cdk-dns-certificate:stack',
        Value: expect.stringContaining(':stack/Stack/') as string,
      },
      { Key: 'cdk-dns-certificate:resource', Value: 'Certificate4E7ABB08' },
    ],
  });
  expect(deployment.calls('AddTagsToCertificate')).toBe(0);
});

test('A create requests the certificate in the Region of its properties', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created({ Region: 'us-east-1' });
  expect(physicalResourceId).toMatch(/^arn:aws:acm:us-east-1:/);
});

test('A certificate that is issued 3 s after its record can be seen is responded to by second 8', async () => {
  const deployment = await start(PROMPT);
  expect((await deployment.created()).seconds).toBeLessThanOrEqual(8);
});

test('A certificate that takes 20 minutes is responded to within 30 s of its issue', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 20 * MINUTE });
  const { seconds } = await deployment.created();
  expect(seconds).toBeGreaterThanOrEqual(20 * MINUTE);
  expect(seconds).toBeLessThanOrEqual(20 * MINUTE + 30 + 2);
});

test('A certificate that is not waited for is responded to when its records are written', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 20 * MINUTE });
  const { seconds } = await deployment.created({ WaitForIssuance: 'false' });
  expect(seconds).toBeLessThan(10);
  expect(deployment.certificates()).toMatchObject([{ status: 'PENDING_VALIDATION' }]);
  expect(deployment.records()).toHaveLength(1);
});

test('A certificate that is not issued within a time-out of its own fails then, and is deleted', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 20 * MINUTE });
  const { status, reason, seconds } = await deployment.cloudFormation.create(
    deployment.properties({ ValidationTimeoutSeconds: String(5 * MINUTE) }),
  );
  expect(status).toBe('FAILED');
  expect(reason).toContain('is still PENDING_VALIDATION after 5 minutes');
  expect(seconds).toBeCloseTo(5 * MINUTE, -1);
});

test('An event that is delivered twice makes one certificate and one response', async () => {
  const deployment = await start();
  const outcome = await deployment.cloudFormation.create(deployment.properties(), {
    deliveries: 2,
  });
  deployment.expectSuccess(outcome);
  expect(deployment.intake.invocations).toBe(2);
  expect(deployment.certificates()).toHaveLength(1);
  expect(deployment.cloudFormation.responses).toHaveLength(1);
});

test('An event that Step Functions does not take for two minutes is handed on then', async () => {
  const deployment = await start(PROMPT);
  deployment.stateMachineUnavailable = 24;
  const { seconds } = await deployment.created();
  expect(seconds).toBeGreaterThan(2 * MINUTE);
  expect(seconds).toBeLessThan(3 * MINUTE);
  expect(deployment.stateMachine.executions).toHaveLength(1);
});

test('An event that is delivered again when all is done does nothing', async () => {
  const deployment = await start();
  await deployment.created();
  const [execution] = deployment.stateMachine.executions;
  const { event } = JSON.parse(execution!.input) as ExecutionData;
  await deployment.intake.invoke(event);
  expect(deployment.stateMachine.executions).toHaveLength(1);
  expect(deployment.certificates()).toHaveLength(1);
});

test('Two resources of one stack with the same names get a certificate each', async () => {
  const deployment = await start();
  const [one, two] = await Promise.all([
    deployment.cloudFormation.create(deployment.properties()),
    deployment.cloudFormation.create(deployment.properties(), { logicalResourceId: 'Other' }),
  ]);
  expect(one.physicalResourceId).not.toBe(two.physicalResourceId);
  expect(deployment.certificates().map(({ status }) => status)).toEqual(['ISSUED', 'ISSUED']);
});

test.each(['ThrottlingException', 'InternalFailure', 'RequestAbortedException'])(
  'A create goes on when a call ends in %s',
  async (error) => {
    const deployment = await start();
    const status = error === 'ThrottlingException' ? 400 : 500;
    for (const operation of [
      'RequestCertificate',
      'DescribeCertificate',
      'ChangeResourceRecordSets',
    ]) {
      deployment.emulator.fail({ operation, error, status, times: 2 });
    }
    await deployment.created();
    expect(deployment.certificates()).toHaveLength(1);
  },
);

test('A create goes on when the response to RequestCertificate is lost, and requests no second certificate', async () => {
  const deployment = await start();
  deployment.emulator.fail({ operation: 'RequestCertificate', afterAct: true });
  await deployment.created();
  expect(deployment.calls('RequestCertificate')).toBe(2);
  expect(deployment.certificates()).toHaveLength(1);
});

test('A create goes on while Route 53 is busy with an earlier change', async () => {
  const deployment = await start();
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'PriorRequestNotComplete',
    status: 400,
    times: 3,
  });
  await deployment.created();
});

test('A create goes on while the permissions of its role are still spreading', async () => {
  const deployment = await start();
  const untilMs = deployment.timeline.clock.now() + 90_000;
  deployment.emulator.fail({
    operation: 'RequestCertificate',
    error: 'AccessDeniedException',
    status: 400,
    untilMs,
  });
  expect((await deployment.created()).seconds).toBeGreaterThan(90);
});

test('A validation record that somebody removes while ACM waits for it is written again', async () => {
  const deployment = await start({ ...PROMPT, propagationSeconds: 60 });
  void deployment.timeline.at(20, () => removeRecords(deployment));
  const outcome = await deployment.created();
  expect(outcome.seconds).toBeLessThan(8 * MINUTE);
  expect(deployment.records()).toHaveLength(1);
});

test('Expired credentials in minute 5 do not end a wait of 20 minutes', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 20 * MINUTE });
  void deployment.timeline.at(5 * MINUTE, () => {
    deployment.emulator.fail({
      operation: 'DescribeCertificate',
      error: 'ExpiredTokenException',
      status: 400,
      times: 3,
    });
  });
  expect((await deployment.created()).seconds).toBeGreaterThan(20 * MINUTE);
});

test('One description that lacks the certificate does not end the wait for it', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 2 * MINUTE });
  void deployment.timeline.at(MINUTE, () => {
    deployment.emulator.fail({
      operation: 'DescribeCertificate',
      error: 'ResourceNotFoundException',
      status: 400,
      times: 1,
    });
  });
  expect((await deployment.created()).seconds).toBeGreaterThan(2 * MINUTE);
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('A certificate that ACM first describes without its names is waited for', async () => {
  const deployment = await start({ detailSeconds: 20 });
  await deployment.created();
});

test('A certificate that ACM describes as validated by e-mail at first is waited for', async () => {
  const deployment = await start({ methodLagSeconds: 20 });
  await deployment.created();
});

test('A create that ACM throttles for 20 minutes succeeds then', async () => {
  const deployment = await start(PROMPT);
  deployment.emulator.fail({
    operation: 'RequestCertificate',
    error: 'ThrottlingException',
    status: 400,
    untilMs: deployment.timeline.clock.now() + 20 * MINUTE * 1000,
  });
  expect((await deployment.created()).seconds).toBeGreaterThan(20 * MINUTE);
});
