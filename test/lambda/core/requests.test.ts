// Whole requests over a world in memory, tick by tick until the response: what comes of what other requests have left.
import type { Known, OtherExecution, Response, Told } from '../../../contract/state';
import { CertificateError } from '../../../lambda/core/errors';
import type { LifecycleRequest } from '../../../lambda/core/lifecycle';
import type { World } from '../../../lambda/core/ports';
import { tick } from '../../../lambda/core/tick';
import {
  ARN,
  BEGUN_AT,
  certificate,
  deleteRequest,
  minutesLater,
  SPEC,
  updateRequest,
} from '../../support/certificates';
import { worldOf } from '../../support/world';

const OTHER = `${ARN.slice(0, -1)}3`;
const WWW = `www.${SPEC.domainName}`;
const live = certificate({ status: 'ISSUED' });
const other = certificate({ certificateArn: OTHER, status: 'ISSUED' });
const denied = new CertificateError('ACCESS_DENIED', 'denied');
const unreachable = new CertificateError('UNREACHABLE', 'getaddrinfo ENOTFOUND');

async function responseTo(
  request: LifecycleRequest,
  world: World,
  startedAt = BEGUN_AT,
): Promise<Response> {
  let known: Known = {};
  let now = startedAt;
  while (known.response === undefined) {
    const moment = { now, startedAt, begunAt: BEGUN_AT, jitter: 0.5 };
    const result = await tick(request, { known, moment }, world);
    known = result.known;
    now += result.seconds * 1000;
  }
  return known.response;
}

const told = (fields: Partial<Told> = {}): Told => ({
  mayHaveRequested: false,
  wasStopped: true,
  isTickRunning: false,
  physicalResourceId: ARN,
  ...fields,
});
const ended = (fields: Partial<OtherExecution> & { begunAt: number }): OtherExecution => ({
  executionArn: `at ${fields.begunAt}`,
  requestType: 'Update',
  startedAt: fields.begunAt,
  endedAt: fields.begunAt + 60_000,
  ...fields,
});

describe('An update that comes hours late, after one that left no trace', () => {
  const late = minutesLater(150);
  const older = ended({ begunAt: minutesLater(-60) });
  const newer = ended({ begunAt: minutesLater(100) });
  const world = (others: OtherExecution[]) =>
    worldOf({
      others,
      told: told({ mayHaveRequested: true }),
      pages: [[OTHER, ARN]],
      ownerships: { [ARN]: 'OWN', [OTHER]: 'OWN' },
      certificates: [live, other],
    });

  test('searches for what that has made, and deletes it', async () => {
    const searched = world([older]);
    await responseTo(updateRequest, searched, late);
    expect(searched.calls).toContain(`delete ${OTHER}`);
  });

  test.each(['Update', 'Create'] as const)(
    'searches nothing where a newer %s is listed, which may have made it',
    async (requestType) => {
      const searched = world([{ ...newer, requestType }, older]);
      await responseTo(updateRequest, searched, late);
      expect(searched.calls.filter((call) => /^(list|delete) /.test(call))).toEqual([]);
    },
  );

  test('deletes nothing that it has found where a newer update is listed meanwhile', async () => {
    const others = [older];
    const searched = world(others);
    const list: World['certificates']['list'] = (wanted) => {
      others.unshift(newer);
      return searched.certificates.list(wanted);
    };
    const certificates = { ...searched.certificates, list };
    await responseTo(updateRequest, { ...searched, certificates }, late);
    expect(searched.calls).toContain(`ownership ${OTHER}`);
    expect(searched.calls).not.toContain(`delete ${OTHER}`);
  });
});

test.each(['ISSUED', 'PENDING_VALIDATION', 'VALIDATION_TIMED_OUT'])(
  'An update that cannot delete what an older one has left fails, though that is the one that it wants, and %s',
  async (status) => {
    const left = certificate({
      certificateArn: OTHER,
      status,
      names: [SPEC.domainName, WWW],
    });
    const world = worldOf({
      others: [ended({ begunAt: minutesLater(-60) })],
      told: told({ requested: OTHER }),
      certificates: [live, left],
      failures: { delete: denied },
    });
    const spec = { ...SPEC, subjectAlternativeNames: [WWW] };
    expect(await responseTo({ ...updateRequest, spec }, world)).toMatchObject({
      status: 'FAILED',
      physicalResourceId: ARN,
      code: 'ACCESS_DENIED',
    });
  },
);

describe('The delete of a create that was stopped within a tick, where ACM cannot be searched', () => {
  const invented = { ...deleteRequest, physicalResourceId: 'Stack-Certificate-1ABCDEF' };
  const running = { isTickRunning: true };
  test.each([
    ['succeeds in a Region that cannot be reached', unreachable, running, 'SUCCESS'],
    [
      'fails there if a request may have been made',
      unreachable,
      { ...running, mayHaveRequested: true },
      'FAILED',
    ],
    [
      'succeeds where that was denied everything, too',
      denied,
      { ...running, wasDenied: true as const },
      'SUCCESS',
    ],
    ['fails where that may have been allowed to request', denied, running, 'FAILED'],
  ])('%s', async (_title, list, history, status) => {
    const create = ended({ begunAt: minutesLater(-1), requestType: 'Create' });
    const world = worldOf({ others: [create], told: told(history), failures: { list } });
    expect(await responseTo(invented, world)).toMatchObject({ status });
  });

  test('fails where ACM was searched before: it is the list that lags', async () => {
    const create = ended({ begunAt: minutesLater(-1), requestType: 'Create' });
    const world = worldOf({ others: [create], told: told(running) });
    const list: World['certificates']['list'] = (wanted) =>
      world.calls.some((call) => call.startsWith('list'))
        ? Promise.reject(unreachable)
        : world.certificates.list(wanted);
    const certificates = { ...world.certificates, list };
    expect(await responseTo(invented, { ...world, certificates })).toMatchObject({
      status: 'FAILED',
      code: 'UNREACHABLE',
    });
  });
});

test('A zone whose name Route 53 does not tell keeps no certificate from being deleted', async () => {
  const hostedZones = [{ hostedZoneId: 'Z1', name: SPEC.domainName }, { hostedZoneId: 'Z2' }];
  const world = worldOf({ certificates: [live], failures: { name: denied } });
  const request = { ...deleteRequest, removal: { hostedZones } };
  const deletesOnce: World['certificates']['delete'] = async (arn) => {
    const result = await world.certificates.delete(arn);
    world.contents.certificates = [];
    return result;
  };
  const certificates = { ...world.certificates, delete: deletesOnce };
  const { status, reason } = await responseTo(request, { ...world, certificates });
  expect(status).toBe('SUCCESS');
  expect(reason).toContain('2 of 2 validation records are removed');
});
