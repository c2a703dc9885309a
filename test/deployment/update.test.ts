// Update: what is there stays, what cannot be done is refused.
import { about, MINUTE, PROMPT, startsDeployments, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();
const DAY_SECONDS = 86_400;

test('An update without a change responds at once with the same ARN', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created({
    SubjectAlternativeNames: [`*.${DOMAIN}`, `a.${DOMAIN}`],
  });
  const reordered = deployment.properties({
    SubjectAlternativeNames: [`a.${DOMAIN}`, `*.${DOMAIN}`],
  });
  const outcome = await deployment.cloudFormation.update(reordered, { physicalResourceId });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId, seconds: about(0) });
  expect(deployment.calls('RequestCertificate')).toBe(1);
});

test('An update to another hosted zone writes the records there', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const other = deployment.emulator.createHostedZone(DOMAIN);
  const HostedZones = [{ HostedZoneId: other, Name: DOMAIN }];
  const outcome = await deployment.cloudFormation.update(deployment.properties({ HostedZones }), {
    physicalResourceId,
  });
  deployment.expectSuccess(outcome);
  expect(outcome).toMatchObject({ physicalResourceId, seconds: about(0) });
  const written = deployment.emulator.records(other);
  expect(written).toHaveLength(1);
  expect(deployment.records()).toEqual(written);
});

const OTHERS = { SubjectAlternativeNames: [`www.${DOMAIN}`] };
const NOT_WAITED_FOR = { WaitForIssuance: 'false' };
const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:000000000000:listener/app/alb/50dc6c495c0c9188/0467ef3c8400ae65';

test('An update to other names requests another certificate, and the old one goes when its users have moved', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created();
  deployment.emulator.attach(old, LISTENER);
  const update = await deployment.cloudFormation.update(deployment.properties(OTHERS), {
    physicalResourceId: old,
  });
  deployment.expectSuccess(update);
  expect(update.physicalResourceId).not.toBe(old);
  const arns = deployment.certificates().map(({ arn }) => arn);
  expect(new Set(arns)).toEqual(new Set([old, update.physicalResourceId]));
  deployment.emulator.detach(LISTENER);
  deployment.emulator.attach(update.physicalResourceId, LISTENER);
  const cleanUp = await deployment.cloudFormation.delete(deployment.properties(), {
    physicalResourceId: old,
  });
  deployment.expectSuccess(cleanUp);
  expect(deployment.certificates()).toHaveLength(1);
  // The record that both need.
  expect(deployment.records()).not.toHaveLength(0);
});

test('An update to another Region requests a certificate there', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const elsewhere = deployment.properties({ Region: 'us-east-1' });
  const update = await deployment.cloudFormation.update(elsewhere, { physicalResourceId });
  deployment.expectSuccess(update);
  expect(update.physicalResourceId).toContain(':us-east-1:');
});

test('A failed update deletes what it has requested, and answers with the certificate that is there', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  deployment.emulator.refuse(`www.${DOMAIN}`, 'CAA_ERROR');
  const update = await deployment.cloudFormation.update(deployment.properties(OTHERS), {
    physicalResourceId,
  });
  expect(update).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(update.reason).toContain('CAA_ERROR');
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);

  const rollback = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  // What the update has deleted itself is not waited for.
  expect(rollback.seconds).toBeLessThan(MINUTE);
  expect(deployment.calls('RequestCertificate')).toBe(2);
});

test('An update that CloudFormation cancels is undone by the update that follows', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 10 * MINUTE });
  const { physicalResourceId } = await deployment.created();
  const began = deployment.timeline.elapsed;
  void deployment.cloudFormation.update(deployment.properties(OTHERS), { physicalResourceId });
  const rollback = await deployment.timeline.at(began + 30, () =>
    deployment.cloudFormation.update(deployment.properties(), { physicalResourceId }),
  );
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId });
  await deployment.timeline.at(began + 20 * MINUTE, () => undefined);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test.each([
  ['key', { KeyAlgorithm: 'EC_prime256v1' }, { KeyAlgorithm: 'EC_prime256v1' }],
  ['export option', { Export: true }, { Options: { Export: 'ENABLED' } }],
])('An update to another %s replaces the certificate', async (_what, change, asked) => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const update = await deployment.cloudFormation.update(deployment.properties(change), {
    physicalResourceId,
  });
  deployment.expectSuccess(update);
  expect(update.physicalResourceId).not.toBe(physicalResourceId);
  const requests = deployment.emulator.history.filter(
    ({ operation }) => operation === 'RequestCertificate',
  );
  expect(requests.at(-1)?.input).toMatchObject(asked);
});

