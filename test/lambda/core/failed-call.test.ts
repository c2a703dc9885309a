// What becomes of a tick whose call AWS has refused for now: when the next one comes.
import type { Known } from '../../../contract/state';
import { createOperation } from '../../../lambda/core/create';
import { CertificateError, type ErrorCode } from '../../../lambda/core/errors';
import { afterFailedCall } from '../../../lambda/core/failed-call';
import type { Action, CreateRequest, TickResult } from '../../../lambda/core/lifecycle';
import { SPEC } from '../../support/certificates';
import { REGION } from '../../support/names';

const ARN = `arn:aws:acm:${REGION}:000000000000:certificate/1`;

const REQUEST: CreateRequest = {
  type: 'Create',
  requestId: 'request',
  owner: { stackId: 'stack', logicalResourceId: 'Certificate' },
  spec: { ...SPEC, subjectAlternativeNames: [] },
};

const DELETE: Action = { do: 'DELETE', certificateArn: ARN, code: 'DELETING', reason: '' };

interface Refusal {
  readonly known?: Known;
  readonly jitter?: number;
  readonly action?: Action;
  /** Since CloudFormation made the request. */
  readonly minute?: number;
}

function refused(
  code: ErrorCode,
  { known = {}, jitter = 0.999, action, minute = 2 }: Refusal = {},
): TickResult {
  return afterFailedCall(new CertificateError(code, 'refused'), {
    request: REQUEST,
    operation: createOperation(REQUEST),
    look: {
      now: minute * 60_000,
      begunAt: 0,
      startedAt: 0,
      jitter,
      known,
      certificates: new Map(),
      refusedAsInUse: new Set<string>(),
    },
    action,
  });
}

test.each([
  [0, 3],
  [1, 5],
  [4, 11],
  [38, 11],
])(
  'Hundreds that ACM throttles come back less and less often: after %i refusals in at most %i s',
  (failures, seconds) => {
    expect(refused('THROTTLED', { known: { failures } }).seconds).toBe(seconds);
    expect(refused('THROTTLED', { known: { failures }, jitter: 0 }).seconds).toBe(1);
  },
);

test('A record that somebody needs is put back for two minutes more than anything else', () => {
  const batch = { hostedZoneId: 'Z1', records: [] };
  const action = { do: 'PUT_BACK', batch, code: 'REMOVING_RECORDS', reason: '' } as const;
  const isTriedAgain = (minute: number, what: Action): boolean =>
    refused('ZONE_BUSY', { action: what, minute }).reason.startsWith('not yet');
  expect(isTriedAgain(56.9, action)).toBe(true);
  expect(isTriedAgain(57, action)).toBe(false);
  expect(isTriedAgain(56.9, DELETE)).toBe(false);
});

test('What may not be stopped leaves other calls their own time to be allowed', () => {
  const stop = { do: 'STOP', executionArn: 'other', code: 'TAKING_OVER', reason: '' } as const;
  expect(refused('ACCESS_DENIED', { action: stop }).known.failingSince).toBeUndefined();
  expect(refused('ACCESS_DENIED', { action: DELETE }).known.failingSince).toBeDefined();
});

test('A record waits three seconds at most for its turn in a busy zone, however often it was refused', () => {
  const { seconds, known } = refused('ZONE_BUSY', { known: { failures: 9 } });
  expect(seconds).toBe(3);
  expect(known.failures).toBe(1);
});

test('A certificate whose records are written gives way to those whose records are not known yet', () => {
  const published = { publishedAt: { [ARN]: 1 } };
  expect(refused('THROTTLED', { known: published, jitter: 0 }).seconds).toBe(6);
  expect(refused('THROTTLED', { known: published }).seconds).toBe(12);
});

test('A delete that is throttled is made again without asking first who uses the certificate', () => {
  const held = { [ARN]: { users: ['arn:user'], seenAt: 1 } };
  expect(refused('THROTTLED', { known: { held }, action: DELETE }).known.held).toEqual(held);
  expect(refused('ACCESS_DENIED', { known: { held }, action: DELETE }).known.held).toEqual({});
});
