// The story of a certificate, offline: CloudFormation's protocol, the synthesized state machine, the built
// handlers and the emulator, on the moved clock.
import type { Outcome } from './support/cloudformation';
import { World } from './support/world';

/** ACM answers as quickly as it ever does: what is measured is our own waiting. */
const PROMPT = {
  methodSettles: 0,
  firstRecord: 0,
  eachFurtherRecord: 0,
  propagation: 0,
  issuance: 3,
};
const ALB =
  'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/alb/50dc6c495c0c9188';
const INVENTED = 'Stack-Certificate4E7ABB08-1K2J3H4G5F6D';
const WITHOUT_ARN = /^Certificate4E7ABB08-without-arn-since-20\d\d-/;
const MINUTE = 60;

let world: World;

async function start(...timings: Parameters<typeof World.start>): Promise<World> {
  world = await World.start(...timings);
  return world;
}

afterEach(() => world.close());

const certificates = (): { arn: string; status: string }[] =>
  world.emulator
    .certificates()
    .map(({ certificateArn, status }) => ({ arn: certificateArn, status }));
const records = (): readonly unknown[] => world.emulator.records(world.hostedZoneId);
const calls = (operation: string): number =>
  world.emulator.history.filter((call) => call.operation === operation).length;

async function created(properties: Record<string, unknown> = {}): Promise<Outcome> {
  const outcome = await world.cloudFormation.create(world.properties(properties));
  expect(outcome).toMatchObject({ status: 'SUCCESS' });
  return outcome;
}

