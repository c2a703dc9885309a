import { Readable } from 'node:stream';
import {
  ACMClient,
  DeleteCertificateCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import { SFNClient } from '@aws-sdk/client-sfn';
import { MovableClock, startEmulator, type Emulator } from 'acm-emulator';
import type { Remark } from '../../../local/demo/voices';
import { certificatesOf, Watch } from '../../../local/demo/watch';
import { DOMAIN } from '../../support/names';

const client = { region: 'eu-west-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const ALB = 'arn:aws:elasticloadbalancing:eu-west-1:000000000000:loadbalancer/app/site/1';

let emulator: Emulator;
let clock: MovableClock;
let users: string[];
let told: Remark[];
let watch: Watch;
let acm: ACMClient;
let CertificateArn: string | undefined;

/** Step Functions with one execution, whose ticks give these reasons. */
function executionWith(reasons: readonly string[]) {
  const event = {
    RequestType: 'Create',
    LogicalResourceId: 'Certificate4E7ABB08',
    ResourceType: 'Custom::AcmCertificate',
  };
  const input = JSON.stringify({ event });
  const ticks = reasons.map((reason, n) => ({
    id: n + 2,
    type: 'TaskSucceeded',
    taskSucceededEventDetails: { output: JSON.stringify({ reason }) },
  }));
  const started = { id: 1, type: 'ExecutionStarted', executionStartedEventDetails: { input } };
  const responses: Readonly<Record<string, unknown>> = {
    ListStateMachines: { stateMachines: [{ stateMachineArn: 'machine' }] },
    ListExecutions: { executions: [{ executionArn: 'execution' }] },
    GetExecutionHistory: { events: [started, ...ticks] },
  };
  const handle = ({ headers }: { headers: Readonly<Record<string, string>> }) => {
    const operation = headers['x-amz-target']?.split('.')[1] ?? '';
    const body = Readable.from([JSON.stringify(responses[operation])]);
    return Promise.resolve({ response: { statusCode: 200, headers: {}, body } });
  };
  return new SFNClient({ ...client, requestHandler: { handle } as never });
}

const nowhere = {
  handle: () => Promise.reject(new Error('nobody is there')),
};

function scene() {
  return {
    emulator,
    acm: (region: string) =>
      new ACMClient({ ...client, region, requestHandler: emulator.requestHandler }),
    users: { usersOf: () => Promise.resolve(users) },
    stepFunctions: new SFNClient({ ...client, requestHandler: nowhere, maxAttempts: 1 }),
  };
}

beforeEach(async () => {
  clock = new MovableClock();
  users = [];
  told = [];
  const certificateUsers = { usersOf: () => Promise.resolve(users) };
  emulator = startEmulator({ clock, users: certificateUsers, timings: { inUseLagSeconds: 10 } });
  acm = new ACMClient({ ...client, requestHandler: emulator.requestHandler });
  watch = new Watch(scene(), (remark) => told.push(remark));
  const input = { DomainName: DOMAIN, ValidationMethod: 'DNS' } as const;
  ({ CertificateArn } = await acm.send(new RequestCertificateCommand(input)));
  clock.advance(1);
});

test('a certificate is not told of before ACM names it', async () => {
  const input = { DomainName: `late.${DOMAIN}`, ValidationMethod: 'DNS' } as const;
  await acm.send(new RequestCertificateCommand(input));
  await watch.during(() => Promise.resolve());
  expect(told.map(({ text }) => text)).toEqual([expect.stringContaining(DOMAIN)]);
});

test('a state is told once, however often it is seen', async () => {
  await watch.during(() => Promise.resolve());
  await watch.during(() => Promise.resolve());
  const text = `eu-west-1 ${DOMAIN}: PENDING_VALIDATION, ACM has still to name 1 record`;
  expect(told).toEqual([{ speaker: 'ACM', text }]);
});

test('what the work returns or throws is passed on, though Step Functions does not answer', async () => {
  expect(await watch.during(() => Promise.resolve(1))).toBe(1);
  await expect(watch.during(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

test('a reason of Step is told once, with the number of the tick that gave it first', async () => {
  const stepFunctions = executionWith(['requesting', 'waiting', 'waiting', 'ISSUED']);
  watch = new Watch({ ...scene(), stepFunctions }, (remark) => told.push(remark));
  await watch.during(() => Promise.resolve());
  expect(told.filter(({ speaker }) => speaker === 'Step').map(({ text }) => text)).toEqual([
    'Create of Certificate, tick 1: requesting',
    'Create of Certificate, tick 2: waiting',
    'Create of Certificate, tick 4: ISSUED',
  ]);
});

test('a deletion is told with the time since the last user let go', async () => {
  const look = () => watch.during(() => Promise.resolve());
  users = [ALB];
  await look();
  users = [];
  await look();
  clock.advance(11);
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
  await look();
  expect(told.map(({ text }) => text)).toEqual([
    `eu-west-1 ${DOMAIN}: PENDING_VALIDATION, in use by loadbalancer/app/site/1`,
    `eu-west-1 ${DOMAIN}: PENDING_VALIDATION, loadbalancer/app/site/1 has let go, but ACM still names it`,
    `eu-west-1 ${DOMAIN}: deleted, 11 s after its last user had let go`,
  ]);
});

test('who uses a certificate is seen before ACM learns of the end of it', async () => {
  users = [ALB];
  await certificatesOf(scene());
  users = [];
  const [seen] = await certificatesOf(scene());
  expect(seen?.users).toEqual([]);
  expect(seen?.detail.InUseBy).toEqual([ALB]);
});
