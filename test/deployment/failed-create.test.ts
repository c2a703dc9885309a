// A create that fails: what CloudFormation is told, and that nothing is left behind.
import type { Outcome } from '../support/cloudformation';
import {
  about,
  INVENTED,
  WITHOUT_ARN,
  MINUTE,
  PROMPT,
  startsDeployments,
  type Deployment,
} from '../support/deployment';
import { DOMAIN, namesUnderDomain } from '../support/names';

const start = startsDeployments();

test('A create that fails responds with the ARN and the reason, so that the rollback deletes the certificate', async () => {
  const deployment = await start();
  deployment.emulator.refuse(DOMAIN, 'CAA_ERROR');
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain(`certificate for ${DOMAIN} is FAILED (CAA_ERROR)`);
  const arn = deployment.certificates()[0]!.arn;
  expect(outcome.physicalResourceId).toBe(arn);

  await deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId: arn });
  expect(deployment.certificates()).toEqual([]);
});

test('A create that fails by the deadline still leaves CloudFormation time to hear of it', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 2 * 60 * MINUTE });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('is still PENDING_VALIDATION after 55 minutes');
  expect(outcome.seconds).toBeLessThan(56 * MINUTE);
  expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
});

test('A create over a quota fails at once and names it', async () => {
  const deployment = await start();
  const SubjectAlternativeNames = namesUnderDomain(10);
  const outcome = await deployment.cloudFormation.create(
    deployment.properties({ SubjectAlternativeNames }),
  );
  expect(outcome.status).toBe('FAILED');
  expect(outcome.physicalResourceId).toMatch(WITHOUT_ARN);
  expect(outcome.reason).toMatch(
    new RegExp(
      `^certificate for ${DOMAIN} could not be created: acm:RequestCertificate: LimitExceededException`,
    ),
  );
  expect(outcome).toMatchObject({ seconds: about(0) });
  // The SDK takes this error for throttling, and would try three times.
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('A create without a permission fails after two minutes and names it', async () => {
  const deployment = await start();
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'AccessDenied',
    status: 403,
    times: 1000,
  });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('route53:ChangeResourceRecordSets: AccessDenied');
  expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
  expect(outcome.seconds).toBeGreaterThanOrEqual(2 * MINUTE);
  expect(outcome.seconds).toBeLessThan(3 * MINUTE);
});

test('A create fails at once when its certificate was there and is gone', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  void deployment.timeline.at(30, () => {
    const { certificateArn } = deployment.emulator.certificates()[0]!;
    void deployment.deleteBehindItsBack(certificateArn);
  });
  const outcome = await deployment.cloudFormation.create(deployment.properties());
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('was deleted while it waited to be issued');
  expect(outcome.seconds).toBeLessThan(40);
});

test.each([
  // Whoever has not requested by then never will: see a create that is overtaken.
  ['RequestCertificate', WITHOUT_ARN, 4 * MINUTE, 5 * MINUTE],
  ['DescribeCertificate', /^arn:aws:acm:/, 55 * MINUTE, 55 * MINUTE + 1],
])(
  'A create fails in time when ACM does not respond to %s',
  async (operation, id, earliest, latest) => {
    const deployment = await start();
    const untilMs = deployment.timeline.clock.now() + 60 * MINUTE * 1000;
    deployment.emulator.fail({ operation, error: 'InternalFailure', status: 500, untilMs });
    const outcome = await deployment.cloudFormation.create(deployment.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain(`could not be created: acm:${operation}: InternalFailure`);
    expect(outcome.physicalResourceId).toMatch(id);
    expect(outcome.seconds).toBeGreaterThanOrEqual(earliest);
    expect(outcome.seconds).toBeLessThanOrEqual(latest);
  },
);

test('A create whose records Route 53 never takes says so at the deadline', async () => {
  const deployment = await start();
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'Throttling',
    status: 400,
    times: 10_000,
  });
  const { reason } = await deployment.cloudFormation.create(deployment.properties());
  expect(reason).toContain('could not be created: route53:ChangeResourceRecordSets: Throttling');
});

test('A create fails when its hosted zone does not exist, and says so', async () => {
  const deployment = await start();
  const HostedZones = [{ HostedZoneId: 'ZNOSUCHZONE', Name: DOMAIN }];
  const outcome = await deployment.cloudFormation.create(deployment.properties({ HostedZones }));
  expect(outcome.status).toBe('FAILED');
  expect(outcome.reason).toContain('NoSuchHostedZone');
  expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
});

const overtake = (deployment: Deployment, seconds: number): Promise<Outcome> =>
  deployment.timeline.at(seconds, () =>
    deployment.cloudFormation.delete(deployment.properties(), { physicalResourceId: INVENTED }),
  );

test('A create that a delete overtakes stops, and leaves nothing behind', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  const create = deployment.cloudFormation.create(deployment.properties());
  expect(await overtake(deployment, 60)).toMatchObject({
    status: 'SUCCESS',
    physicalResourceId: INVENTED,
  });
  expect(await create).toMatchObject({ status: 'FAILED' });
  expect(deployment.certificates()).toEqual([]);
});

test('A create that a delete overtakes before it could request leaves nothing behind', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  deployment.emulator.fail({
    operation: 'RequestCertificate',
    error: 'ThrottlingException',
    status: 400,
    untilMs: deployment.timeline.clock.now() + 4 * MINUTE * 1000,
  });
  const create = deployment.cloudFormation.create(deployment.properties());
  const remove = await overtake(deployment, 2);
  expect(deployment.calls('RequestCertificate')).toBeGreaterThan(1);
  deployment.expectSuccess(remove);
  expect(remove).toMatchObject({ physicalResourceId: INVENTED });
  expect(remove.seconds).toBeGreaterThan(4 * MINUTE - 2);
  expect((await create).reason).toContain('was deleted while it waited to be issued');
  expect(deployment.certificates()).toEqual([]);
});

test('A create that a delete overtakes leaves nothing behind, though ACM lists it before it describes it', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  const begin = deployment.timeline.clock.now();
  deployment.emulator.fail({
    operation: 'RequestCertificate',
    error: 'ThrottlingException',
    status: 400,
    untilMs: begin + 3 * MINUTE * 1000,
  });
  deployment.emulator.fail({
    operation: 'DescribeCertificate',
    error: 'ResourceNotFoundException',
    status: 400,
    untilMs: begin + 4 * MINUTE * 1000,
  });
  const create = deployment.cloudFormation.create(deployment.properties());
  deployment.expectSuccess(await overtake(deployment, 2));
  await create;
  expect(deployment.certificates()).toEqual([]);
});

test('A create whose event a delete overtakes leaves nothing behind', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  deployment.stateMachineUnavailable = 2;
  const create = deployment.cloudFormation.create(deployment.properties());
  // The delete gets through at once; the create's event comes after 3 minutes.
  const remove = overtake(deployment, 90);
  await deployment.timeline.at(80, () => {
    deployment.stateMachineUnavailable = 0;
  });
  deployment.expectSuccess(await remove);
  expect(await create).toMatchObject({ status: 'FAILED' });
  expect(deployment.calls('RequestCertificate')).toBe(1);
  expect(deployment.certificates()).toEqual([]);
});
