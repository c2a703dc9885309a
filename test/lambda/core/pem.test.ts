import type { Known, Response } from '../../../contract/state';
import { createOperation } from '../../../lambda/core/create';
import { deleteOperation } from '../../../lambda/core/delete';
import type {
  DeleteRequest,
  LifecycleRequest,
  Look,
  Outputs,
  SeenParameter,
} from '../../../lambda/core/lifecycle';
import { failedPem, writingPem } from '../../../lambda/core/pem';
import { wantedTags } from '../../../lambda/core/pem-parameters';
import type { Pem } from '../../../lambda/core/ports';
import { updateOperation } from '../../../lambda/core/update';
import {
  ARN,
  BEGUN_AT,
  certificate,
  createRequest,
  deleteRequest,
  look,
  minutesLater,
  updateRequest,
} from '../../support/certificates';

const NAMES = { certificate: '/app/pem', chain: '/app/chain' };
const OTHER = `${ARN.slice(0, -1)}3`;
const PEM: Pem = { certificate: 'leaf', chain: 'root', fingerprint: 'AB:CD' };
const { owner } = createRequest;
const outputs: Outputs = { attributes: [], pem: NAMES };

const issued = certificate({ status: 'ISSUED' });
const mine = (value: string, arn = ARN): SeenParameter => ({ tags: wantedTags(owner, arn), value });

/** A minute after the request, at which everything but the PEM is done and the executions are listed. */
function seen(
  parameters: Readonly<Record<string, SeenParameter>>,
  { pem = PEM, known = {}, minutes = 1 }: { pem?: Pem; known?: Known; minutes?: number } = {},
): Look {
  const now = BEGUN_AT + minutes * 60_000;
  const done: Known = {
    requested: ARN,
    publishedAt: { [ARN]: now },
    isNewest: true,
    others: [],
    othersListedAt: [now, now] as const,
    ...known,
  };
  return {
    ...look(minutes, { known: done, certificates: [issued] }),
    pem: { certificateArn: ARN, pem },
    parameters: new Map(Object.entries(parameters)),
  };
}

const create: LifecycleRequest = { ...createRequest, outputs };
const decide = (at: Look): object => writingPem(createOperation(createRequest), create).decide(at);

const BOTH = { [NAMES.certificate]: mine('leaf'), [NAMES.chain]: mine('root') };