test.each([{ KeyAlgorithm: 'EC_secp384r1' }, { Export: true }])(
  'An update that changes nothing of a certificate with %p keeps it',
  async (properties) => {
    const deployment = await start();
    const { physicalResourceId } = await deployment.created(properties);
    const update = await deployment.cloudFormation.update(deployment.properties(properties), {
      physicalResourceId,
    });
    deployment.expectSuccess(update);
    expect(update.physicalResourceId).toBe(physicalResourceId);
    expect(deployment.calls('RequestCertificate')).toBe(1);
  },
);

test('The rollback of a replacement takes back the certificate that it replaced', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created();
  const update = await deployment.cloudFormation.update(deployment.properties(OTHERS), {
    physicalResourceId: old,
  });
  const { physicalResourceId: replacement } = update;
  const rollback = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId: replacement,
  });
  deployment.expectSuccess(rollback);
  expect(rollback).toMatchObject({ physicalResourceId: old });
  deployment.expectSuccess(
    await deployment.cloudFormation.delete(deployment.properties(OTHERS), {
      physicalResourceId: replacement,
    }),
  );
  expect(deployment.certificates()).toEqual([{ arn: old, status: 'ISSUED' }]);
});

test('The rollback of a replacement whose old certificate is gone requests the same again', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created();
  const update = await deployment.cloudFormation.update(deployment.properties(OTHERS), {
    physicalResourceId: old,
  });
  await deployment.deleteBehindItsBack(old);
  const rollback = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId: update.physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect([old, update.physicalResourceId]).not.toContain(rollback.physicalResourceId);
});

test('A Step that crashes in a replacement leaves a certificate that the rollback deletes', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: MINUTE });
  const { physicalResourceId } = await deployment.created();
  const before = deployment.step.invocations;
  deployment.step.dies = (n) => (n > before + 1 && n <= before + 6 ? 'BEFORE' : undefined);
  const update = await deployment.cloudFormation.update(deployment.properties(OTHERS), {
    physicalResourceId,
  });
  expect(update).toMatchObject({ status: 'FAILED', physicalResourceId });
  expect(deployment.certificates()).toHaveLength(2);
  const rollback = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test.each(['EXPIRED', 'deleted by hand'])(
  'A certificate that is %s is requested anew by the next update of its resource',
  async (how) => {
    const deployment = await start();
    const { physicalResourceId } = await deployment.created();
    if (how === 'EXPIRED') deployment.timeline.clock.advance(400 * DAY_SECONDS);
    else await deployment.deleteBehindItsBack(physicalResourceId);
    const hostedZoneId = deployment.emulator.createHostedZone(DOMAIN);
    const other = { HostedZones: [{ HostedZoneId: hostedZoneId, Name: DOMAIN }] };
    const update = await deployment.cloudFormation.update(deployment.properties(other), {
      physicalResourceId,
    });
    deployment.expectSuccess(update);
    expect(update.physicalResourceId).not.toBe(physicalResourceId);
  },
);

test.each(['EXPIRED', 'deleted by hand'])(
  'The rollback of an update of the zone succeeds though the certificate is %s and ACM takes no request, and says so',
  async (how) => {
    const deployment = await start();
    const { physicalResourceId } = await deployment.created();
    if (how === 'EXPIRED') deployment.timeline.clock.advance(400 * DAY_SECONDS);
    else await deployment.deleteBehindItsBack(physicalResourceId);
    deployment.emulator.fail({
      operation: 'RequestCertificate',
      error: 'LimitExceededException',
      status: 400,
      untilMs: Infinity,
    });
    const rollback = await deployment.cloudFormation.update(deployment.properties(), {
      physicalResourceId,
    });
    deployment.expectSuccess(rollback);
    expect(rollback).toMatchObject({ physicalResourceId });
    expect(rollback.reason).toContain('LimitExceededException');
  },
);

test('The rollback of an update succeeds while Route 53 refuses the records of an issued certificate, and says so', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const others = { SubjectAlternativeNames: [`www.${DOMAIN}`] };
  await deployment.cloudFormation.update(deployment.properties(others), { physicalResourceId });
  deployment.emulator.fail({
    operation: 'ChangeResourceRecordSets',
    error: 'NoSuchHostedZone',
    status: 404,
    untilMs: Infinity,
  });
  const rollback = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  deployment.expectSuccess(rollback);
  expect(rollback.reason).toContain('NoSuchHostedZone');
});

