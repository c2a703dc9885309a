import type { HistoryEvent } from '@aws-sdk/client-sfn';
import type { ExecutionData, StepOutput } from '../../../contract/state';
import { ticksOf } from '../../../local/demo/ticks';

const EXECUTION = 'arn:aws:states:eu-west-1:000000000000:execution:Machine:1';
const at = (id: number, event: Partial<HistoryEvent>): HistoryEvent => ({
  id,
  timestamp: new Date(0),
  type: 'TaskSucceeded',
  ...event,
});
const event = {
  RequestType: 'Create',
  LogicalResourceId: 'Certificate',
  ResourceType: 'Custom::AcmCertificate',
};
const started = at(1, { executionStartedEventDetails: { input: JSON.stringify({ event }) } });
const returned = (id: number, value: unknown): HistoryEvent => {
  const output = JSON.stringify(value);
  return at(id, {
    taskSucceededEventDetails: { output, resource: 'invoke', resourceType: 'lambda' },
  });
};
const said = (id: number, reason: string, code?: unknown): HistoryEvent =>
  returned(id, { reason, code });
const reasons = (events: HistoryEvent[], lastEvent = 0): string[] =>
  ticksOf(EXECUTION, events, lastEvent).map(({ reason }) => reason);

test('a tick says what is asked for, of which resource, and why it waits', () => {
  expect(ticksOf(EXECUTION, [started, said(4, 'requesting')], 0)).toEqual([
    {
      execution: EXECUTION,
      requestType: 'Create',
      logicalResourceId: 'Certificate',
      resourceType: 'Custom::AcmCertificate',
      reason: 'requesting',
    },
  ]);
});

test('the data that Intake and Step write, as the contract has it, is read', () => {
  const input: ExecutionData = { event, tick: { known: {} } };
  const output: StepOutput = {
    outcome: 'WAIT',
    seconds: 5,
    known: {},
    code: 'VALIDATION_PENDING',
    reason: 'waiting',
  };
  const start = at(1, { executionStartedEventDetails: { input: JSON.stringify(input) } });
  expect(ticksOf(EXECUTION, [start, returned(4, output)], 0)).toMatchObject([
    { requestType: 'Create', reason: 'waiting', code: 'VALIDATION_PENDING' },
  ]);
});

test.each([
  ['a string', 'VALIDATION_PENDING', 'VALIDATION_PENDING'],
  ['no string', 1, undefined],
  ['missing', undefined, undefined],
])('a code that is %s is read as %s: %s', (_case, code, read) => {
  expect(ticksOf(EXECUTION, [started, said(4, 'waiting', code)], 0)[0]?.code).toBe(read);
});

test('what was told before is not told again', () => {
  expect(reasons([started, said(4, 'one'), said(9, 'two')], 4)).toEqual(['two']);
});

test('a crash is told by its name', () => {
  const crash = { error: 'Runtime.ExitError', resource: 'invoke', resourceType: 'lambda' };
  const events = [started, at(4, { taskFailedEventDetails: crash })];
  expect(reasons(events)).toEqual(['crashed with Runtime.ExitError']);
});

test.each<[string, HistoryEvent]>([
  ['no history', at(1, {})],
  ['no JSON', at(1, { executionStartedEventDetails: { input: 'hello' } })],
  ['no event of CloudFormation', at(1, { executionStartedEventDetails: { input: '{"a":1}' } })],
])('an execution with %s has no ticks', (_case, first) => {
  expect(reasons([first, said(4, 'hello')])).toEqual([]);
});

test.each(['null', '{}', 'no JSON', '{"reason":1}'])('the output %s is no tick', (output) => {
  const details = { output, resource: 'invoke', resourceType: 'lambda' };
  expect(reasons([started, at(4, { taskSucceededEventDetails: details })])).toEqual([]);
});