describe('create', () => {
  test('requests one certificate, publishes its records, and answers with the ARN when it is issued', async () => {
    await start();
    const outcome = await created({
      SubjectAlternativeNames: ['*.example.com', 'www.example.com'],
    });
    expect(certificates()).toEqual([{ arn: outcome.physicalResourceId, status: 'ISSUED' }]);
    // The apex and the wildcard share one.
    expect(records()).toHaveLength(2);
    expect(calls('ChangeResourceRecordSets')).toBe(1);
    await world.timeline.quiet();
    expect(world.stateMachine.executions.map(({ status }) => status)).toEqual(['SUCCEEDED']);
  });

  test('writes whose certificate it is into the request itself', async () => {
    await start();
    await created();
    const [request] = world.emulator.history.filter(
      (call) => call.operation === 'RequestCertificate',
    );
    expect(request?.input).toMatchObject({
      DomainName: 'example.com',
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
    expect(calls('AddTagsToCertificate')).toBe(0);
  });

  test('in another Region', async () => {
    await start();
    const { physicalResourceId } = await created({ Region: 'us-east-1' });
    expect(physicalResourceId).toMatch(/^arn:aws:acm:us-east-1:/);
  });

  test('a certificate issued 3 s after its record can be seen is answered by second 8', async () => {
    await start(PROMPT);
    expect((await created()).seconds).toBeLessThanOrEqual(8);
  });

  test('a certificate that takes 20 minutes is answered within 30 s of its issue', async () => {
    await start({ ...PROMPT, issuance: 20 * MINUTE });
    const { seconds } = await created();
    expect(seconds).toBeGreaterThanOrEqual(20 * MINUTE);
    expect(seconds).toBeLessThanOrEqual(20 * MINUTE + 30 + 2);
  });

  test('an event that is delivered twice makes one certificate and one answer', async () => {
    await start();
    const outcome = await world.cloudFormation.create(world.properties(), { deliveries: 2 });
    expect(outcome.status).toBe('SUCCESS');
    expect(world.intake.invocations).toBe(2);
    expect(certificates()).toHaveLength(1);
    expect(world.cloudFormation.answers).toHaveLength(1);
  });

  test('an event that Intake could not hand on is delivered again', async () => {
    await start();
    world.stateMachineUnavailable = 1;
    const { seconds } = await created();
    expect(seconds).toBeGreaterThanOrEqual(60);
    expect(world.stateMachine.executions).toHaveLength(1);
  });

  test('an event that is delivered again when all is done does nothing', async () => {
    await start();
    const event = { RequestId: 'c0ffee00-0000-4000-8000-000000000000' };
    await world.cloudFormation.create(world.properties(), { event });
    const again = await world.cloudFormation.create(world.properties(), { event });
    expect(again.status).toBe('NO ANSWER');
    expect(certificates()).toHaveLength(1);
  });

  test('one stack creates the same certificate twice over as two, and each its own', async () => {
    await start();
    const [one, two] = await Promise.all([
      world.cloudFormation.create(world.properties()),
      world.cloudFormation.create(world.properties(), { logicalResourceId: 'Other' }),
    ]);
    expect(one.physicalResourceId).not.toBe(two.physicalResourceId);
    expect(certificates().map(({ status }) => status)).toEqual(['ISSUED', 'ISSUED']);
  });

  test.each(['ThrottlingException', 'InternalFailure', 'RequestAbortedException'])(
    'goes on when a call ends in %s',
    async (error) => {
      await start();
      const status = error === 'ThrottlingException' ? 400 : 500;
      for (const operation of [
        'RequestCertificate',
        'DescribeCertificate',
        'ChangeResourceRecordSets',
      ]) {
        world.emulator.fail({ operation, error, status, times: 2 });
      }
      await created();
      expect(certificates()).toHaveLength(1);
    },
  );

  test('goes on when the answer to the request is lost, and requests no second certificate', async () => {
    await start();
    world.emulator.fail({ operation: 'RequestCertificate', afterAct: true });
    await created();
    expect(calls('RequestCertificate')).toBe(2);
    expect(certificates()).toHaveLength(1);
  });

  test('goes on while Route 53 is busy with an earlier change', async () => {
    await start();
    world.emulator.fail({
      operation: 'ChangeResourceRecordSets',
      error: 'PriorRequestNotComplete',
      status: 400,
      times: 3,
    });
    await created();
  });

  test('goes on while the permissions of its role are still spreading', async () => {
    await start();
    const until = world.timeline.clock.now() + 90_000;
    world.emulator.fail({
      operation: 'RequestCertificate',
      error: 'AccessDeniedException',
      status: 400,
      until,
    });
    expect((await created()).seconds).toBeGreaterThan(90);
  });
});

describe('a create that fails', () => {
  test('carries the ARN and the reason, so that the rollback deletes it', async () => {
    await start();
    world.emulator.refuse('example.com', 'CAA_ERROR');
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('certificate for example.com is FAILED (CAA_ERROR)');
    const arn = certificates()[0]!.arn;
    expect(outcome.physicalResourceId).toBe(arn);

    await world.cloudFormation.delete(world.properties(), { physicalResourceId: arn });
    expect(certificates()).toEqual([]);
  });

  test('by the deadline still leaves CloudFormation time to hear of it', async () => {
    await start({ ...PROMPT, issuance: 2 * 60 * MINUTE });
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('is still PENDING_VALIDATION after 55 minutes');
    expect(outcome.seconds).toBeLessThan(56 * MINUTE);
    expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
  });

  test('over a quota ends at once and names it', async () => {
    await start();
    const SubjectAlternativeNames = Array.from({ length: 10 }, (_, n) => `n${n}.example.com`);
    const outcome = await world.cloudFormation.create(
      world.properties({ SubjectAlternativeNames }),
    );
    expect(outcome.status).toBe('FAILED');
    expect(outcome.physicalResourceId).toMatch(WITHOUT_ARN);
    expect(outcome.reason).toMatch(
      /^certificate for example.com could not be created: acm:RequestCertificate: LimitExceededException/,
    );
    expect(outcome.seconds).toBe(0);
    // The SDK takes this error for throttling, and would try three times.
    expect(calls('RequestCertificate')).toBe(1);
  });

  test('for want of permission says which, after two minutes', async () => {
    await start();
    world.emulator.fail({
      operation: 'ChangeResourceRecordSets',
      error: 'AccessDenied',
      status: 403,
      times: 1000,
    });
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('route53:ChangeResourceRecordSets: AccessDenied');
    expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
    expect(outcome.seconds).toBeGreaterThanOrEqual(2 * MINUTE);
    expect(outcome.seconds).toBeLessThan(3 * MINUTE);
  });

  test('because a certificate that was there is gone ends at once', async () => {
    await start({ ...PROMPT, issuance: 10 * MINUTE });
    void world.timeline.at(30, () => {
      const { certificateArn } = world.emulator.certificates()[0]!;
      void world.deleteBehindItsBack(certificateArn);
    });
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('was deleted while it waited to be issued');
    expect(outcome.seconds).toBeLessThan(40);
  });

  test.each([
    // Whoever has not requested by then never will: see a create that is overtaken.
    ['RequestCertificate', WITHOUT_ARN, 4 * MINUTE, 5 * MINUTE],
    ['DescribeCertificate', /^arn:aws:acm:/, 55 * MINUTE, 55 * MINUTE],
  ])('because ACM answers no %s says so in time', async (operation, id, earliest, latest) => {
    await start();
    const until = world.timeline.clock.now() + 60 * MINUTE * 1000;
    world.emulator.fail({ operation, error: 'InternalFailure', status: 500, until });
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain(`could not be created: acm:${operation}: InternalFailure`);
    expect(outcome.physicalResourceId).toMatch(id);
    expect(outcome.seconds).toBeGreaterThanOrEqual(earliest);
    expect(outcome.seconds).toBeLessThanOrEqual(latest);
  });

  test('because its zone does not exist says so', async () => {
    await start();
    const HostedZones = [{ Id: 'ZNOSUCHZONE', Name: 'example.com' }];
    const outcome = await world.cloudFormation.create(world.properties({ HostedZones }));
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('NoSuchHostedZone');
    expect(outcome.physicalResourceId).toMatch(/^arn:aws:acm:/);
  });

  const overtake = (seconds: number): Promise<Outcome> =>
    world.timeline.at(seconds, () =>
      world.cloudFormation.delete(world.properties(), { physicalResourceId: INVENTED }),
    );

  test('because a delete overtook it stops, and leaves nothing behind', async () => {
    await start({ ...PROMPT, issuance: 10 * MINUTE });
    const create = world.cloudFormation.create(world.properties());
    expect(await overtake(60)).toMatchObject({ status: 'SUCCESS', physicalResourceId: INVENTED });
    expect(await create).toMatchObject({ status: 'FAILED' });
    expect(certificates()).toEqual([]);
  });

  test('because a delete overtook it before it could request leaves nothing behind', async () => {
    await start({ ...PROMPT, issuance: 10 * MINUTE });
    world.emulator.fail({
      operation: 'RequestCertificate',
      error: 'ThrottlingException',
      status: 400,
      until: world.timeline.clock.now() + 4 * MINUTE * 1000,
    });
    const create = world.cloudFormation.create(world.properties());
    const remove = await overtake(2);
    expect(calls('RequestCertificate')).toBeGreaterThan(1);
    expect(remove).toMatchObject({ status: 'SUCCESS', physicalResourceId: INVENTED });
    expect(remove.seconds).toBeGreaterThan(4 * MINUTE - 2);
    expect((await create).reason).toContain('was deleted while it waited to be issued');
    expect(certificates()).toEqual([]);
  });

  test('because a delete overtook even its event leaves nothing behind', async () => {
    await start({ ...PROMPT, issuance: 10 * MINUTE });
    world.stateMachineUnavailable = 2;
    const create = world.cloudFormation.create(world.properties());
    // The delete gets through at once; the create's event comes after 3 minutes.
    const remove = overtake(90);
    await world.timeline.at(80, () => {
      world.stateMachineUnavailable = 0;
    });
    expect(await remove).toMatchObject({ status: 'SUCCESS' });
    expect(await create).toMatchObject({ status: 'FAILED' });
    expect(calls('RequestCertificate')).toBe(1);
    expect(certificates()).toEqual([]);
  });
});

describe('delete', () => {
  test('an unused certificate is deleted in the first tick, and its records stay', async () => {
    await start();
    const { physicalResourceId } = await created();
    const ticks = world.step.invocations;
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'SUCCESS', seconds: 0 });
    expect(world.step.invocations).toBe(ticks + 1);
    expect(certificates()).toEqual([]);
    expect(records()).toHaveLength(1);
  });

  test('a certificate that a listener lets go after 25 minutes is deleted then', async () => {
    await start({ inUseLag: 0 });
    const { physicalResourceId } = await created();
    world.emulator.attach(physicalResourceId, ALB);
    const begin = world.timeline.elapsed;
    void world.timeline.at(begin + 25 * MINUTE, () => {
      world.emulator.detach(ALB);
    });
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome.status).toBe('SUCCESS');
    expect(outcome.seconds).toBeGreaterThanOrEqual(25 * MINUTE);
    expect(outcome.seconds).toBeLessThanOrEqual(25 * MINUTE + 30);
    expect(certificates()).toEqual([]);
  });

  test('a certificate that stays in use is kept, and the answer within the hour names its user', async () => {
    await start();
    const { physicalResourceId } = await created();
    world.emulator.attach(physicalResourceId, ALB);
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
    expect(outcome.reason).toContain(`is still in use after 55 minutes by ${ALB}`);
    expect(outcome.seconds).toBeLessThan(56 * MINUTE);
    expect(certificates()).toHaveLength(1);
  });

  test('a certificate that stays in use is answered for within the hour, though the event came late', async () => {
    await start();
    const { physicalResourceId } = await created();
    world.emulator.attach(physicalResourceId, ALB);
    world.stateMachineUnavailable = 2;
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
    expect(outcome.seconds).toBeGreaterThan(57 * MINUTE);
  });

  test('a certificate that is taken into use at the last moment is waited for', async () => {
    await start();
    const { physicalResourceId } = await created();
    world.emulator.fail({
      operation: 'DeleteCertificate',
      error: 'ResourceInUseException',
      status: 400,
      times: 5,
    });
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome.status).toBe('SUCCESS');
    expect(calls('DeleteCertificate')).toBe(6);
  });

  test('a certificate that is gone already is a success', async () => {
    await start();
    const { physicalResourceId } = await created();
    await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    const again = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(again).toMatchObject({ status: 'SUCCESS', physicalResourceId });
  });

  test('an id that is no ARN deletes what carries our tags, and nothing else', async () => {
    await start();
    await created();
    const other = await world.cloudFormation.create(world.properties(), {
      logicalResourceId: 'Other',
    });
    const outcome = await world.cloudFormation.delete(world.properties(), {
      physicalResourceId: INVENTED,
    });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId: INVENTED, seconds: 0 });
    expect(certificates()).toEqual([{ arn: other.physicalResourceId, status: 'ISSUED' }]);
  });

  test('the rollback of a create without an ARN leaves alone what an earlier one was told to retain', async () => {
    await start();
    const retained = await created();
    world.timeline.clock.advance(2 * MINUTE);
    const create = await world.cloudFormation.create(world.properties({ DomainName: '' }));
    const { physicalResourceId } = create;
    const rollback = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(rollback).toMatchObject({ status: 'SUCCESS', physicalResourceId, seconds: 5 });
    expect(calls('ListCertificates')).toBe(2);
    expect(certificates()).toEqual([{ arn: retained.physicalResourceId, status: 'ISSUED' }]);
  });

  test.each([
    ['the Region of its properties', 'us-east-1', { Region: 'us-east-1' }],
    ['the Region of the stack if they name none', 'eu-west-1', { Region: undefined }],
  ])('an id that is no ARN is looked up in %s', async (_case, Region, properties) => {
    await start();
    await created({ Region });
    const outcome = await world.cloudFormation.delete(world.properties(properties), {
      physicalResourceId: INVENTED,
    });
    expect(outcome).toMatchObject({ status: 'SUCCESS', seconds: 0 });
    expect(certificates()).toEqual([]);
  });

  test('an id that is no ARN leaves alone what was retained hours ago', async () => {
    await start();
    const retained = await created();
    world.timeline.clock.advance(3 * 60 * MINUTE);
    const outcome = await world.cloudFormation.delete(world.properties(), {
      physicalResourceId: INVENTED,
    });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId: INVENTED });
    expect(certificates()).toEqual([{ arn: retained.physicalResourceId, status: 'ISSUED' }]);
  });

  test('an id that is no ARN counts as nothing when no create can request any more', async () => {
    await start();
    const outcome = await world.cloudFormation.delete(world.properties(), {
      physicalResourceId: INVENTED,
    });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId: INVENTED });
    expect(outcome.seconds).toBe(8 * MINUTE);
    expect(calls('ListCertificates')).toBeLessThan(30);
  });

  test('properties that make no sense keep nothing from being deleted', async () => {
    await start();
    const { physicalResourceId } = await created();
    const outcome = await world.cloudFormation.delete({ DomainName: '' }, { physicalResourceId });
    expect(outcome.status).toBe('SUCCESS');
    expect(certificates()).toEqual([]);
  });
});

