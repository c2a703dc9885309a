import { decideDelete, whileInUse } from '../../../lambda/core/delete';
import type { Look } from '../../../lambda/core/lifecycle';
import { ARN, certificate, deleteRequest, look, STARTED_AT } from '../../support/certificates';

const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/alb/1';
const inUse = certificate({ status: 'ISSUED', inUseBy: [LISTENER] });
const invented = 'Stack-Certificate-1ABCDEF';
const withoutArn = 'Certificate-without-arn-since-2025-12-31T23:50:00.000Z';
const MINUTE = 60_000;

const rows: [string, string, Look, object][] = [
  [
    'delete what nothing uses',
    ARN,
    look(0, { known: {}, certificate: certificate() }),
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'delete what ACM no longer describes, so that it is gone for sure',
    ARN,
    look(0, { known: {} }),
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'delete what is free at last, even at the deadline',
    ARN,
    look(55, { known: {}, certificate: certificate() }),
    { do: 'DELETE' },
  ],
  [
    'wait while something uses it',
    ARN,
    look(54, { known: {}, certificate: inUse }),
    { do: 'WAIT' },
  ],
  [
    'fail at the deadline and name who uses it',
    ARN,
    look(55, { known: {}, certificate: inUse }),
    {
      do: 'ANSWER',
      answer: {
        status: 'FAILED',
        physicalResourceId: ARN,
        reason: `certificate ${ARN} is still in use after 55 minutes by ${LISTENER}; take it off there and delete again`,
      },
    },
  ],
  [
    'succeed when everything is deleted',
    ARN,
    look(0, { known: { remaining: [] } }),
    { do: 'ANSWER', answer: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  [
    'search, for an id that CloudFormation invented, as long as its create may still request',
    invented,
    look(0, { known: {} }),
    {
      do: 'SEARCH',
      wanted: {
        region: 'eu-west-1',
        owner: deleteRequest.owner,
        requestedSince: STARTED_AT - 120 * MINUTE,
      },
      until: STARTED_AT + 8 * MINUTE,
    },
  ],
  [
    'search, for an id of our own, only as long as the list lags, and only since its create began',
    withoutArn,
    look(0, { known: {} }),
    {
      do: 'SEARCH',
      wanted: { requestedSince: Date.parse('2025-12-31T23:49:00Z') },
      until: STARTED_AT + 5_000,
    },
  ],
  [
    'succeed when the searches found nothing',
    invented,
    look(8, { known: { remaining: [] } }),
    { do: 'ANSWER', answer: { status: 'SUCCESS', physicalResourceId: invented } },
  ],
  [
    'delete what a search has found',
    invented,
    look(0, { known: { remaining: [ARN] }, certificate: certificate() }),
    { do: 'DELETE', certificateArn: ARN },
  ],
];

test.each(rows)('%s', (_title, physicalResourceId, seen, action) => {
  expect(decideDelete({ ...deleteRequest, physicalResourceId }, seen)).toMatchObject(action);
});

test.each([
  ['waits', 54, { do: 'WAIT' }],
  [
    'fails at the deadline',
    55,
    {
      do: 'ANSWER',
      answer: {
        status: 'FAILED',
        reason: expect.stringContaining('by a resource that ACM does not name') as string,
      },
    },
  ],
])('%s when ACM refuses to delete what it names no user of', (_title, minutes, action) => {
  const seen = look(minutes, { known: {}, certificate: certificate() });
  expect(whileInUse(deleteRequest, ARN, seen)).toMatchObject(action);
});
