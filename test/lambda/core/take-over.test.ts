// What a delete learns of a create that CloudFormation gave up.
import type {
  Known,
  OtherExecution,
  Response,
  SearchProgress,
  Told,
} from '../../../contract/state';
import { leftByUpdates, requestedByCreate } from '../../../lambda/core/take-over';
import { ARN, BEGUN_AT, deleteRequest, look, updateRequest } from '../../support/certificates';

const SECOND = 1 / 60;
const at = (seconds: number): number => BEGUN_AT + seconds * 1000;
const invented = { ...deleteRequest, physicalResourceId: 'Stack-Certificate-1ABCDEF' };
const ofOurs = {
  ...deleteRequest,
  physicalResourceId: `Certificate-without-arn-since-${new Date(at(-60)).toISOString()}`,
};

const told = (fields: Partial<Told> = {}): Told => ({
  mayHaveRequested: false,
  wasStopped: true,
  isTickRunning: false,
  ...fields,
});
const create = (fields: Partial<OtherExecution> = {}): OtherExecution => ({
  executionArn: 'create',
  requestType: 'Create',
  begunAt: at(-60),
  startedAt: at(-60),
  ...fields,
});
const stopped = (fields: Partial<Told> = {}): OtherExecution =>
  create({ stoppedAt: at(0), told: told(fields) });
const ended = (fields: Partial<Told> = {}): OtherExecution =>
  create({ endedAt: at(-30), told: told({ wasStopped: false, ...fields }) });
const again = create({
  executionArn: 'again',
  begunAt: at(-40),
  endedAt: at(-20),
  told: told({ wasStopped: false, requested: ARN }),
});
const search = (fields: Partial<SearchProgress> = {}): SearchProgress => ({
  startedAt: at(0),
  isListed: true,
  candidates: [],
  found: [],
  ...fields,
});
const knowing = (execution: OtherExecution, fields: Partial<Known> = {}): Known => ({
  others: [execution],
  othersListedAt: [at(0), at(0)],
  ...fields,
});

const FAILED: Response = {
  status: 'FAILED',
  physicalResourceId: ARN,
  code: 'VALIDATION_PENDING',
  reason: '',
};

