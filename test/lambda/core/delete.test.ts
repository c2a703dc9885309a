import { decideDelete, isCertificateArn, whileInUse } from '../../../lambda/core/delete';
import type { Look } from '../../../lambda/core/lifecycle';
import { ARN, certificate, deleteRequest, look } from '../../support/certificates';

const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/alb/1';
const inUse = certificate({ status: 'ISSUED', inUseBy: [LISTENER] });
const invented = 'Stack-Certificate-1ABCDEF';

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
    look(58, { known: {}, certificate: certificate() }),
    { do: 'DELETE' },
  ],
  [
    'wait while something uses it',
    ARN,
    look(57, { known: {}, certificate: inUse }),
    { do: 'WAIT' },
  ],
  [
    'fail at the deadline and name who uses it',
    ARN,
    look(58, { known: {}, certificate: inUse }),
    {
      do: 'ANSWER',
      answer: {
        status: 'FAILED',
        physicalResourceId: ARN,
        reason: `certificate ${ARN} is still in use after 58 minutes by ${LISTENER}; take it off there and delete again`,
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
    'search when the id is no ARN',
    invented,
    look(0, { known: {} }),
    { do: 'SEARCH', wanted: { region: 'eu-west-1', owner: deleteRequest.owner } },
  ],
  ['search a second time', invented, look(0, { known: { searches: 1 } }), { do: 'SEARCH' }],
  [
    'succeed when two searches found nothing',
    invented,
    look(0, { known: { searches: 2 } }),
    { do: 'ANSWER', answer: { status: 'SUCCESS', physicalResourceId: invented } },
  ],
  [
    'delete what a search has found',
    invented,
    look(0, { known: { searches: 1, remaining: [ARN] }, certificate: certificate() }),
    { do: 'DELETE', certificateArn: ARN },
  ],
];

test.each(rows)('%s', (_title, physicalResourceId, seen, action) => {
  expect(decideDelete({ ...deleteRequest, physicalResourceId }, seen)).toMatchObject(action);
});

test.each([
  ['waits', 57, { do: 'WAIT' }],
  [
    'fails at the deadline',
    58,
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

test.each([
  [ARN, true],
  ['arn:aws-cn:acm:cn-north-1:000000000000:certificate/1', true],
  ['arn:aws-us-gov:acm:us-gov-west-1:000000000000:certificate/1', true],
  ['arn:aws:acm:eu-west-1:000000000000:certificate/', false],
  ['arn:aws:iam::000000000000:server-certificate/1', false],
  [`x${ARN}`, false],
  [`${ARN}\n`, false],
  [invented, false],
])('%j is an ARN of ACM: %s', (id, expected) => {
  expect(isCertificateArn(id)).toBe(expected);
});
