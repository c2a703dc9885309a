// What a version knew when a request was under way, as JSON; and a deployment that goes on from there.
import {
  ACMClient,
  DeleteCertificateCommand,
  RequestCertificateCommand,
  ResendValidationEmailCommand,
  type DeleteCertificateRequest,
  type RequestCertificateRequest,
  type ResendValidationEmailRequest,
} from '@aws-sdk/client-acm';
import {
  ChangeResourceRecordSetsCommand,
  Route53Client,
  type ChangeResourceRecordSetsRequest,
} from '@aws-sdk/client-route-53';
import { PutParameterCommand, SSMClient, type PutParameterRequest } from '@aws-sdk/client-ssm';
import type { RecordedCall } from 'acm-emulator';
import type { ExecutionData } from '../../contract/state';
import type { Outcome } from '../support/cloudformation';
import type { Deployment } from '../support/deployment';
import type { ExecutionStatus } from '../support/execution';
import { LISTENER, type Scenario } from './scenario';

interface WrittenExecution {
  readonly name: string;
  readonly status: ExecutionStatus;
  readonly data: ExecutionData;
}

export interface Moment {
  /** Since the beginning, as are the times of the calls. */
  readonly seconds: number;
  /** What changed something in ACM, Route 53 or Parameter Store. */
  readonly calls: readonly (Pick<RecordedCall, 'operation' | 'region' | 'input'> & {
    readonly seconds: number;
  })[];
  /** Those that are deleted, then the others in the order in which they were requested. */
  readonly certificateArns: readonly string[];
  readonly hostedZoneId: string;
  readonly stateMachineArn: string;
  readonly executions: readonly WrittenExecution[];
}

/** Where something is written, within the folder of its version. */
export function fileOf(name: string): string {
  return `${name.replaceAll(/\W+/g, '-')}.json`;
}

const CHANGES = [
  'RequestCertificate',
  'ResendValidationEmail',
  'DeleteCertificate',
  'ChangeResourceRecordSets',
  'PutParameter',
];

export function momentOf(deployment: Deployment): Moment {
  const { timeline, emulator, stateMachine, hostedZoneId } = deployment;
  const began = timeline.clock.now() - timeline.elapsed * 1000;
  return {
    seconds: timeline.elapsed,
    calls: emulator.history
      .filter(({ operation, error }) => CHANGES.includes(operation) && hasActed(error))
      .map(({ operation, region, input, time }) => ({
        seconds: (time - began) / 1000,
        operation,
        region,
        input,
      })),
    certificateArns: certificateArns(deployment),
    hostedZoneId,
    stateMachineArn: stateMachine.arn,
    executions: stateMachine.executions.map(({ name, status, data }) => ({
      name,
      status,
      data: data as ExecutionData,
    })),
  };
}

function hasActed(error: string | undefined): boolean {
  return error === undefined || error === 'ECONNRESET';
}

function certificateArns({ emulator }: Deployment): readonly string[] {
  const there = emulator
    .certificates()
    .toSorted((a, b) => a.createdAt - b.createdAt)
    .map(({ certificateArn }) => certificateArn);
  const deleted = emulator.history
    .filter(({ operation, error }) => operation === 'DeleteCertificate' && hasActed(error))
    .map(({ input }) => (input as DeleteCertificateRequest).CertificateArn ?? '');
  return [...deleted, ...there];
}

/** Brings AWS to where it was, and goes on with the executions; the response to the one that was under way. */
export async function continued(
  deployment: Deployment,
  written: Moment,
  { isUsed, meanwhile }: Pick<Scenario, 'isUsed' | 'meanwhile'>,
): Promise<Outcome> {
  const { timeline, stateMachine, cloudFormation } = deployment;
  for (const call of written.calls) {
    await timeline.at(call.seconds, () =>
      timeline.work(repeat(deployment, renamed(written, deployment, call))),
    );
  }
  await timeline.at(written.seconds, () => undefined);
  if (isUsed) useForAMinute(deployment);
  await meanwhile?.(deployment);
  const executions = renamed(written, deployment, written.executions);
  for (const { name, status, data } of executions) {
    if (status === 'SUCCEEDED' || status === 'ABORTED')
      stateMachine.ended(name, { ...data }, status);
  }
  const running = executions.filter(({ status }) => status === 'RUNNING');
  const event = running.at(-1)!.data.event as Record<string, unknown>;
  const response = cloudFormation.responseTo(event);
  for (const { name, data } of running) stateMachine.start(name, JSON.stringify(data));
  return response;
}

function useForAMinute({ emulator, timeline }: Deployment): void {
  for (const { certificateArn } of emulator.certificates()) {
    emulator.attach(certificateArn, LISTENER);
  }
  timeline.schedule(60_000, () => {
    emulator.detach(LISTENER);
  });
}

/** The same with the ids that this emulator and this stack give. */
function renamed<T>(written: Moment, deployment: Deployment, value: T): T {
  const arns = certificateArns(deployment);
  const names: readonly (readonly [string, string])[] = [
    [written.hostedZoneId, deployment.hostedZoneId],
    [executionsOf(written.stateMachineArn), executionsOf(deployment.stateMachine.arn)],
    ...written.certificateArns.map((arn, n) => [arn, arns[n] ?? arn] as const),
  ];
  const text = names.reduce((all, [from, to]) => all.replaceAll(from, to), JSON.stringify(value));
  return JSON.parse(text) as T;
}

function executionsOf(stateMachineArn: string): string {
  return stateMachineArn.replace(':stateMachine:', ':execution:');
}

async function repeat(
  { emulator: { requestHandler } }: Deployment,
  { operation, region, input }: Moment['calls'][0],
): Promise<void> {
  const credentials = { accessKeyId: 'AKIASOMEBODY', secretAccessKey: 'secret' };
  const config = { region, credentials, requestHandler };
  switch (operation) {
    case 'RequestCertificate':
      await new ACMClient(config).send(
        new RequestCertificateCommand(input as RequestCertificateRequest),
      );
      return;
    case 'ResendValidationEmail':
      await new ACMClient(config).send(
        new ResendValidationEmailCommand(input as ResendValidationEmailRequest),
      );
      return;
    case 'PutParameter':
      await new SSMClient(config).send(new PutParameterCommand(input as PutParameterRequest));
      return;
    case 'DeleteCertificate':
      await new ACMClient(config).send(
        new DeleteCertificateCommand(input as DeleteCertificateRequest),
      );
      return;
    default: {
      const { Id, ChangeBatch } = unwrapped(input) as RecordedChange;
      await new Route53Client(config).send(
        new ChangeResourceRecordSetsCommand({ HostedZoneId: Id, ChangeBatch }),
      );
    }
  }
}

interface RecordedChange {
  readonly Id: string;
  readonly ChangeBatch: ChangeResourceRecordSetsRequest['ChangeBatch'];
}

/** In Route 53's XML a list has an element for itself and one for each of its members; in the SDK's input it has none. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(unwrapped);
  const entries = Object.entries(value).map(([key, each]) => [key, unwrapped(each)] as const);
  const [[key, member] = ['', undefined]] = entries;
  if (key === 'Change' || key === 'ResourceRecord') return member;
  return Object.fromEntries(
    entries.map(([name, each]) => [name, name === 'TTL' ? Number(each) : each]),
  );
}