test('What a cancelled update has requested is found by its tags when its history may not be read', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: MINUTE });
  const { physicalResourceId } = await deployment.created();
  const began = deployment.timeline.elapsed;
  void deployment.cloudFormation.update(deployment.properties(OTHERS), { physicalResourceId });
  deployment.network.onCall = ({ operation }) =>
    operation === 'GetExecutionHistory' ? { status: 400, error: 'AccessDeniedException' } : 'pass';
  const rollback = await deployment.timeline.at(began + 30, () =>
    deployment.cloudFormation.update(deployment.properties(), { physicalResourceId }),
  );
  deployment.expectSuccess(rollback);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('A rollback that CloudFormation repeats with nothing changed deletes what the first one could not', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: MINUTE });
  const { physicalResourceId } = await deployment.created();
  const began = deployment.timeline.elapsed;
  void deployment.cloudFormation.update(deployment.properties(OTHERS), { physicalResourceId });
  const late = { physicalResourceId, lateSeconds: 70 * MINUTE };
  await deployment.timeline.at(began + 90, () =>
    deployment.cloudFormation.update(deployment.properties(), late),
  );
  expect(deployment.certificates()).toHaveLength(2);
  deployment.expectSuccess(
    await deployment.cloudFormation.update(deployment.properties(), { physicalResourceId }),
  );
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('What a cancelled update has made does not stay though its rollback comes too late and the stack is deleted', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  const { cloudFormation, timeline } = deployment;
  // The update ends in the second before its rollback is made, so that it cannot know of it.
  await cloudFormation.update(deployment.properties(OTHERS), { physicalResourceId });
  await cloudFormation.update(deployment.properties(), {
    physicalResourceId,
    lateSeconds: 90 * MINUTE,
  });
  const removed = await cloudFormation.delete(deployment.properties(), { physicalResourceId });
  deployment.expectSuccess(removed);
  expect(deployment.certificates()).toHaveLength(1);
  let refusals = 5;
  deployment.network.onCall = ({ operation }) =>
    operation === 'DeleteCertificate' && refusals-- > 0
      ? { status: 400, error: 'ThrottlingException' }
      : 'pass';
  await timeline.quiet();
  expect(deployment.certificates()).toEqual([]);
  expect(deployment.step.log.at(-1)).toContain('to delete what older updates had left');
});

test('A rollback that may not stop its update waits until that has ended by itself', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 5 * MINUTE });
  const { physicalResourceId } = await deployment.created();
  denyStopping(deployment);
  const began = deployment.timeline.elapsed;
  void deployment.cloudFormation.update(deployment.properties(OTHERS), { physicalResourceId });
  const rollback = await deployment.timeline.at(began + 5, () =>
    deployment.cloudFormation.update(deployment.properties(), { physicalResourceId }),
  );
  deployment.expectSuccess(rollback);
  expect(rollback.reason).toContain('[ISSUED]');
  expect(deployment.stateMachine.executions[1]?.status).toBe('SUCCEEDED');
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('What an update made in its last second is deleted by the rollback, though no execution may be stopped', async () => {
  const deployment = await start();
  const { physicalResourceId } = await deployment.created();
  denyStopping(deployment);
  // Step Functions still lists it as running.
  deployment.stepFunctions.lagSeconds = () => 8;
  await deployment.updated(OTHERS, physicalResourceId);
  await deployment.updated({}, physicalResourceId);
  expect(deployment.certificates()).toEqual([{ arn: physicalResourceId, status: 'ISSUED' }]);
});

test('What an update that succeeded could not delete is deleted by the next one', async () => {
  const deployment = await start({ ...PROMPT, issuanceSeconds: 3 * 60 * MINUTE });
  const { physicalResourceId } = await deployment.created(NOT_WAITED_FOR);
  await deployment.deleteBehindItsBack(physicalResourceId);
  // The certificate that is requested in its place is not issued in time, and ACM does not let it be deleted.
  deployment.network.onCall = ({ operation }) =>
    operation === 'DeleteCertificate' ? { status: 400, error: 'AccessDeniedException' } : 'pass';
  const update = await deployment.cloudFormation.update(deployment.properties(), {
    physicalResourceId,
  });
  expect(update).toMatchObject({ status: 'SUCCESS', physicalResourceId });
  expect(deployment.certificates()).toHaveLength(1);
  deployment.network.onCall = () => 'pass';
  const next = await deployment.updated(NOT_WAITED_FOR, physicalResourceId);
  expect(deployment.certificates().map(({ arn }) => arn)).toEqual([next.physicalResourceId]);
});

test('A rollback takes back what the update replaced, though ACM does not know it for once', async () => {
  const deployment = await start();
  const { physicalResourceId: old } = await deployment.created();
  const { physicalResourceId } = await deployment.updated(OTHERS, old);
  let unknown = 1;
  deployment.network.onCall = ({ operation, request: { body } }) =>
    operation === 'DescribeCertificate' && body.includes(old) && unknown-- > 0
      ? { status: 400, error: 'ResourceNotFoundException' }
      : 'pass';
  const rollback = await deployment.updated({}, physicalResourceId);
  expect(rollback.physicalResourceId).toBe(old);
  expect(deployment.calls('RequestCertificate')).toBe(2);
});

function denyStopping({ stepFunctions }: Deployment): void {
  stepFunctions.authorize = ({ action }) =>
    action === 'states:StopExecution' ? 'denied' : undefined;
}