const rows: [title: string, Look, object][] = [
  [
    'When the certificate is issued, its PEM is asked for',
    { ...seen({}), pem: { certificateArn: OTHER, pem: PEM } },
    { do: 'GET_PEM', certificateArn: ARN },
  ],
  ['Both parameters are looked at', seen({}), { do: 'READ_PARAMETER', name: NAMES.certificate }],
  [
    'before either is written',
    seen({ [NAMES.certificate]: 'GONE' }),
    { do: 'READ_PARAMETER', name: NAMES.chain, mayBeWritten: true },
  ],
  [
    'One that is not there is created with the tags that say whose it is',
    seen({ ...BOTH, [NAMES.certificate]: 'GONE' }),
    { do: 'CREATE_PARAMETER', value: 'leaf', tags: wantedTags(owner, ARN) },
  ],
  [
    'One that shows another certificate is given the name of the new one',
    seen({ ...BOTH, [NAMES.certificate]: mine('old', OTHER) }),
    { do: 'TAG_PARAMETER', name: NAMES.certificate, tags: wantedTags(owner, ARN) },
  ],
  [
    'and then its value',
    seen({ ...BOTH, [NAMES.certificate]: mine('old') }),
    { do: 'OVERWRITE_PARAMETER', name: NAMES.certificate, value: 'leaf' },
  ],
  [
    'One of another resource is not touched, though the first could be written',
    seen({ [NAMES.certificate]: 'GONE', [NAMES.chain]: { tags: { a: 'b' }, value: 'x' } }),
    { do: 'RESPOND', code: 'PARAMETER_TAKEN', response: { status: 'FAILED' } },
  ],
  [
    'A PEM that is too large is refused, though the other could be written',
    seen({ [NAMES.certificate]: 'GONE' }, { pem: { ...PEM, chain: 'x'.repeat(8193) } }),
    { do: 'RESPOND', code: 'PEM_TOO_LARGE', response: { status: 'FAILED' } },
  ],
  [
    'One of 8192 bytes is written',
    seen(
      { [NAMES.certificate]: mine('leaf'), [NAMES.chain]: 'GONE' },
      { pem: { ...PEM, chain: 'x'.repeat(8192) } },
    ),
    { do: 'CREATE_PARAMETER', name: NAMES.chain },
  ],
  [
    'Nothing is written before it is asked in this tick whether CloudFormation has given the request up',
    seen({ ...BOTH, [NAMES.chain]: 'GONE' }, { known: { othersListedAt: [BEGUN_AT, BEGUN_AT] } }),
    { do: 'LIST_OTHERS' },
  ],
  [
    'A request that a newer one has overtaken writes nothing',
    seen(
      { ...BOTH, [NAMES.chain]: 'GONE' },
      {
        known: {
          others: [
            {
              executionArn: 'newer',
              requestType: 'Update',
              begunAt: BEGUN_AT + 30_000,
              startedAt: BEGUN_AT + 30_000,
            },
          ],
        },
      },
    ),
    { do: 'RESPOND', code: 'SUPERSEDED' },
  ],
  [
    'What is as it should be is answered',
    seen(BOTH),
    {
      do: 'RESPOND',
      code: 'ISSUED',
      response: {
        data: {
          CertificateParameterName: NAMES.certificate,
          ChainParameterName: NAMES.chain,
        },
      },
    },
  ],
  [
    'A name that Parameter Store does not give until the deadline is somebody else’s',
    seen({ ...BOTH, [NAMES.chain]: 'GONE' }, { minutes: 55, known: { pem: { isNameHeld: true } } }),
    { do: 'RESPOND', code: 'PARAMETER_TAKEN' },
  ],
];

test.each(rows)('%s', (_title, at, action) => {
  expect(decide(at)).toMatchObject(action);
});

const removing: DeleteRequest = { ...deleteRequest, outputs: { attributes: [], former: NAMES } };

function clearAfterDelete(
  parameters: Readonly<Record<string, SeenParameter>>,
  known: Known = {},
  request = removing,
  minutes = 1,
): object {
  const at = look(minutes, { known: { deleted: [ARN], ...known } });
  const parametersSeen = new Map(Object.entries(parameters));
  return writingPem(deleteOperation(request), request).decide({
    ...at,
    parameters: parametersSeen,
  });
}

const ABSENT = { askedAt: BEGUN_AT, absentSince: BEGUN_AT };

