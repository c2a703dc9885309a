import type { ReasonCode } from '../../../contract/reason-codes';
import { deleteOperation } from '../../../lambda/core/delete';
import type { Look } from '../../../lambda/core/lifecycle';
import { ARN, certificate, deleteRequest, look, STARTED_AT } from '../../support/certificates';

const LOAD_BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/alb/1';
const inUse = [certificate({ status: 'ISSUED', inUseBy: [LOAD_BALANCER] })];
const unused = [certificate({ status: 'ISSUED' })];
const invented = 'Stack-Certificate-1ABCDEF';
const withoutArn = 'Certificate-without-arn-since-2025-12-31T23:50:00.000Z';
const MINUTE_MS = 60_000;

const rows: [title: string, physicalResourceId: string, Look, ReasonCode, object][] = [
  [
    'A delete deletes what nothing uses',
    ARN,
    look(0, { known: {}, certificates: unused }),
    'DELETING',
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'A delete waits a moment while ACM does not describe the certificate, which may have been requested just now',
    ARN,
    look(0, { known: {} }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A delete succeeds when ACM still does not describe the certificate after five seconds',
    ARN,
    look(5 / 60, { known: {} }),
    'DELETED',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  [
    'A delete deletes what is free at last, even at the deadline',
    ARN,
    look(55, { known: {}, certificates: unused }),
    'DELETING',
    { do: 'DELETE' },
  ],
  [
    'A delete waits while something uses the certificate, and says who',
    ARN,
    look(54, { known: {}, certificates: inUse }),
    'CERTIFICATE_IN_USE',
    { do: 'WAIT', reason: `certificate ${ARN} is in use by ${LOAD_BALANCER}` },
  ],
  [
    'A delete fails at the deadline and names who uses the certificate',
    ARN,
    look(55, { known: {}, certificates: inUse }),
    'CERTIFICATE_IN_USE',
    {
      do: 'RESPOND',
      response: {
        status: 'FAILED',
        physicalResourceId: ARN,
        reason: `certificate ${ARN} is still in use after 55 minutes by ${LOAD_BALANCER}; take it off there and delete again`,
      },
    },
  ],
  [
    'A delete waits when ACM refuses to delete what it names no user of',
    ARN,
    look(54, { known: {}, certificates: unused, refusedAsInUse: new Set([ARN]) }),
    'CERTIFICATE_IN_USE',
    { do: 'WAIT' },
  ],
  [
    'A delete fails at the deadline when ACM refuses to delete what it names no user of',
    ARN,
    look(55, { known: {}, certificates: unused, refusedAsInUse: new Set([ARN]) }),
    'CERTIFICATE_IN_USE',
    {
      do: 'RESPOND',
      response: {
        status: 'FAILED',
        reason: expect.stringContaining('by a resource that ACM does not name') as string,
      },
    },
  ],
  [
    'A delete succeeds when the certificate is deleted',
    ARN,
    look(0, { known: { deleted: [ARN] } }),
    'DELETED',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  [
    'A delete waits for ACM to describe what a search has found, however late that was',
    invented,
    look(8, { known: { found: [ARN], foundAt: STARTED_AT + 6.1 * MINUTE_MS } }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A delete succeeds when ACM does not describe for two minutes what a search has found',
    invented,
    look(8, { known: { found: [ARN], foundAt: STARTED_AT + 6 * MINUTE_MS } }),
    'DELETED',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: invented } },
  ],
  [
    'A delete searches, for an id that CloudFormation invented, as long as its create may still request',
    invented,
    look(0, { known: {} }),
    'SEARCHING',
    {
      do: 'SEARCH',
      wanted: {
        region: 'eu-west-1',
        owner: deleteRequest.owner,
        requestedSince: STARTED_AT - 120 * MINUTE_MS,
      },
      lastSearchAt: STARTED_AT + 8 * MINUTE_MS,
    },
  ],
  [
    'A delete searches, for an id of our own, only as long as the list lags, and only since its create began',
    withoutArn,
    look(0, { known: {} }),
    'SEARCHING',
    {
      do: 'SEARCH',
      wanted: { requestedSince: Date.parse('2025-12-31T23:49:00Z') },
      lastSearchAt: STARTED_AT + 5_000,
    },
  ],
  [
    'A delete succeeds when the searches found nothing',
    invented,
    look(8, { known: { found: [] } }),
    'DELETED',
    {
      do: 'RESPOND',
      response: {
        status: 'SUCCESS',
        physicalResourceId: invented,
        reason: 'no certificate of Certificate was found',
      },
    },
  ],
  [
    'A delete deletes what a search has found',
    invented,
    look(0, { known: { found: [ARN] }, certificates: unused }),
    'DELETING',
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'A delete deletes what is free of what a search has found, though another is in use',
    invented,
    look(0, {
      known: { found: [`${ARN}1`, ARN] },
      certificates: [{ ...inUse[0]!, certificateArn: `${ARN}1` }, ...unused],
    }),
    'DELETING',
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'A delete goes on to the next of what a search has found when one is gone',
    invented,
    look(0, { known: { found: [`${ARN}1`, ARN] }, certificates: unused }),
    'DELETING',
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'A delete goes on to the next of what a search has found',
    invented,
    look(0, { known: { found: [`${ARN}1`, ARN], deleted: [`${ARN}1`] }, certificates: unused }),
    'DELETING',
    { do: 'DELETE', certificateArn: ARN },
  ],
];

test.each(rows)('%s', (_title, physicalResourceId, seen, code, action) => {
  const operation = deleteOperation({ ...deleteRequest, physicalResourceId });
  expect(operation.decide(seen)).toMatchObject({ code, ...action });
});

test.each([
  ['the certificate itself', ARN, {}, [ARN]],
  ['nothing before a search has told', invented, {}, []],
  ['all that a search has found', invented, { found: [`${ARN}1`, ARN] }, [`${ARN}1`, ARN]],
  ['what is left of it', invented, { found: [`${ARN}1`, ARN], deleted: [`${ARN}1`] }, [ARN]],
])('A delete looks at %s', (_title, physicalResourceId, known, expected) => {
  expect(
    deleteOperation({ ...deleteRequest, physicalResourceId }).certificatesToDescribe(known),
  ).toEqual(expected);
});
