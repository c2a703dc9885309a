import type { ReasonCode } from '../../../contract/reason-codes';
import type { Look } from '../../../lambda/core/lifecycle';
import type { CertificateSpec } from '../../../lambda/core/ports';
import { updateOperation } from '../../../lambda/core/update';
import type { OtherExecution, Response } from '../../../contract/state';
import { RESOURCE_TAG, STACK_TAG } from '../../../contract/constants';
import { ARN, BEGUN_AT, certificate, look, SPEC, updateRequest } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

const issued = [certificate({ status: 'ISSUED' })];
const tagged = {
  certificateArn: ARN,
  tags: { [STACK_TAG]: 'stack', [RESOURCE_TAG]: 'Certificate' },
  listedAt: BEGUN_AT,
};
const published = { known: { others: [], tagged, publishedAt: { [ARN]: BEGUN_AT } } };
const OTHER_ARN = `${ARN.slice(0, -1)}3`;
const OTHERS = { subjectAlternativeNames: [`www.${DOMAIN}`] };
const gone = { [ARN]: BEGUN_AT - 15_000 };
const told = { mayHaveRequested: false, wasStopped: false, isTickRunning: false };
const update = (fields: Partial<OtherExecution> = {}): OtherExecution => ({
  executionArn: 'other',
  requestType: 'Update',
  begunAt: BEGUN_AT - 1000,
  startedAt: BEGUN_AT - 1000,
  endedAt: BEGUN_AT - 500,
  told,
  ...fields,
});
const responds = (status: string, reason: string): object => ({
  do: 'RESPOND',
  response: {
    status,
    physicalResourceId: ARN,
    reason: expect.stringContaining(reason) as string,
  },
});

const CANCELLED: OtherExecution = {
  executionArn: 'cancelled',
  requestType: 'Update',
  begunAt: 0,
  startedAt: 0,
};
const SUCCESS: Response = {
  status: 'SUCCESS',
  physicalResourceId: ARN,
  code: 'ISSUED',
  reason: '',
};
const REPLACING = update({
  told: { ...told, physicalResourceId: OTHER_ARN, requested: ARN, response: SUCCESS },
});
const FAILURE = { code: 'REFUSED', reason: 'no' } as const;

const running = (fields: Partial<OtherExecution> = {}): Look =>
  look(1, {
    known: {
      others: [{ ...CANCELLED, begunAt: BEGUN_AT - 1000, ...fields }],
      othersListedAt: [BEGUN_AT, BEGUN_AT],
    },
    certificates: issued,
  });

interface Wanted extends Partial<CertificateSpec> {
  readonly previous?: CertificateSpec;
}

const rows: [title: string, Look, spec: Wanted, ReasonCode, object][] = [
  [
    'An update writes the records, which may belong into another zone now',
    look(0, { known: { others: [], tagged }, certificates: issued }),
    { hostedZones: [{ hostedZoneId: 'Z2', name: DOMAIN }] },
    'PUBLISHING',
    { do: 'PUBLISH', batches: [{ hostedZoneId: 'Z2' }] },
  ],
  [
    'An update to a zone that does not cover the names keeps the certificate, and says so',
    look(0, { known: { others: [], tagged }, certificates: issued }),
    { hostedZones: [{ hostedZoneId: 'Z2', name: 'example.org' }] },
    'NO_HOSTED_ZONE',
    responds('SUCCESS', `no hosted zone covers '${DOMAIN}' (given: 'example.org')`),
  ],
  [
    'An update has nothing more to do when the records are written',
    look(0, { certificates: issued, ...published }),
    {},
    'ISSUED',
    responds('SUCCESS', 'ISSUED'),
  ],
  [
    'An update has nothing to do when only the order of the names differs',
    look(0, {
      certificates: [certificate({ status: 'ISSUED', names: [`*.${DOMAIN}`, DOMAIN] })],
      ...published,
    }),
    {},
    'ISSUED',
    responds('SUCCESS', 'ISSUED'),
  ],
  [
    'An update waits for a certificate that is still pending',
    look(1, { certificates: [certificate()], ...published }),
    {},
    'VALIDATION_PENDING',
    { do: 'WAIT' },
  ],
  ...Object.entries<Wanted>({
    'other names': OTHERS,
    'one name less': { subjectAlternativeNames: [] },
    'another Region': { region: 'us-east-1' },
  }).map(([what, spec]): [string, Look, Wanted, ReasonCode, object] => [
    `An update to ${what} requests another certificate, when no older update has left one`,
    look(0, { known: { others: [] }, certificates: issued }),
    spec,
    'REQUESTING',
    { do: 'REQUEST', spec },
  ]),
  [
    'An update looks first for older updates, which may have left something, though the same names are wanted',
    look(0, { known: {}, certificates: issued }),
    {},
    'TAKING_OVER',
    { do: 'LIST_OTHERS' },
  ],
  [
    'An update to other names stops the one that CloudFormation cancelled',
    running(),
    OTHERS,
    'TAKING_OVER',
    { do: 'STOP', executionArn: 'cancelled' },
  ],
  [
    'What could not be stopped is listed again first: it may have ended by itself',
    running({ notStoppedAt: BEGUN_AT }),
    OTHERS,
    'TAKING_OVER',
    { do: 'LIST_OTHERS' },
  ],
  [
    'An update to other names that a newer request has overtaken requests nothing',
    look(0, {
      known: { others: [{ ...CANCELLED, begunAt: BEGUN_AT + 1000 }] },
      certificates: issued,
    }),
    OTHERS,
    'SUPERSEDED',
    responds('FAILED', 'CloudFormation has given this request up'),
  ],
  [
    'An update deletes what a failed one has left',
    look(0, {
      known: { others: [update({ told: { ...told, requested: OTHER_ARN } })] },
      certificates: [...issued, certificate({ certificateArn: OTHER_ARN })],
    }),
    OTHERS,
    'DELETING',
    { do: 'DELETE', certificateArn: OTHER_ARN },
  ],
  [
    'An update takes back what the one before has replaced',
    look(0, {
      known: {
        others: [REPLACING],
        tagged: { ...tagged, certificateArn: OTHER_ARN },
        publishedAt: { [OTHER_ARN]: BEGUN_AT },
      },
      certificates: [
        certificate({ status: 'ISSUED', names: [DOMAIN, `www.${DOMAIN}`] }),
        certificate({ certificateArn: OTHER_ARN, status: 'ISSUED' }),
      ],
    }),
    { previous: { ...SPEC, ...OTHERS } },
    'ISSUED',
    { do: 'RESPOND', response: { status: 'SUCCESS', physicalResourceId: OTHER_ARN } },
  ],
  [
    'An update looks again for what the one before has replaced, when ACM does not describe it for once',
    look(0, {
      known: {
        others: [REPLACING],
        absentSince: { [OTHER_ARN]: BEGUN_AT },
      },
      certificates: [certificate({ status: 'ISSUED', names: [DOMAIN, `www.${DOMAIN}`] })],
    }),
    { previous: { ...SPEC, ...OTHERS } },
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'An update waits when ACM does not describe the certificate, for once',
    look(0, { known: { absentSince: { [ARN]: BEGUN_AT } } }),
    {},
    'NOT_DESCRIBED_YET',
    { do: 'WAIT' },
  ],
  [
    'An update requests a certificate that is gone anew',
    look(0, { known: { absentSince: gone, others: [] } }),
    {},
    'REQUESTING',
    { do: 'REQUEST' },
  ],
  [
    'An update requests a certificate that has expired anew',
    look(0, { known: { others: [] }, certificates: [certificate({ status: 'EXPIRED' })] }),
    {},
    'REQUESTING',
    { do: 'REQUEST' },
  ],
  [
    'An update that fails deletes what it has requested first',
    look(1, {
      known: { requested: OTHER_ARN },
      certificates: [certificate({ certificateArn: OTHER_ARN, status: 'FAILED' })],
    }),
    {},
    'CERTIFICATE_UNUSABLE',
    { do: 'CLEAN_UP', failure: { code: 'CERTIFICATE_UNUSABLE' } },
  ],
  [
    'An update that fails deletes',
    look(1, {
      known: { requested: OTHER_ARN, failure: FAILURE },
      certificates: [certificate({ certificateArn: OTHER_ARN, status: 'FAILED' })],
    }),
    {},
    'DELETING',
    { do: 'DELETE', certificateArn: OTHER_ARN },
  ],
  [
    'An update that fails answers with the ARN it had when that is deleted',
    look(1, {
      known: { requested: OTHER_ARN, failure: FAILURE, deleted: [OTHER_ARN] },
      certificates: issued,
    }),
    OTHERS,
    'REFUSED',
    responds('FAILED', 'no'),
  ],
];