describe('update', () => {
  test('nothing to do is answered at once with the same ARN', async () => {
    await start();
    const { physicalResourceId } = await created({
      SubjectAlternativeNames: ['*.example.com', 'a.example.com'],
    });
    const reordered = world.properties({
      SubjectAlternativeNames: ['a.example.com', '*.example.com'],
    });
    const outcome = await world.cloudFormation.update(reordered, { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId, seconds: 0 });
    expect(calls('RequestCertificate')).toBe(1);
  });

  test('another zone gets the records', async () => {
    await start();
    const { physicalResourceId } = await created();
    const other = world.emulator.createHostedZone('example.com');
    const HostedZones = [{ Id: other, Name: 'example.com' }];
    const outcome = await world.cloudFormation.update(world.properties({ HostedZones }), {
      physicalResourceId,
    });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId, seconds: 0 });
    const written = world.emulator.records(other);
    expect(written).toHaveLength(1);
    expect(records()).toEqual(written);
  });

  test('other names are refused, and the rollback finds the certificate as it was', async () => {
    await start();
    const { physicalResourceId } = await created();
    const wanted = world.properties({ SubjectAlternativeNames: ['www.example.com'] });
    const outcome = await world.cloudFormation.update(wanted, { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
    expect(outcome.reason).toContain('replacing a certificate is not supported yet');
    const rollback = await world.cloudFormation.update(world.properties(), { physicalResourceId });
    expect(rollback).toMatchObject({ status: 'SUCCESS', physicalResourceId });
    expect(calls('RequestCertificate')).toBe(1);
  });

  test('a physical id that is not an ARN is refused and shown', async () => {
    await start();
    const outcome = await world.cloudFormation.update(world.properties(), {
      physicalResourceId: 'no-arn',
    });
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId: 'no-arn' });
    expect(outcome.reason).toContain("ACM knows no certificate 'no-arn'");
  });
});

