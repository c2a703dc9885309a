// Whole ticks over a world in memory: which calls they make, in which order, and what they leave to the next.
import type { Known, OtherExecution } from '../../../contract/state';
import { CertificateError } from '../../../lambda/core/errors';
import type { LifecycleRequest, TickResult } from '../../../lambda/core/lifecycle';
import type { World } from '../../../lambda/core/ports';
import { tick } from '../../../lambda/core/tick';
import {
  ARN,
  certificate,
  createRequest,
  deleteRequest,
  look,
  minutesLater,
  SPEC,
} from '../../support/certificates';
import { DOMAIN } from '../../support/names';
import { worldOf } from '../../support/world';

const SECOND = 1 / 60;
const OTHER = `${ARN}1`;
const INVENTED = 'Stack-Certificate-1ABCDEF';
const pending = certificate();
const issued = certificate({ status: 'ISSUED' });
const throttled = new CertificateError('THROTTLED', 'too many');
const denied = new CertificateError('ACCESS_DENIED', 'no');
const invented = { ...deleteRequest, physicalResourceId: INVENTED };
const running: OtherExecution = {
  executionArn: 'create',
  requestType: 'Create',
  begunAt: minutesLater(-1),
  startedAt: minutesLater(-1),
};

function tickAt(
  minutes: number,
  request: LifecycleRequest,
  { known = {}, world }: { known?: Known; world: World },
): Promise<TickResult> {
  return tick(request, { known, moment: look(minutes) }, world);
}

describe('A create', () => {
  test('ends its first tick with the request, so that the ARN is known whatever happens next', async () => {
    const world = worldOf();
    expect(await tickAt(0, createRequest, { world })).toEqual({
      known: { requested: ARN, requestedAt: minutesLater(0) },
      seconds: 1,
      code: 'REQUESTING',
      reason: `requesting a certificate for ${DOMAIN}`,
    });
    expect(world.calls).toEqual([`request ${DOMAIN}`]);
  });

  test('that begins late and cannot list waits, and requests nothing', async () => {
    const world = worldOf({ failures: { others: throttled } });
    const result = await tickAt(1, createRequest, { world });
    expect(result).toMatchObject({ code: 'THROTTLED', known: { failures: 1 } });
    expect(result.known.isNewest).toBeUndefined();
    expect(world.calls).toEqual(['others Certificate']);
  });

  test('that was throttled once does not list executions at the next tick', async () => {
    const first = worldOf({ failures: { request: throttled } });
    const { known } = await tickAt(0, createRequest, { world: first });
    const second = worldOf();
    await tickAt(1, createRequest, { known, world: second });
    expect(second.calls).toEqual([`request ${DOMAIN}`]);
  });

  test('publishes into every zone and looks again in one tick', async () => {
    const hostedZones = [
      { hostedZoneId: 'Z1', name: DOMAIN },
      { hostedZoneId: 'Z2', name: `www.${DOMAIN}` },
    ];
    const names = [DOMAIN, `www.${DOMAIN}`];
    const domainValidations = names.map((name, n) => ({
      domainName: name,
      status: 'PENDING_VALIDATION',
      record: { name: `_${n}.${name}.`, value: 'v' },
    }));
    const spec = { ...SPEC, subjectAlternativeNames: [`www.${DOMAIN}`], hostedZones };
    const world = worldOf({ certificates: [certificate({ names, domainValidations })] });
    const known = { requested: ARN };
    const result = await tickAt(1, { ...createRequest, spec }, { known, world });
    expect(world.calls).toEqual([`describe ${ARN}`, 'upsert Z1', 'upsert Z2', `describe ${ARN}`]);
    expect(result).toEqual({
      known: {
        requested: ARN,
        described: [ARN],
        absentSince: {},
        publishedAt: { [ARN]: minutesLater(1) },
      },
      seconds: 5,
      code: 'VALIDATION_PENDING',
      reason: `ACM has not validated ${DOMAIN}, www.${DOMAIN} yet`,
    });
  });

  test('succeeds in the tick that finds the certificate issued', async () => {
    const world = worldOf({ certificates: [issued] });
    const { known } = await tickAt(1, createRequest, { known: { requested: ARN }, world });
    expect(known.response).toMatchObject({ status: 'SUCCESS', physicalResourceId: ARN });
  });

  test('that Route 53 throttles asks it again without a Describe, and forgets the failure afterwards', async () => {
    const world = worldOf({ certificates: [pending], failures: { upsert: throttled } });
    const first = await tickAt(1, createRequest, { known: { requested: ARN }, world });
    expect(first).toMatchObject({
      code: 'THROTTLED',
      known: { failures: 1, unpublished: { since: minutesLater(1) } },
    });
    const next = worldOf({ certificates: [pending] });
    const second = await tickAt(1.5, createRequest, { known: first.known, world: next });
    expect(next.calls).toEqual(['upsert Z1', `describe ${ARN}`]);
    expect(second.code).toBe('VALIDATION_PENDING');
    expect(second.known).not.toHaveProperty('failures');
    expect(second.known).not.toHaveProperty('unpublished');
  });
});