const rows: [title: string, typeof invented, seconds: number, Known, unknown][] = [
  ['lists the executions of the resource', invented, 0, {}, { do: 'LIST_OTHERS' }],
  ['stops a create that runs', invented, 0, knowing(create()), { do: 'STOP' }],
  [
    'stops no delete: CloudFormation may be waiting for it',
    invented,
    0,
    knowing(create({ requestType: 'Delete' })),
    { do: 'WAIT', seconds: 20 },
  ],
  [
    'stops nothing that is newer: it is the late one itself',
    invented,
    0,
    knowing(create({ begunAt: at(5) })),
    { do: 'WAIT' },
  ],
  [
    'asks the create what it requested',
    invented,
    0,
    knowing(create({ stoppedAt: at(0) })),
    { do: 'ASK', executionArn: 'create' },
  ],
  ['takes what a stopped create tells', invented, 1, knowing(stopped({ requested: ARN })), [ARN]],
  ['takes it that a stopped create has requested nothing', invented, 1, knowing(stopped()), []],
  [
    'waits, where a stopped create has had its delete: the one that is given up may not be listed yet',
    invented,
    1,
    {
      others: [
        create({
          executionArn: 'delete',
          requestType: 'Delete',
          begunAt: at(-20),
          endedAt: at(-10),
        }),
        stopped({ requested: ARN }),
      ],
      othersListedAt: [at(0), at(0)],
    },
    { do: 'WAIT', seconds: 19 },
  ],
  [
    'waits for a create that is not listed yet',
    invented,
    1,
    { others: [], othersListedAt: [at(0), at(0)] },
    { do: 'WAIT', seconds: 19 },
  ],
  [
    'lists once more after 20 seconds',
    invented,
    20,
    { others: [], othersListedAt: [at(0), at(0)] },
    { do: 'LIST_OTHERS' },
  ],
  [
    'searches when there is no create',
    invented,
    20,
    { others: [], othersListedAt: [at(0), at(20)] },
    { do: 'LIST_CERTIFICATES' },
  ],
  [
    'has found nothing when that search is complete',
    invented,
    21,
    { others: [], othersListedAt: [at(0), at(20)], search: search({ startedAt: at(20) }) },
    [],
  ],
  [
    'waits, where a create has ended by itself: it may be that of an earlier resource',
    invented,
    1,
    knowing(ended({ requested: ARN })),
    { do: 'WAIT' },
  ],
  [
    'asks whose a certificate is that such a create has requested',
    invented,
    20,
    knowing(ended({ requested: ARN }), { othersListedAt: [at(0), at(20)] }),
    { do: 'ASK_OWNERSHIP', certificateArn: ARN },
  ],
  [
    'leaves it, if it was retained',
    invented,
    20,
    knowing(ended({ requested: ARN }), { othersListedAt: [at(0), at(20)], search: search() }),
    [],
  ],
  [
    'takes what such a create has requested that has seen that it is given up',
    invented,
    20,
    knowing(ended({ requested: ARN, response: { ...FAILED, code: 'SUPERSEDED' } }), {
      othersListedAt: [at(0), at(20)],
    }),
    [ARN],
  ],
  [
    'asks whose it is where such a create has failed otherwise: its policy may have kept it',
    invented,
    20,
    knowing(ended({ requested: ARN, response: FAILED }), { othersListedAt: [at(0), at(20)] }),
    { do: 'ASK_OWNERSHIP', certificateArn: ARN },
  ],
  [
    'lists once more before it takes a create by its time: it may have been created again',
    ofOurs,
    1,
    knowing(ended({ mayHaveRequested: true })),
    { do: 'WAIT', seconds: 19 },
  ],
  [
    'searches for what a create has requested that answered by our own id',
    ofOurs,
    20,
    knowing(ended({ mayHaveRequested: true }), { othersListedAt: [at(0), at(20)] }),
    { do: 'LIST_CERTIFICATES', wanted: { requestedSince: at(-120) }, takesRetained: true },
  ],
  [
    'searches for nothing that was requested when the resource was created again',
    ofOurs,
    20,
    {
      others: [again, ended({ mayHaveRequested: true })],
      othersListedAt: [at(0), at(20)],
    },
    { wanted: { requestedSince: at(-120), requestedBefore: at(-50) } },
  ],
  [
    'searches anew, if that is listed only then',
    ofOurs,
    21,
    {
      others: [again, ended({ mayHaveRequested: true })],
      othersListedAt: [at(0), at(20)],
      search: search({ requestedSince: at(-120), found: [ARN] }),
    },
    { do: 'LIST_CERTIFICATES', wanted: { requestedBefore: at(-50) } },
  ],
  [
    'takes no later create for one that has no execution, because Intake could not start it',
    ofOurs,
    20,
    { others: [again], othersListedAt: [at(0), at(20)] },
    { do: 'LIST_CERTIFICATES', wanted: { requestedSince: at(-120), requestedBefore: at(-50) } },
  ],
  [
    'searches where an answer was lost, for what is no older than the create',
    invented,
    1,
    knowing(stopped({ mayHaveRequested: true })),
    { do: 'LIST_CERTIFICATES', wanted: { region: 'eu-west-1', requestedSince: at(-120) } },
  ],
  [
    'searches again when the list has caught up',
    invented,
    1,
    knowing(stopped({ mayHaveRequested: true }), { search: search() }),
    { do: 'WAIT', seconds: 14 },
  ],
  [
    'begins that search anew',
    invented,
    15,
    knowing(stopped({ mayHaveRequested: true }), { search: search() }),
    { do: 'LIST_CERTIFICATES' },
  ],
  [
    'searches again when a tick that was running must have ended',
    invented,
    16,
    knowing(stopped({ isTickRunning: true }), { search: search({ startedAt: at(15) }) }),
    { do: 'WAIT', seconds: 59 },
  ],
  [
    'has found nothing when the last search is complete',
    invented,
    76,
    knowing(stopped({ isTickRunning: true }), { search: search({ startedAt: at(75) }) }),
    [],
  ],
  [
    'goes on with the tags where a search was interrupted',
    invented,
    2,
    knowing(stopped({ isTickRunning: true }), { search: search({ candidates: [ARN] }) }),
    { do: 'ASK_OWNERSHIP', certificateArn: ARN },
  ],
  [
    'goes on with the next page where a search was interrupted',
    invented,
    2,
    knowing(stopped({ isTickRunning: true }), {
      search: search({ isListed: false, nextToken: 'next' }),
    }),
    { do: 'LIST_CERTIFICATES', wanted: { nextToken: 'next' } },
  ],
  [
    'takes what a search has found',
    invented,
    2,
    knowing(stopped({ isTickRunning: true }), { search: search({ found: [ARN] }) }),
    [ARN],
  ],
];

