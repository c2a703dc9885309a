import type { ReasonCode } from '../../../contract/reason-codes';
import type { Known, OtherExecution } from '../../../contract/state';
import { createOperation } from '../../../lambda/core/create';
import type { Action, Look } from '../../../lambda/core/lifecycle';
import {
  ARN,
  BEGUN_AT,
  certificate,
  createRequest,
  look,
  SPEC,
  validation,
} from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const at = (minutes: number): number => BEGUN_AT + minutes * 60_000;
const publishedAt = (minutes: number): Readonly<Record<string, number>> => ({ [ARN]: at(minutes) });
const known = { requested: ARN, described: [ARN], publishedAt: { [ARN]: at(0) } };
const lately = { ...known, publishedAt: publishedAt(54.5) };
const withoutRecord = { domainName: `*.${DOMAIN}`, status: 'PENDING_VALIDATION' };
const pending = [certificate()];
const validated = [
  certificate({
    domainValidations: [DOMAIN, `*.${DOMAIN}`].map((name) =>
      validation(name, { status: 'SUCCESS' }),
    ),
  }),
];
const NEVER_REQUESTED = 'Certificate-never-requested';
const WITHOUT_ARN = 'Certificate-without-arn-since-2026-01-01T00:00:00.000Z';
const other = (begunAt: number): OtherExecution => ({
  executionArn: 'other',
  requestType: 'Delete',
  begunAt,
  startedAt: begunAt,
});

const decide = (seen: Look, spec = SPEC): Action =>
  createOperation({ ...createRequest, spec }).decide(seen);
const failed = (physicalResourceId: string): object => ({
  do: 'RESPOND',
  response: { status: 'FAILED', physicalResourceId },
});