describe('A denial', () => {
  const failing = (): World => worldOf({ failures: { describe: denied } });

  test('is counted from the first, not by their number', async () => {
    const first = await tickAt(10, createRequest, { known: { requested: ARN }, world: failing() });
    const { known } = first;
    const later = await tickAt(12 - SECOND, createRequest, { known, world: failing() });
    expect(later.known.response).toBeUndefined();
    const last = await tickAt(12, createRequest, { known: later.known, world: failing() });
    expect(last.known.response).toMatchObject({ status: 'FAILED', code: 'ACCESS_DENIED' });
  });

  test('is forgotten after a tick that worked', async () => {
    const first = await tickAt(10, createRequest, { known: { requested: ARN }, world: failing() });
    const works = worldOf({ certificates: [pending] });
    const { known } = await tickAt(11, createRequest, { known: first.known, world: works });
    const again = await tickAt(12, createRequest, { known, world: failing() });
    expect(again.known.response).toBeUndefined();
    expect(again.known.failingSince).toEqual({ ACCESS_DENIED: minutesLater(12) });
  });
});

describe('What ACM does not describe', () => {
  test('is absent since it was not described first, until it is described', async () => {
    const request = { known: { requested: ARN }, world: worldOf() };
    const first = await tickAt(1, createRequest, request);
    const second = await tickAt(1.2, createRequest, { known: first.known, world: worldOf() });
    expect(second.known.absentSince).toEqual({ [ARN]: minutesLater(1) });
    const there = worldOf({ certificates: [pending] });
    const third = await tickAt(1.3, createRequest, { known: second.known, world: there });
    expect(third.known).toMatchObject({ absentSince: {}, described: [ARN] });
    const fourth = await tickAt(1.5, createRequest, { known: third.known, world: worldOf() });
    expect(fourth.known.absentSince).toEqual({ [ARN]: minutesLater(1.5) });
    expect(fourth.known.response).toBeUndefined();
  });

  test('was there all the same, of every certificate that was described', async () => {
    const known = { requested: ARN, described: [OTHER] };
    const world = worldOf({ certificates: [pending] });
    const result = await tickAt(1, createRequest, { known, world });
    expect(result.known.described).toEqual([OTHER, ARN]);
  });
});