describe('a Step that crashes', () => {
  test('once is tried again, and the deployment goes on', async () => {
    await start();
    world.step.dies = (invocation) => (invocation === 3 ? 'AFTER' : undefined);
    await created();
    expect(certificates()).toHaveLength(1);
  });

  test('once, right after the request, requests no second certificate', async () => {
    await start();
    world.step.dies = (invocation) => (invocation === 1 ? 'AFTER' : undefined);
    await created();
    expect(certificates()).toHaveLength(1);
  });

  test('again and again gives up, and CloudFormation is told the ARN', async () => {
    await start({ issuance: 10 * MINUTE });
    world.step.dies = (invocation) => (invocation > 5 && invocation < 11 ? 'BEFORE' : undefined);
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain(
      `the handler of ${outcome.physicalResourceId} crashed (Runtime.ExitError); deploy again, and report ` +
        'it if it happens twice: RequestId: ... Error: Runtime exited (log ',
    );
    expect(outcome.physicalResourceId).toBe(certificates()[0]?.arn);
    expect(world.stateMachine.executions[0]?.path).toContain('GiveUp');
  });

  test('before it could say the ARN leaves a certificate that the rollback finds by its tags', async () => {
    await start();
    world.step.dies = (invocation) => (invocation <= 3 ? 'AFTER' : undefined);
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.physicalResourceId).toMatch(WITHOUT_ARN);
    expect(certificates()).toHaveLength(1);
    const { physicalResourceId } = outcome;
    const rollback = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(rollback.status).toBe('SUCCESS');
    expect(certificates()).toEqual([]);
  });

  test('on every try gives up for nearly the hour, and tells CloudFormation when it runs again', async () => {
    await start();
    const broken = (): boolean => world.timeline.elapsed < 20 * MINUTE;
    world.step.dies = () => (broken() ? 'BEFORE' : undefined);
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('crashed (Runtime.ExitError)');
    expect(outcome.seconds).toBeLessThanOrEqual(21 * MINUTE);
  });

  test('that Lambda throttles goes on when it may run again, and the answer is not lost', async () => {
    await start();
    const { physicalResourceId } = await created();
    const end = world.timeline.elapsed + 20 * MINUTE;
    world.step.throttled = () => world.timeline.elapsed < end;
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId });
    expect(outcome.seconds).toBeLessThanOrEqual(21 * MINUTE);
    expect(world.stateMachine.executions.at(-1)?.path).not.toContain('GiveUp');
  });

  test('that Lambda throttles for too long requests nothing, which a delete might not find', async () => {
    await start();
    world.step.throttled = () => world.timeline.elapsed < 6 * MINUTE;
    const outcome = await world.cloudFormation.create(world.properties());
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('was not requested: 6 minutes late');
    expect(calls('RequestCertificate')).toBe(0);
  });

  test('while deleting gives up with the ARN, and a second delete succeeds', async () => {
    await start();
    const { physicalResourceId } = await created();
    const before = world.step.invocations;
    world.step.dies = (invocation) => (invocation <= before + 3 ? 'BEFORE' : undefined);
    const outcome = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(outcome).toMatchObject({ status: 'FAILED', physicalResourceId });
    const again = await world.cloudFormation.delete(world.properties(), { physicalResourceId });
    expect(again.status).toBe('SUCCESS');
    expect(certificates()).toEqual([]);
  });
});

