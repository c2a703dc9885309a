import { decideCreate } from '../../../lambda/core/create';
import { CertificateError } from '../../../lambda/core/errors';
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

const published = { known: { certificateArn: ARN, published: true } };
const withoutRecord = { domainName: `*.${DOMAIN}`, status: 'PENDING_VALIDATION' };

const rows: [string, Look, Partial<Action> | object][] = [
  ['request when nothing was requested yet', look(0, { known: {} }), { do: 'REQUEST', spec: SPEC }],
  [
    'request in the fifth minute still',
    look(5 - 1 / 60, { known: {} }),
    { do: 'REQUEST', spec: SPEC },
  ],
  [
    'request nothing any more after five minutes',
    look(5, { known: {} }),
    {
      do: 'ANSWER',
      answer: {
        status: 'FAILED',
        physicalResourceId: 'Certificate-without-arn-since-2026-01-01T00:00:00.000Z',
        reason: `certificate for ${DOMAIN} was not requested: 5 minutes late, when CloudFormation may have given it up; deploy again`,
      },
    },
  ],
  ['wait while ACM does not know what it has just made', look(1), { do: 'WAIT' }],
  [
    'fail with the ARN when ACM still does not know it after two minutes',
    look(2),
    { do: 'ANSWER', answer: { status: 'FAILED', physicalResourceId: ARN } },
  ],
  [
    'fail at once when a certificate that was there is gone',
    look(0.5, { known: { certificateArn: ARN, seen: true } }),
    { do: 'ANSWER', answer: { status: 'FAILED', physicalResourceId: ARN } },
  ],
  [
    'wait while ACM has named only some of the records',
    look(0, {
      certificate: certificate({ domainValidations: [validation(DOMAIN), withoutRecord] }),
    }),
    { do: 'WAIT' },
  ],
  [
    'wait while ACM has named no name at all',
    look(0, { certificate: certificate({ domainValidations: [] }) }),
    { do: 'WAIT' },
  ],
  [
    'wait while ACM has named only some of the names',
    look(0, { certificate: certificate({ domainValidations: [validation(DOMAIN)] }) }),
    { do: 'WAIT', reason: 'ACM has not named every validation record yet' },
  ],
  [
    'publish every record once when all are named',
    look(0, { certificate: certificate() }),
    {
      do: 'PUBLISH',
      batches: [
        {
          hostedZoneId: 'Z1',
          records: [{ name: `_x.${DOMAIN}.`, value: '_y.acm-validations.aws.' }],
        },
      ],
    },
  ],
  [
    'publish when a name that has no record is proved already',
    look(0, {
      certificate: certificate({
        domainValidations: [validation(DOMAIN), { ...withoutRecord, status: 'SUCCESS' }],
      }),
    }),
    { do: 'PUBLISH' },
  ],
  [
    'wait when the records are published',
    look(1, { ...published, certificate: certificate() }),
    { do: 'WAIT', reason: `ACM has not validated ${DOMAIN}, *.${DOMAIN} yet` },
  ],
  [
    'wait when every name is proved but the certificate is not issued',
    look(1, {
      ...published,
      certificate: certificate({
        domainValidations: [validation(DOMAIN, { status: 'SUCCESS' })],
      }),
    }),
    {
      do: 'WAIT',
      reason: 'every name is validated; ACM has not issued the certificate yet',
    },
  ],
  [
    'wait a second before the deadline',
    look(55 - 1 / 60, { ...published, certificate: certificate() }),
    { do: 'WAIT' },
  ],
  [
    'fail with the ARN at the deadline',
    look(55, { ...published, certificate: certificate() }),
    { do: 'ANSWER', answer: { status: 'FAILED', physicalResourceId: ARN } },
  ],
  [
    'publish before it succeeds, because renewals need the records',
    look(1, { certificate: certificate({ status: 'ISSUED' }) }),
    { do: 'PUBLISH' },
  ],
  [
    'succeed when it is issued, even at the deadline',
    look(55, { ...published, certificate: certificate({ status: 'ISSUED' }) }),
    { do: 'ANSWER', answer: { status: 'SUCCESS', physicalResourceId: ARN } },
  ],
  ...['FAILED', 'VALIDATION_TIMED_OUT', 'REVOKED', 'INACTIVE', 'EXPIRED'].map(
    (status): [string, Look, object] => [
      `fail with the ARN at once when it is ${status}`,
      look(1, { certificate: certificate({ status }) }),
      { do: 'ANSWER', answer: { status: 'FAILED', physicalResourceId: ARN } },
    ],
  ),
  [
    'fail without the ARN when ACM handed back a certificate for other names',
    look(0, { certificate: certificate({ names: [DOMAIN] }) }),
    {
      do: 'ANSWER',
      answer: {
        status: 'FAILED',
        physicalResourceId: 'Certificate-without-arn-since-2026-01-01T00:00:00.000Z',
      },
    },
  ],
  [
    'fail without the ARN when ACM handed back one with another first name',
    look(0, { certificate: certificate({ domainName: `*.${DOMAIN}` }) }),
    {
      do: 'ANSWER',
      answer: {
        status: 'FAILED',
        physicalResourceId: 'Certificate-without-arn-since-2026-01-01T00:00:00.000Z',
      },
    },
  ],
];

test.each(rows)('%s', (_title, seen, action) => {
  expect(decideCreate(createRequest, seen)).toMatchObject(action);
});

test('fails before the request when no zone covers a name', () => {
  const spec = { ...SPEC, subjectAlternativeNames: [`not${DOMAIN}`] };
  expect(() => decideCreate({ ...createRequest, spec }, look(0, { known: {} }))).toThrow(
    new CertificateError(
      'NO_HOSTED_ZONE',
      `no hosted zone covers 'not${DOMAIN}' (given: '${DOMAIN}'); pass the zone that serves it`,
    ),
  );
});

describe('the reason', () => {
  const reasonOf = (seen: Look): string => {
    const action = decideCreate(createRequest, seen);
    return action.do === 'ANSWER' ? action.answer.reason : '';
  };

  test('of a refusal names the certificate, the name, the status, the cause and the cure', () => {
    const seen = certificate({
      status: 'FAILED',
      failureReason: 'CAA_ERROR',
      domainValidations: [
        validation(DOMAIN, { status: 'SUCCESS' }),
        validation(`*.${DOMAIN}`, { status: 'FAILED' }),
      ],
    });
    expect(reasonOf(look(1, { certificate: seen }))).toBe(
      `certificate for ${DOMAIN} is FAILED (CAA_ERROR) at *.${DOMAIN}: a CAA record keeps Amazon from ` +
        'issuing; add one that names amazon.com, amazontrust.com, awstrust.com or amazonaws.com. ' +
        `ARN: ${ARN}`,
    );
  });

  test('at the deadline names what is not proved, by which record, in which zone', () => {
    expect(reasonOf(look(55, { ...published, certificate: certificate() }))).toBe(
      `certificate for ${DOMAIN} is still PENDING_VALIDATION after 55 minutes: ACM could not validate ` +
        `${DOMAIN}, *.${DOMAIN}; check that the name servers registered for the domain are those of the ` +
        `hosted zone. ARN: ${ARN}. ` +
        `${DOMAIN}: CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. was written to zone Z1; ` +
        `*.${DOMAIN}: CNAME _x.${DOMAIN}. -> _y.acm-validations.aws. was written to zone Z1`,
    );
  });
});