describe('A delete', () => {
  test('deletes what is free in one tick', async () => {
    const world = worldOf({ certificates: [issued] });
    const { known } = await tickAt(0, deleteRequest, { world });
    expect(world.calls).toEqual([`describe ${ARN}`, `delete ${ARN}`]);
    expect(known).toMatchObject({ deleted: [ARN], response: { status: 'SUCCESS' } });
  });

  test('that is refused waits, and tries again at the next tick without a Describe', async () => {
    const world = worldOf({ certificates: [issued], inUse: [ARN] });
    const { known, code } = await tickAt(0, deleteRequest, { world });
    expect(code).toBe('CERTIFICATE_IN_USE');
    expect(known.held).toEqual({ [ARN]: { users: [], seenAt: minutesLater(0) } });
    const next = worldOf({ certificates: [issued], inUse: [ARN] });
    await tickAt(4, deleteRequest, { known, world: next });
    expect(next.calls).toEqual([`delete ${ARN}`]);
  });

  test('that is denied because the certificate is gone asks ACM, and succeeds', async () => {
    const held = { [ARN]: { users: ['alb'], seenAt: minutesLater(0) } };
    const world = worldOf({ failures: { delete: denied } });
    const first = await tickAt(1, deleteRequest, { known: { held }, world });
    const second = await tickAt(1.1, deleteRequest, { known: first.known, world: worldOf() });
    const third = await tickAt(1.5, deleteRequest, { known: second.known, world: worldOf() });
    expect(third.known.response).toMatchObject({ status: 'SUCCESS', code: 'DELETED' });
  });

  test('of what was never requested makes no call', async () => {
    const world = worldOf();
    const request = { ...deleteRequest, physicalResourceId: 'Certificate-never-requested' };
    const { known } = await tickAt(0, request, { world });
    expect(known.response).toMatchObject({ status: 'SUCCESS', code: 'DELETED' });
    expect(world.calls).toEqual([]);
  });
});

describe('A delete by an id that CloudFormation invented', () => {
  test('stops the create, asks it, and deletes what it requested without any search', async () => {
    const told = { requested: ARN, mayHaveRequested: false, wasStopped: true, isTickRunning: true };
    const world = worldOf({ others: [running], told, certificates: [issued] });
    const { known } = await tickAt(0, invented, { world });
    expect(world.calls).toEqual([
      'others Certificate',
      'stop create',
      'ask create',
      `describe ${ARN}`,
      `delete ${ARN}`,
    ]);
    expect(known).toMatchObject({
      others: [{ executionArn: 'create', stoppedAt: minutesLater(0), told }],
      response: { status: 'SUCCESS', physicalResourceId: INVENTED },
    });
  });

  test('succeeds at once when the create it stopped had requested nothing', async () => {
    const world = worldOf({ others: [running] });
    const { known } = await tickAt(0, invented, { world });
    expect(world.calls).toEqual(['others Certificate', 'stop create', 'ask create']);
    expect(known.response).toMatchObject({ status: 'SUCCESS' });
  });

  test('goes on where a throttled call has left it', async () => {
    const told = { mayHaveRequested: true, wasStopped: true, isTickRunning: false };
    const contents = { others: [running], told, pages: [[ARN]] };
    const first = worldOf({ ...contents, failures: { ownership: throttled } });
    const { known, seconds } = await tickAt(0, invented, { world: first });
    expect(seconds).toBe(1);
    const second = worldOf(contents);
    await tickAt(1 * SECOND, invented, { known, world: second });
    expect(second.calls[0]).toBe(`ownership ${ARN}`);
    expect(second.calls).not.toContain('stop create');
  });

  test('keeps what it knows of an execution that the next list lacks', async () => {
    const known: Known = {
      others: [{ ...running, requestType: 'Delete' }],
      othersListedAt: [0, 0],
    };
    const result = await tickAt(1, invented, { known, world: worldOf() });
    expect(result.known.others).toHaveLength(1);
  });
});

describe('An event that is older than the hour for which CloudFormation waits', () => {
  test.each<[LifecycleRequest, string]>([
    [createRequest, 'Certificate-never-requested'],
    [deleteRequest, ARN],
    [invented, INVENTED],
  ])('does nothing: $type', async (request, physicalResourceId) => {
    const world = worldOf({ certificates: [issued] });
    const { known, code } = await tickAt(60, request, { world });
    expect(world.calls).toEqual([]);
    expect(code).toBe('TOO_LATE');
    expect(known.response).toMatchObject({ status: 'FAILED', physicalResourceId });
  });

  test('a second before that is handled', async () => {
    const world = worldOf({ certificates: [issued] });
    await tickAt(60 - SECOND, deleteRequest, { world });
    expect(world.calls).toContain(`delete ${ARN}`);
  });
});

test('A tick does not hide a mistake of the program', async () => {
  const mistake = new TypeError('x is not a function');
  const world = worldOf({ failures: { request: mistake } });
  await expect(tickAt(0, createRequest, { world })).rejects.toBe(mistake);
});