describe('bad input', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a missing property', { DomainName: undefined }, 'DomainName is missing'],
    [
      'a property of the wrong type',
      { SubjectAlternativeNames: 'example.com' },
      "SubjectAlternativeNames is 'example.com'",
    ],
    [
      'a name beyond the limits',
      { DomainName: `${'a'.repeat(60)}.example.com` },
      'at most 64 characters',
    ],
    [
      'a name that no zone covers',
      { DomainName: 'www.example.org' },
      "no hosted zone covers 'www.example.org'",
    ],
  ])('%s ends at once, with nothing requested', async (_case, properties, reason) => {
    await start();
    const outcome = await world.cloudFormation.create(world.properties(properties));
    expect(outcome).toMatchObject({ status: 'FAILED', seconds: 0 });
    expect(outcome.reason).toContain(reason);
    expect(calls('RequestCertificate')).toBe(0);
  });

  test('an unknown RequestType is answered and shown', async () => {
    await start();
    const outcome = await world.cloudFormation.create(world.properties(), {
      event: { RequestType: 'Import' },
    });
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain("RequestType is 'Import'");
  });

  test.each([
    ['answers 403', [403]],
    ['answers nothing', [0]],
  ])('a ResponseURL that %s is tried a few times, then given up', async (_case, urlAnswers) => {
    await start();
    const outcome = await world.cloudFormation.create(world.properties(), { urlAnswers });
    expect(outcome.status).toBe('NO ANSWER');
    const [execution] = world.stateMachine.executions;
    expect(execution).toMatchObject({ status: 'FAILED' });
    expect(execution?.path.at(-1)).toBe('Unanswered');
    // Nobody was told of it, so CloudFormation's own delete must find it.
    const remove = await world.cloudFormation.delete(world.properties(), {
      physicalResourceId: INVENTED,
    });
    expect(remove.status).toBe('SUCCESS');
    expect(certificates()).toEqual([]);
  });

  test('a ResponseURL that fails at first is told later, and nothing is done twice', async () => {
    await start();
    const { physicalResourceId } = await created();
    const outcome = await world.cloudFormation.delete(world.properties(), {
      physicalResourceId,
      urlAnswers: [503, 0, 200],
    });
    expect(outcome).toMatchObject({ status: 'SUCCESS', physicalResourceId, seconds: 3 });
    expect(calls('DeleteCertificate')).toBe(1);
  });

  test('an answer that is decided does not change while it is delivered', async () => {
    await start({ ...PROMPT, issuance: 55 * MINUTE + 3 });
    const outcome = await world.cloudFormation.create(world.properties(), {
      urlAnswers: [503, 503, 503, 200],
    });
    expect(certificates()[0]?.status).toBe('ISSUED');
    expect(outcome.status).toBe('FAILED');
    expect(outcome.reason).toContain('is still PENDING_VALIDATION');
  });

  test('an event with nowhere to answer to ends at once, with nothing requested', async () => {
    await start();
    const outcome = await world.cloudFormation.create(world.properties(), {
      event: { ResponseURL: 'ftp://example.com' },
    });
    expect(outcome.status).toBe('NO ANSWER');
    expect(world.stateMachine.executions[0]?.path.at(-1)).toBe('Unanswered');
    expect(calls('RequestCertificate')).toBe(0);
  });

  test('the presigned URL is in no log', async () => {
    await start();
    await world.cloudFormation.create(world.properties(), { urlAnswers: [403] });
    await world.cloudFormation.create(world.properties({ DomainName: '' }));
    // A URL that cannot be parsed is in the message of the error.
    await world.cloudFormation.create(world.properties(), {
      event: { ResponseURL: 'https://[/cloudformation/SECRET' },
    });
    world.stateMachineUnavailable = 1;
    await created();
    const log = [...world.intake.log, ...world.step.log].join('\n');
    expect(log).toContain('did not answer (TypeError)');
    expect(log).toContain('AccessDeniedException');
    expect(log).not.toMatch(/SECRET|\/cloudformation\//);
  });
});