const rows: [title: string, Look, ReasonCode, object][] = [
  [
    'A create requests when nothing was requested yet',
    look(0, { known: {} }),
    'REQUESTING',
    { do: 'REQUEST', spec: SPEC },
  ],
  [
    'A create that begins late looks first whether CloudFormation has given it up',
    look(1, { known: {} }),
    'TAKING_OVER',
    { do: 'LIST_OTHERS' },
  ],
  [
    'A create that begins late requests nothing when a newer request is there',
    look(1, { known: { others: [other(at(0) + 1000)] } }),
    'SUPERSEDED',
    failed(NEVER_REQUESTED),
  ],
  [
    'A create that begins late requests when it is the newest',
    look(1, { known: { others: [other(at(-5))] } }),
    'REQUESTING',
    { do: 'REQUEST', spec: SPEC },
  ],
  [
    'A create that began in time goes on requesting without a look at the others',
    look(20, { known: { isNewest: true, failures: 100 } }),
    'REQUESTING',
    { do: 'REQUEST', spec: SPEC },
  ],
  [
    'A create that begins at its deadline requests nothing',
    look(55, { known: {} }),
    'TOO_LATE',
    failed(NEVER_REQUESTED),
  ],
  [
    'A create waits while ACM does not know what it has just made, from when that was first seen',
    look(21, { known: { requested: ARN, absentSince: publishedAt(20) } }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A create forgets a certificate that ACM has handed back and does not know for two minutes',
    look(22, { known: { requested: ARN, absentSince: publishedAt(20) } }),
    'ANOTHER_CERTIFICATE',
    { do: 'DISOWN', mayBeOwn: true },
  ],
  [
    'A create waits when a certificate that was described is not, for once',
    look(0.5, { known: { ...known, absentSince: publishedAt(0.5) } }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A create fails when a certificate that was described is not for 15 seconds',
    look(0.5, { known: { ...known, absentSince: publishedAt(0.25) } }),
    'CERTIFICATE_GONE',
    failed(ARN),
  ],
  [
    'A create waits while ACM describes the certificate without its names',
    look(1, { certificates: [certificate({ isInFull: false, domainName: '', names: [''] })] }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A create waits while ACM describes the certificate with some of its names',
    look(1, { certificates: [certificate({ names: [DOMAIN] })] }),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A create writes what Route 53 has not taken yet, without a look at the certificate',
    look(1, {
      known: { ...known, unpublished: { certificateArn: ARN, batches: [], since: at(0.5) } },
    }),
    'PUBLISHING',
    { do: 'PUBLISH', certificateArn: ARN },
  ],
  [
    'A create writes the records again after four minutes',
    look(4, { known, certificates: pending }),
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'A create writes the records again at the deadline',
    look(55, { known: { ...known, publishedAt: publishedAt(53) }, certificates: pending }),
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'A create waits while ACM has named only some of the records',
    look(0, {
      certificates: [certificate({ domainValidations: [validation(DOMAIN), withoutRecord] })],
    }),
    'RECORDS_NOT_NAMED',
    { do: 'WAIT' },
  ],
  [
    'A create waits while ACM has named no name at all',
    look(0, { certificates: [certificate({ domainValidations: [] })] }),
    'RECORDS_NOT_NAMED',
    { do: 'WAIT' },
  ],
  [
    'A create waits while ACM has named only some of the names',
    look(0, { certificates: [certificate({ domainValidations: [validation(DOMAIN)] })] }),
    'RECORDS_NOT_NAMED',
    { do: 'WAIT', reason: 'ACM has not named every validation record yet' },
  ],
  [
    'A create publishes every record once when all are named',
    look(0, { certificates: pending }),
    'PUBLISHING',
    {
      do: 'PUBLISH',
      certificateArn: ARN,
      batches: [
        {
          hostedZoneId: 'Z1',
          records: [{ name: `_x.${DOMAIN}.`, value: '_y.acm-validations.aws.' }],
        },
      ],
    },
  ],
  [
    'A create publishes when a name that has no record is validated already',
    look(0, {
      certificates: [
        certificate({
          domainValidations: [validation(DOMAIN), { ...withoutRecord, status: 'SUCCESS' }],
        }),
      ],
    }),
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'A create publishes although another certificate was published',
    look(0, {
      known: { requested: ARN, publishedAt: { [`${ARN}2`]: at(0) } },
      certificates: pending,
    }),
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'A create waits when the records are published',
    look(1, { known, certificates: pending }),
    'VALIDATION_PENDING',
    { do: 'WAIT', reason: `ACM has not validated ${DOMAIN}, *.${DOMAIN} yet` },
  ],
  [
    'A create waits when every name is validated but the certificate is not issued',
    look(1, { known, certificates: validated }),
    'ISSUANCE_PENDING',
    { do: 'WAIT', reason: 'every name is validated; ACM has not issued the certificate yet' },
  ],
  [
    'A create waits a second before the deadline',
    look(55 - 1 / 60, { known: lately, certificates: pending }),
    'VALIDATION_PENDING',
    { do: 'WAIT' },
  ],
  [
    'A create fails with the ARN at the deadline',
    look(55, { known: lately, certificates: pending }),
    'VALIDATION_PENDING',
    failed(ARN),
  ],
  [
    'A create publishes before it succeeds, because renewals need the records',
    look(1, { certificates: [certificate({ status: 'ISSUED' })] }),
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'A create succeeds when the certificate is issued, even at the deadline',
    look(55, { known, certificates: [certificate({ status: 'ISSUED' })] }),
    'ISSUED',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  ...['FAILED', 'VALIDATION_TIMED_OUT', 'REVOKED', 'INACTIVE', 'EXPIRED'].map(
    (status): [string, Look, ReasonCode, object] => [
      `A create fails with the ARN at once when the certificate is ${status}`,
      look(1, { certificates: [certificate({ status })] }),
      'CERTIFICATE_UNUSABLE',
      failed(ARN),
    ],
  ),
  [
    'A create forgets a certificate for other names that ACM handed back',
    look(0, { certificates: [certificate({ names: [DOMAIN, `www.${DOMAIN}`] })] }),
    'ANOTHER_CERTIFICATE',
    { do: 'DISOWN', mayBeOwn: false },
  ],
  [
    'A create forgets one with another first name',
    look(0, { certificates: [certificate({ domainName: `*.${DOMAIN}` })] }),
    'ANOTHER_CERTIFICATE',
    { do: 'DISOWN', mayBeOwn: false },
  ],
  [
    'A create forgets the last of those that ACM handed back, too',
    look(0, {
      known: { requested: ARN, tokenSalt: 3 },
      certificates: [certificate({ domainName: `*.${DOMAIN}` })],
    }),
    'ANOTHER_CERTIFICATE',
    { do: 'DISOWN' },
  ],
  [
    'It then fails, and knows none of them any more',
    look(0, { known: { tokenSalt: 4 } }),
    'ANOTHER_CERTIFICATE',
    failed(NEVER_REQUESTED),
  ],
  [
    'A create that ACM describes nothing for at the deadline does not say that it was deleted',
    look(56, { known: { requested: ARN } }),
    'NOT_DESCRIBED_YET',
    failed(ARN),
  ],
];

test.each(rows)('%s', (_title, seen, code, action) => {
  expect(decide(seen)).toMatchObject({ code, ...action });
});

test('A create looks at the certificate that it has requested', () => {
  const operation = createOperation(createRequest);
  const unpublished = { certificateArn: ARN, batches: [], since: at(0) };
  const seenBy = (known: Known, minutes = 0): readonly string[] =>
    operation.certificatesToDescribe(known, look(minutes));
  expect(seenBy({})).toEqual([]);
  expect(seenBy({ requested: ARN })).toEqual([ARN]);
  // Route 53 is asked first, for a minute.
  expect(seenBy({ requested: ARN, unpublished }, 0.9)).toEqual([]);
  expect(seenBy({ requested: ARN, unpublished }, 1)).toEqual([ARN]);
});

test('A create requests nothing when no zone covers a name', () => {
  const spec = { ...SPEC, subjectAlternativeNames: [`not${DOMAIN}`] };
  expect(decide(look(0, { known: {} }), spec)).toMatchObject({
    do: 'RESPOND',
    response: {
      status: 'FAILED',
      code: 'NO_HOSTED_ZONE',
      physicalResourceId: NEVER_REQUESTED,
      reason: `no hosted zone covers 'not${DOMAIN}' (given: '${DOMAIN}'); pass the zone that serves it`,
    },
  });
});

test.each([
  ['says that there is none, when nothing can have been requested', {}, NEVER_REQUESTED],
  ['says that there may be one, when an answer was lost', { mayHaveRequested: true }, WITHOUT_ARN],
  ['is its ARN, when it is known', { requested: ARN, mayHaveRequested: true }, ARN],
])('The id of a create that fails %s', (_title, known, physicalResourceId) => {
  const why = { code: 'REFUSED', reason: 'no' } as const;
  expect(createOperation(createRequest).fail(look(1, { known }), why)).toMatchObject(
    failed(physicalResourceId),
  );
});

describe('The reason', () => {
  test('of a refusal names the certificate, the name, the status, the cause and the cure', () => {
    const seen = certificate({
      status: 'FAILED',
      failureReason: 'CAA_ERROR',
      domainValidations: [
        validation(DOMAIN, { status: 'SUCCESS' }),
        validation(`*.${DOMAIN}`, { status: 'FAILED' }),
      ],
    });
    expect(decide(look(1, { certificates: [seen] })).reason).toBe(
      `certificate for ${DOMAIN} is FAILED (CAA_ERROR) at *.${DOMAIN}: a CAA record keeps Amazon from ` +
        'issuing; add one that names amazon.com, amazontrust.com, awstrust.com or amazonaws.com. ' +
        `ARN: ${ARN}`,
    );
  });

  test('at the deadline names what is not validated, by which record, in which zone', () => {
    expect(decide(look(55, { known: lately, certificates: pending })).reason).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: ACM could not validate ` +
        `${DOMAIN}, *.${DOMAIN}; check that the name servers registered for the domain are those of the ` +
        `hosted zone. ARN: ${ARN}. ` +
        `${DOMAIN}: CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. is in zone Z1, where it was written again just now; ` +
        `*.${DOMAIN}: CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. is in zone Z1, where it was written again just now`,
    );
  });

  test('at the deadline says so when ACM has named no record', () => {
    const unnamed = [certificate({ domainValidations: [] })];
    expect(decide(look(55, { known: lately, certificates: unnamed })).reason).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: ACM has not named every validation ` +
        `record; deploy again. ARN: ${ARN}`,
    );
  });

  test('at the deadline says so when every name is validated', () => {
    expect(decide(look(55, { known: lately, certificates: validated })).reason).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: every name is validated, and ACM is ` +
        `late; deploy again. ARN: ${ARN}`,
    );
  });
});

const HALF = { ...SPEC, validationTimeoutMs: 30 * 60_000 };
const UNATTENDED = { ...SPEC, isWaitedFor: false };

test.each<[string, Look, typeof SPEC, ReasonCode, object]>([
  [
    'at a time-out of its own writes the records once more',
    look(30, { known: { ...known, publishedAt: publishedAt(28) }, certificates: pending }),
    HALF,
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'at a time-out of its own fails',
    look(30, { known: { ...known, publishedAt: publishedAt(30) }, certificates: pending }),
    HALF,
    'VALIDATION_PENDING',
    failed(ARN),
  ],
  [
    'waits no longer than until a time-out of its own',
    look(29.95, { known: { ...known, publishedAt: publishedAt(28) }, certificates: pending }),
    HALF,
    'VALIDATION_PENDING',
    { do: 'WAIT', seconds: 3 },
  ],
  [
    'that is not waited for has still to write its records',
    look(0, { certificates: pending }),
    UNATTENDED,
    'PUBLISHING',
    { do: 'PUBLISH' },
  ],
  [
    'that is not waited for waits until ACM has named all records',
    look(0, {
      certificates: [certificate({ domainValidations: [validation(DOMAIN), withoutRecord] })],
    }),
    UNATTENDED,
    'RECORDS_NOT_NAMED',
    { do: 'WAIT' },
  ],
  [
    'that is not waited for succeeds when its records are written',
    look(1, { known, certificates: pending }),
    UNATTENDED,
    'VALIDATION_PENDING',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  [
    'that is not waited for fails with what ACM never issues',
    look(1, { known, certificates: [certificate({ status: 'FAILED' })] }),
    UNATTENDED,
    'CERTIFICATE_UNUSABLE',
    failed(ARN),
  ],
])('A create %s', (_title, seen, spec, code, action) => {
  expect(decide(seen, spec)).toMatchObject({ code, ...action });
});
