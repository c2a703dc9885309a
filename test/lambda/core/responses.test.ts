import type { Known } from '../../../contract/state';
import { failed, succeeded } from '../../../lambda/core/responses';
import { ARN, BEGUN_AT } from '../../support/certificates';

const owner = { stackId: 'stack', logicalResourceId: 'Certificate' };
const why = { code: 'REFUSED', reason: 'no' } as const;

test('A success carries the id that it is given', () => {
  expect(succeeded(ARN, { code: 'ISSUED', reason: 'it is' })).toEqual({
    do: 'RESPOND',
    response: { status: 'SUCCESS', physicalResourceId: ARN, code: 'ISSUED', reason: 'it is' },
    code: 'ISSUED',
    reason: 'it is',
  });
});

test.each<[string, string | undefined, Known, string]>([
  ['the id that CloudFormation has', 'id', { requested: ARN }, 'id'],
  ['the ARN, so that CloudFormation deletes the certificate', undefined, { requested: ARN }, ARN],
  [
    'the ARN even after an answer was lost',
    undefined,
    { requested: ARN, mayHaveRequested: true },
    ARN,
  ],
  [
    'an id that is searched for, when an answer was lost',
    undefined,
    { mayHaveRequested: true },
    'Certificate-without-arn-since-2026-01-01T00:00:00.000Z',
  ],
  [
    'an id whose delete asks ACM nothing, when nothing was requested',
    undefined,
    {},
    'Certificate-never-requested',
  ],
])('A failure carries %s', (_title, physicalResourceId, known, expected) => {
  const request = { owner, ...(physicalResourceId !== undefined && { physicalResourceId }) };
  expect(failed(request, { known, begunAt: BEGUN_AT }, why)).toEqual({
    do: 'RESPOND',
    response: { status: 'FAILED', physicalResourceId: expected, ...why },
    ...why,
  });
});