test.each(rows)('A delete %s', (_title, request, seconds, known, expected) => {
  const result = requestedByCreate(request, known, look(seconds * SECOND));
  if (Array.isArray(expected)) expect(result).toEqual(expected);
  else expect(result).toMatchObject(expected as object);
});

const update = (executionArn: string, seconds: number, of: Partial<Told>): OtherExecution => ({
  executionArn,
  requestType: 'Update',
  begunAt: at(seconds),
  startedAt: at(seconds),
  endedAt: at(seconds + 1),
  told: told({ wasStopped: false, ...of }),
});
const SUCCEEDED: Response = { ...FAILED, status: 'SUCCESS' };
const OTHER = `${ARN.slice(0, -1)}3`;
const left = (...others: readonly OtherExecution[]) =>
  leftByUpdates(updateRequest, { others }, look(0));

test('An update has left what it requested and could not delete, though it succeeded', () => {
  const one = update('one', -10, { requested: OTHER, response: SUCCEEDED });
  expect(left(one)).toEqual({ leftovers: [OTHER] });
  const two = update('two', -10, { requested: OTHER, response: SUCCEEDED, deleted: [OTHER] });
  expect(left(two)).toEqual({ leftovers: [] });
});

test('An update that has replaced a certificate has left nothing', () => {
  const replacing = { requested: ARN, response: SUCCEEDED, physicalResourceId: OTHER };
  expect(left(update('one', -10, replacing))).toEqual({ leftovers: [], replaced: OTHER });
});

test('Where two updates left no trace, a search for the newer does not stand for the older', () => {
  const traceless = { mayHaveRequested: true };
  const others = [update('newer', -100, traceless), update('older', -900, traceless)];
  const searched = (requestedSince: number) =>
    leftByUpdates(updateRequest, { others, search: search({ requestedSince }) }, look(1));
  expect(searched(at(-160))).toMatchObject({
    do: 'LIST_CERTIFICATES',
    wanted: { requestedSince: at(-960) },
  });
  expect(searched(at(-960))).toEqual({ leftovers: [] });
  // Its second page is asked for with the bound of its first.
  const nextPage = { requestedSince: at(-960), isListed: false, nextToken: 'next' };
  expect(leftByUpdates(updateRequest, { others, search: search(nextPage) }, look(1))).toMatchObject(
    { do: 'LIST_CERTIFICATES', wanted: { requestedSince: at(-960), nextToken: 'next' } },
  );
});

test('What is older than an update that may not be asked is left alone: that may have succeeded', () => {
  const unread = update('unread', -100, { isUnread: true, mayHaveRequested: true });
  const older = update('older', -900, { mayHaveRequested: true, physicalResourceId: ARN });
  const known = {
    others: [unread, older],
    search: search({ requestedSince: at(-160) }),
  };
  expect(leftByUpdates(updateRequest, known, look(2))).toEqual({ leftovers: [] });
});

test('What an update that may not be asked has kept on purpose is not searched for, unless it was given up', () => {
  const unread = update('unread', -100, { isUnread: true, mayHaveRequested: true });
  const searching = (execution: OtherExecution) =>
    leftByUpdates(updateRequest, { others: [execution] }, look(0));
  expect(searching(unread)).not.toHaveProperty('takesRetained');
  expect(searching({ ...unread, stoppedAt: at(-90) })).toHaveProperty('takesRetained', true);
  expect(searching(update('read', -100, { mayHaveRequested: true }))).toHaveProperty(
    'takesRetained',
    true,
  );
});
