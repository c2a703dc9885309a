import { toldBy } from '../../lambda/executions';

type Events = Parameters<typeof toldBy>[0];
const timestamp = new Date(0);
const data = (known: object, more: object = {}): string =>
  JSON.stringify({ event: { PhysicalResourceId: 'id' }, tick: { known }, ...more });

/** The newest first, as GetExecutionHistory gives them in reverse order. */
function events(...types: [type: string, details?: object][]): Events {
  return types.map(([type, details], n) => ({ id: n, timestamp, type, ...details })) as Events;
}
const entered = (known: object, more?: object): object => ({
  stateEnteredEventDetails: { name: 'any', input: data(known, more) },
});

test('an execution that was stopped while it waited knows what its last tick knew', () => {
  const told = toldBy(
    events(['ExecutionAborted'], ['WaitStateEntered', entered({ requested: 'arn' })]),
  );
  expect(told).toEqual({
    requested: 'arn',
    mayHaveRequested: false,
    physicalResourceId: 'id',
    wasStopped: true,
    isTickRunning: false,
  });
});

test('an execution that was stopped within a tick may request yet', () => {
  const history = events(
    ['ExecutionAborted'],
    ['LambdaFunctionStarted'],
    ['TaskStateEntered', entered({})],
    ['WaitStateExited', { stateExitedEventDetails: { name: 'Wait', output: data({}) } }],
  );
  expect(toldBy(history)).toMatchObject({ isTickRunning: true, mayHaveRequested: false });
});

test('an execution whose last request was denied says so', () => {
  const known = { isRequestDenied: true };
  expect(toldBy(events(['WaitStateEntered', entered(known)]))).toMatchObject({ wasDenied: true });
});

test('an execution that ended by itself was not stopped', () => {
  const response = { status: 'SUCCESS', physicalResourceId: 'arn', code: 'ISSUED', reason: '' };
  const history = events(['ExecutionSucceeded'], ['SucceedStateEntered', entered({ response })]);
  expect(toldBy(history)).toMatchObject({ wasStopped: false, response });
});

test.each([
  ['whose tick has crashed', events(['TaskStateEntered', entered({}, { error: {} })])],
  [
    'of which one try of a tick has died',
    events(['ExecutionSucceeded'], ['SucceedStateEntered', entered({})], ['LambdaFunctionFailed']),
  ],
  ['of which nothing is known', []],
  [
    'whose request got no answer',
    events(['WaitStateEntered', entered({ mayHaveRequested: true })]),
  ],
])('an execution %s may have requested', (_title, history) => {
  expect(toldBy(history)).toMatchObject({ mayHaveRequested: true });
});

test.each([
  ['was about to remove', {}, { arn: [] }],
  ['has come to the end with', { removal: { isOver: true } }, undefined],
])('an execution tells which records it %s', (_title, removal, unremoved) => {
  const known = { records: { arn: [] }, deleted: ['arn'], ...removal };
  const told = toldBy(events(['ExecutionAborted'], ['WaitStateEntered', entered(known)]));
  expect(told).toMatchObject({ deleted: ['arn'] });
  expect(told.unremoved).toEqual(unremoved);
});
