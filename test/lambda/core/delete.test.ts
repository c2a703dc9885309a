import type { ReasonCode } from '../../../contract/reason-codes';
import type { Known } from '../../../contract/state';
import { deleteOperation } from '../../../lambda/core/delete';
import type { Look } from '../../../lambda/core/lifecycle';
import { ARN, BEGUN_AT, certificate, deleteRequest, look } from '../../support/certificates';

const LOAD_BALANCER = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/alb/1';
const inUse = [certificate({ status: 'ISSUED', inUseBy: [LOAD_BALANCER] })];
const unused = [certificate({ status: 'ISSUED' })];
const invented = 'Stack-Certificate-1ABCDEF';
const at = (minutes: number): number => BEGUN_AT + minutes * 60_000;
const held = (minutes: number): NonNullable<Known['held']> => ({
  [ARN]: { users: [LOAD_BALANCER], seenAt: at(minutes) },
});

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
    look(1, { known: { absentSince: { [ARN]: at(1) } } }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A delete succeeds when ACM does not describe the certificate for 15 seconds',
    ARN,
    look(1, { known: { absentSince: { [ARN]: at(0.75) } } }),
    'DELETED',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  [
    'A delete tries to delete what was in use lately, and asks for its users later',
    ARN,
    look(12, { known: { held: held(10) } }),
    'DELETING',
    { do: 'DELETE', certificateArn: ARN },
  ],
  [
    'A delete that ACM refuses again waits, and says who used the certificate when it was asked',
    ARN,
    look(12, { known: { held: held(10) }, refusedAsInUse: new Set([ARN]) }),
    'CERTIFICATE_IN_USE',
    { do: 'WAIT', reason: `certificate ${ARN} is in use by ${LOAD_BALANCER}` },
  ],
  [
    'A delete asks ACM nothing when nothing can have been requested',
    'Certificate-never-requested',
    look(0, { known: {} }),
    'DELETED',
    { do: 'RESPOND', response: { status: 'SUCCESS' } },
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
    'A delete looks for the create that CloudFormation gave up',
    invented,
    look(0, { known: {} }),
    'TAKING_OVER',
    { do: 'LIST_OTHERS' },
  ],
];

test.each(rows)('%s', (_title, physicalResourceId, seen, code, action) => {
  const operation = deleteOperation({ ...deleteRequest, physicalResourceId });
  expect(operation.decide(seen)).toMatchObject({ code, ...action });
});

test.each([
  ['the certificate itself', ARN, {}, [ARN]],
  ['nothing while it is known to be in use', ARN, { held: held(0) }, []],
  ['nothing that is deleted', ARN, { deleted: [ARN] }, []],
  ['nothing before a create has told', invented, {}, []],
])('A delete looks at %s', (_title, physicalResourceId, known, expected) => {
  const operation = deleteOperation({ ...deleteRequest, physicalResourceId });
  expect(operation.certificatesToDescribe(known, look(1))).toEqual(expected);
});

test('A delete asks who uses a certificate every five minutes, and at the deadline', () => {
  const operation = deleteOperation(deleteRequest);
  const known = { held: held(52) };
  expect(operation.certificatesToDescribe(known, look(54))).toEqual([]);
  expect(operation.certificatesToDescribe(known, look(55))).toEqual([ARN]);
  expect(operation.certificatesToDescribe({ held: held(10) }, look(15))).toEqual([ARN]);
});
