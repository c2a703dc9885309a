// Step Functions on the wire, through the real SDK.
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AWS_REGIONS, MovableClock, requestHandlerFor } from 'acm-emulator';
import { randomFrom } from '../support/random';
import { StateMachine } from '../support/state-machine';
import { StepFunctions } from '../support/step-functions';
import { Timeline } from '../support/timeline';

const ARN = 'arn:aws:states:eu-west-1:000000000000:stateMachine:machine';
const STEP = 'arn:aws:lambda:eu-west-1:000000000000:function:Step';
const DEFINITION = {
  StartAt: 'Step',
  TimeoutSeconds: 3600,
  States: {
    Step: {
      Type: 'Task',
      Resource: STEP,
      Parameters: { 'event.$': '$.event' },
      ResultPath: '$.tick',
      Next: 'Done?',
    },
    'Done?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.tick.outcome', StringEquals: 'DONE', Next: 'Done' }],
      Default: 'Wait',
    },
    Wait: { Type: 'Wait', Seconds: 60, Next: 'Step' },
    Done: { Type: 'Succeed' },
  },
};

interface World {
  readonly timeline: Timeline;
  readonly client: SFNClient;
  readonly machine: StateMachine;
  readonly start: (name: string, input?: object) => Promise<string>;
}

/** @param invoke what the function does */
function world(invoke: () => Promise<unknown>): World {
  const timeline = new Timeline(new MovableClock());
  const machine = new StateMachine({
    arn: ARN,
    definition: DEFINITION,
    invoke,
    timeline,
    random: randomFrom(1),
  });
  const states = new StepFunctions(timeline);
  states.add(machine);
  const client = new SFNClient({
    region: 'eu-west-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'secret' },
    maxAttempts: 1,
    requestHandler: requestHandlerFor((wire) => {
      const request = { ...wire, host: '', target: wire.path };
      return Promise.resolve(states.answer({ from: 'test', operation: '', request }));
    }, AWS_REGIONS),
  });
  const start = async (name: string, input: object = { event: {} }): Promise<string> => {
    const command = new StartExecutionCommand({
      stateMachineArn: ARN,
      name,
      input: JSON.stringify(input),
    });
    return (await timeline.work(client.send(command))).executionArn!;
  };
  return { timeline, client, machine, start };
}

const done = (): Promise<unknown> => Promise.resolve({ outcome: 'DONE' });
const waits = (): Promise<unknown> => Promise.resolve({ outcome: 'WAIT' });

test('a name is one execution: the same input while it runs, and never again after that', async () => {
  const { start, machine } = world(waits);
  const arn = await start('one');
  expect(arn).toBe('arn:aws:states:eu-west-1:000000000000:execution:machine:one');
  expect(await start('one')).toBe(arn);
  await expect(start('one', { event: 1 })).rejects.toMatchObject({
    name: 'ExecutionAlreadyExists',
  });
  machine.executions[0]!.finish('SUCCEEDED');
  await expect(start('one')).rejects.toMatchObject({ name: 'ExecutionAlreadyExists' });
});

test('a list shows a start and an end two seconds late, the newest first, page by page', async () => {
  const { start, timeline, client, machine } = world(waits);
  const list = (nextToken?: string) =>
    timeline.work(
      client.send(
        new ListExecutionsCommand({
          stateMachineArn: machine.arn,
          statusFilter: 'RUNNING',
          maxResults: 1,
          nextToken,
        }),
      ),
    );
  await start('one');
  expect((await list()).executions).toEqual([]);
  await timeline.sleep(2);
  await start('two');
  await timeline.sleep(2);
  const first = await list();
  expect(first.executions).toMatchObject([{ name: 'two', status: 'RUNNING' }]);
  expect((await list(first.nextToken)).executions).toMatchObject([{ name: 'one' }]);
  machine.findNamed('two')!.finish('ABORTED');
  expect((await list()).executions).toMatchObject([{ name: 'two', status: 'RUNNING' }]);
  await timeline.sleep(2);
  expect((await list()).executions).toMatchObject([{ name: 'one' }]);
  timeline.stop();
});

test('a stop ends an execution though its function runs on; a second one changes nothing', async () => {
  let results = 0;
  const running: { timeline?: Timeline } = {};
  const { start, timeline, client, machine } = world(async () => {
    await running.timeline!.sleep(30);
    results += 1;
    return { outcome: 'DONE' };
  });
  running.timeline = timeline;
  const executionArn = await start('one');
  await timeline.sleep(10);
  const stop = new StopExecutionCommand({ executionArn, cause: 'overtaken' });
  const { stopDate } = await timeline.work(client.send(stop));
  await timeline.quiet();
  expect(results).toBe(1);
  expect(machine.executions[0]).toMatchObject({ status: 'ABORTED', path: ['Step'] });
  expect((await timeline.work(client.send(stop))).stopDate).toEqual(stopDate);
  const described = await timeline.work(
    client.send(new DescribeExecutionCommand({ executionArn })),
  );
  expect(described).toMatchObject({ status: 'ABORTED', cause: 'overtaken', stopDate });
});

test('a stop of what does not exist is refused', async () => {
  const { client, timeline } = world(done);
  const executionArn = `${ARN.replace('stateMachine', 'execution')}:none`;
  await expect(
    timeline.work(client.send(new StopExecutionCommand({ executionArn }))),
  ).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
});

test('a history tells every event with its data, backwards if it is asked to', async () => {
  const { start, timeline, client } = world(done);
  const executionArn = await start('one');
  await timeline.quiet();
  const { events = [] } = await timeline.work(
    client.send(new GetExecutionHistoryCommand({ executionArn })),
  );
  expect(events.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'LambdaFunctionScheduled',
    'LambdaFunctionStarted',
    'LambdaFunctionSucceeded',
    'TaskStateExited',
    'ChoiceStateEntered',
    'ChoiceStateExited',
    'SucceedStateEntered',
    'SucceedStateExited',
    'ExecutionSucceeded',
  ]);
  const output = JSON.stringify({ event: {}, tick: { outcome: 'DONE' } });
  expect(events[5]).toMatchObject({
    id: 6,
    previousEventId: 5,
    stateExitedEventDetails: { name: 'Step', output },
  });
  const newest = await timeline.work(
    client.send(
      new GetExecutionHistoryCommand({
        executionArn,
        reverseOrder: true,
        maxResults: 1,
        includeExecutionData: false,
      }),
    ),
  );
  expect(newest.events).toHaveLength(1);
  expect(newest.events?.[0]).toMatchObject({ id: 11, executionSucceededEventDetails: {} });
  expect(newest.events?.[0]?.executionSucceededEventDetails?.output).toBeUndefined();
  expect(newest.nextToken).toBeDefined();
});

test('lists are throttled when a hundred of them were asked for at once', async () => {
  const { timeline, client } = world(done);
  const lists = Array.from({ length: 101 }, () =>
    client.send(new ListExecutionsCommand({ stateMachineArn: ARN })),
  );
  const settled = await timeline.work(Promise.allSettled(lists));
  const refused = settled.filter(({ status }) => status === 'rejected');
  expect(refused).toMatchObject([{ reason: { name: 'ThrottlingException' } }]);
  await timeline.sleep(1);
  await timeline.work(client.send(new ListExecutionsCommand({ stateMachineArn: ARN })));
});

test('every state that is entered is a transition, which is paid for', async () => {
  let left = 2;
  const { start, timeline, machine } = world(() => {
    left -= 1;
    return left > 0 ? waits() : done();
  });
  await start('one');
  await timeline.quiet();
  expect(machine.executions[0]?.transitions).toBe(6);
});
