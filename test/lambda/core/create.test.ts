import type { ReasonCode } from '../../../contract/reason-codes';
import { createOperation } from '../../../lambda/core/create';
import type { Action, Look } from '../../../lambda/core/lifecycle';
import {
  ARN,
  certificate,
  createRequest,
  look,
  SPEC,
  validation,
} from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const known = { requested: ARN, described: [ARN], published: [ARN] };
const withoutRecord = { domainName: `*.${DOMAIN}`, status: 'PENDING_VALIDATION' };
const pending = [certificate()];
const validated = [
  certificate({
    domainValidations: [DOMAIN, `*.${DOMAIN}`].map((name) =>
      validation(name, { status: 'SUCCESS' }),
    ),
  }),
];
const WITHOUT_ARN = 'Certificate-without-arn-since-2026-01-01T00:00:00.000Z';

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
    'A create still requests in the fifth minute',
    look(5 - 1 / 60, { known: {} }),
    'REQUESTING',
    { do: 'REQUEST', spec: SPEC },
  ],
  [
    'A create requests nothing any more after five minutes',
    look(5, { known: {} }),
    'REQUESTED_TOO_LATE',
    {
      do: 'RESPOND',
      response: {
        status: 'FAILED',
        physicalResourceId: WITHOUT_ARN,
        reason: `certificate for ${DOMAIN} was not requested: 5 minutes late, when CloudFormation may have given it up; deploy again`,
      },
    },
  ],
  [
    'A create waits while ACM does not know what it has just made',
    look(1),
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'A create fails with the ARN when ACM still does not know it after two minutes',
    look(2),
    'CERTIFICATE_GONE',
    failed(ARN),
  ],
  [
    'A create fails at once when a certificate that was there is gone',
    look(0.5, { known: { requested: ARN, described: [ARN] } }),
    'CERTIFICATE_GONE',
    failed(ARN),
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
    look(0, { known: { ...known, published: [`${ARN}2`] }, certificates: pending }),
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
    look(55 - 1 / 60, { known, certificates: pending }),
    'VALIDATION_PENDING',
    { do: 'WAIT' },
  ],
  [
    'A create fails with the ARN at the deadline',
    look(55, { known, certificates: pending }),
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
    'A create fails without the ARN when ACM handed back a certificate for other names',
    look(0, { certificates: [certificate({ names: [DOMAIN] })] }),
    'ANOTHER_CERTIFICATE',
    failed(WITHOUT_ARN),
  ],
  [
    'A create fails without the ARN when ACM handed back one with another first name',
    look(0, { certificates: [certificate({ domainName: `*.${DOMAIN}` })] }),
    'ANOTHER_CERTIFICATE',
    failed(WITHOUT_ARN),
  ],
];

test.each(rows)('%s', (_title, seen, code, action) => {
  expect(decide(seen)).toMatchObject({ code, ...action });
});

test('A create looks at the certificate that it has requested', () => {
  const operation = createOperation(createRequest);
  expect(operation.certificatesToDescribe({})).toEqual([]);
  expect(operation.certificatesToDescribe({ requested: ARN })).toEqual([ARN]);
});

test('A create requests nothing when no zone covers a name', () => {
  const spec = { ...SPEC, subjectAlternativeNames: [`not${DOMAIN}`] };
  expect(decide(look(0, { known: {} }), spec)).toMatchObject({
    do: 'RESPOND',
    response: {
      status: 'FAILED',
      code: 'NO_HOSTED_ZONE',
      physicalResourceId: WITHOUT_ARN,
      reason: `no hosted zone covers 'not${DOMAIN}' (given: '${DOMAIN}'); pass the zone that serves it`,
    },
  });
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
    expect(decide(look(55, { known, certificates: pending })).reason).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: ACM could not validate ` +
        `${DOMAIN}, *.${DOMAIN}; check that the name servers registered for the domain are those of the ` +
        `hosted zone. ARN: ${ARN}. ` +
        `${DOMAIN}: CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. was written to zone Z1; ` +
        `*.${DOMAIN}: CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. was written to zone Z1`,
    );
  });

  test('at the deadline says so when ACM has named no record', () => {
    const unnamed = [certificate({ domainValidations: [] })];
    expect(decide(look(55, { known, certificates: unnamed })).reason).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: ACM has not named every validation ` +
        `record; deploy again. ARN: ${ARN}`,
    );
  });

  test('at the deadline says so when every name is validated', () => {
    expect(decide(look(55, { known, certificates: validated })).reason).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: every name is validated, and ACM is ` +
        `late; deploy again. ARN: ${ARN}`,
    );
  });
});