test.each(rows)('%s', (_title, seen, { previous, ...spec }, code, action) => {
  const request = { ...updateRequest, spec: { ...SPEC, ...spec }, ...(previous && { previous }) };
  expect(updateOperation(request).decide(seen)).toMatchObject({ code, ...action });
});

test.each([
  ['the certificate behind the physical id', {}, [ARN]],
  ['what it has requested', { requested: OTHER_ARN }, [OTHER_ARN]],
  ['both when it fails', { requested: OTHER_ARN, failure: FAILURE }, [ARN, OTHER_ARN]],
])('An update looks at %s', (_title, known, expected) => {
  expect(updateOperation(updateRequest).certificatesToDescribe(known, look(0))).toEqual(expected);
});

test.each([
  ['succeeds if the certificate is the one that is wanted', issued, {}, 'SUCCESS'],
  ['fails if it is another', issued, OTHERS, 'FAILED'],
  ['succeeds if it is gone, and the same is wanted as before', [], {}, 'SUCCESS'],
  ['fails if it is gone, and another is wanted', [], OTHERS, 'FAILED'],
])('An update that cannot go on %s', (_title, certificates, spec, status) => {
  const operation = updateOperation({ ...updateRequest, spec: { ...SPEC, ...spec } });
  expect(operation.fail(look(1, { known: {}, certificates }), FAILURE)).toMatchObject(
    responds(status, 'no'),
  );
});

test.each([
  ['is gone', [], { [ARN]: BEGUN_AT }, 'CERTIFICATE_GONE', `ACM knows no certificate '${ARN}'`],
  ['has expired', [certificate({ status: 'EXPIRED' })], {}, 'CERTIFICATE_UNUSABLE', 'is EXPIRED'],
])('A success of an update does not hide that the certificate %s', (...row) => {
  const [, certificates, absentSince, code, reason] = row;
  const known = { absentSince };
  const response = updateOperation(updateRequest).fail(look(1, { known, certificates }), FAILURE);
  expect(response).toMatchObject({ code, ...responds('SUCCESS', reason) });
  expect(response.reason).toContain('no');
});

test('An update that cannot delete what it requested says what it leaves', () => {
  const known = { requested: OTHER_ARN, failure: FAILURE };
  const seen = look(56, { known, certificates: issued });
  const operation = updateOperation({ ...updateRequest, spec: { ...SPEC, ...OTHERS } });
  const why = { code: 'THROTTLED', reason: 'throttled' } as const;
  expect(operation.fail(seen, why)).toMatchObject(
    responds(
      'FAILED',
      `no. Certificate ${OTHER_ARN}, requested meanwhile, could not be deleted: throttled`,
    ),
  );
});