test.each<[string, object, object]>([
  [
    'When it is deleted, its parameters are looked at',
    clearAfterDelete({}),
    { do: 'READ_PARAMETER' },
  ],
  [
    'Those that name it are removed',
    clearAfterDelete(BOTH),
    { do: 'REMOVE_PARAMETER', name: NAMES.certificate },
  ],
  [
    'Of one that names another it is asked whether that is there',
    clearAfterDelete({ ...BOTH, [NAMES.certificate]: mine('new', OTHER) }),
    { do: 'ASK_PRESENCE', certificateArn: OTHER },
  ],
  [
    'If so, it stays',
    clearAfterDelete(
      { [NAMES.certificate]: mine('new', OTHER), [NAMES.chain]: mine('new', OTHER) },
      { pem: { named: { [OTHER]: { askedAt: BEGUN_AT } } } },
    ),
    { do: 'RESPOND', code: 'DELETED' },
  ],
  [
    'If it has not been there for some time, it goes',
    clearAfterDelete(
      { ...BOTH, [NAMES.certificate]: mine('new', OTHER) },
      { pem: { named: { [OTHER]: ABSENT } } },
    ),
    { do: 'REMOVE_PARAMETER', name: NAMES.certificate },
  ],
  [
    'One answer of ACM is no proof',
    clearAfterDelete(
      { ...BOTH, [NAMES.certificate]: mine('new', OTHER) },
      { pem: { named: { [OTHER]: { ...ABSENT, absentSince: BEGUN_AT + 50_000 } } } },
    ),
    { do: 'ASK_PRESENCE', certificateArn: OTHER },
  ],
  [
    'At the deadline ACM is asked for it all the same: what was never asked for may be there',
    clearAfterDelete({ ...BOTH, [NAMES.certificate]: mine('new', OTHER) }, {}, removing, 56),
    { do: 'ASK_PRESENCE', certificateArn: OTHER },
  ],
  [
    'Then one answer must do',
    clearAfterDelete(
      { ...BOTH, [NAMES.certificate]: mine('new', OTHER) },
      { pem: { named: { [OTHER]: { ...ABSENT, absentSince: minutesLater(56) } } } },
      removing,
      56,
    ),
    { do: 'REMOVE_PARAMETER', name: NAMES.certificate },
  ],
  [
    'What is somebody else’s stays',
    clearAfterDelete({ [NAMES.certificate]: { tags: {} }, [NAMES.chain]: 'GONE' }),
    { do: 'RESPOND', code: 'DELETED' },
  ],
  [
    'What could not be removed is said',
    clearAfterDelete(BOTH, { pem: { trouble: 'denied' } }),
    { do: 'RESPOND', code: 'PARAMETERS_KEPT', response: { status: 'SUCCESS' } },
  ],
  [
    'A tick that was running when its execution was stopped may still write',
    clearAfterDelete(
      { [NAMES.certificate]: 'GONE', [NAMES.chain]: 'GONE' },
      {
        others: [
          {
            executionArn: 'create',
            requestType: 'Create',
            startedAt: BEGUN_AT,
            begunAt: BEGUN_AT,
            stoppedAt: BEGUN_AT + 20_000,
            told: { mayHaveRequested: false, wasStopped: true, isTickRunning: true },
          },
        ],
      },
    ),
    { do: 'WAIT', seconds: 20 },
  ],
])('%s', (_title, action, expected) => {
  expect(action).toMatchObject(expected);
});

const FAILURE = { code: 'PARAMETER_TAKEN', reason: 'taken' } as const;

test.each([
  ['that wants the same parameters succeeds', { ...outputs, former: NAMES }, 'SUCCESS'],
  ['that wants other parameters fails', outputs, 'FAILED'],
] as const)('An update in place %s though they cannot be written', (_title, wanted, status) => {
  const request = { ...updateRequest, outputs: wanted };
  const at = look(1, { known: {}, certificates: [issued] });
  const failing = { request, operation: updateOperation(request), look: at };
  expect(failedPem(failing, FAILURE)).toMatchObject({ do: 'RESPOND', response: { status } });
});

test('An answer that is decided keeps its code, which tells the next update what to look for, and brings what the template asks for', () => {
  const wanted = { ...outputs, attributes: ['SerialNumber'] as const, former: NAMES };
  const request = { ...updateRequest, outputs: wanted };
  const answer: Response = {
    status: 'SUCCESS',
    physicalResourceId: ARN,
    code: 'ACCESS_DENIED',
    reason: 'denied',
  };
  const at = look(1, { known: { answer }, certificates: [issued] });
  const operation = writingPem(updateOperation(request), request);
  const expected = {
    ...answer,
    reason: 'denied. taken',
    data: { SerialNumber: expect.any(String) as string },
  };
  expect(failedPem({ request, operation, look: at }, FAILURE)).toMatchObject({
    response: expected,
  });
});

test('Where ACM answers no more, an answer that is decided brings what ACM has said before', () => {
  const wanted = { ...outputs, attributes: ['SerialNumber'] as const, former: NAMES };
  const request = { ...updateRequest, outputs: wanted };
  const data = { SerialNumber: '01:02' };
  const answer: Response = {
    status: 'SUCCESS',
    physicalResourceId: ARN,
    code: 'ACCESS_DENIED',
    reason: 'denied',
    data,
  };
  const operation = writingPem(updateOperation(request), request);
  expect(operation.fail(look(1, { known: { answer } }), FAILURE)).toMatchObject({
    response: { data },
  });
});

test('An operation of which nothing more is asked is left as it is', () => {
  const operation = createOperation(createRequest);
  expect(writingPem(operation, createRequest)).toBe(operation);
});
