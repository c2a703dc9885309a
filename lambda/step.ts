// Step: one tick of the state machine, and the composition root: the only place that makes clients and
// reads the environment. CloudFormation is told in every path; a decided answer outlives a failed delivery.
import { ACMClient } from '@aws-sdk/client-acm';
import { Route53Client } from '@aws-sdk/client-route-53';
import type { Context } from 'aws-lambda';
import { acmCertificates } from './acm';
import { CertificateError } from './core/errors';
import type { Answer, Known, TickResult } from './core/lifecycle';
import { withoutArn } from './core/physical-id';
import type { World } from './core/ports';
import { tick } from './core/tick';
import {
  readPhysicalResourceId,
  readRequest,
  readReturnAddress,
  type ReturnAddress,
} from './event';
import { deliver, encodeAnswer } from './response';
import { route53ValidationRecords } from './route53';

export interface StepInput {
  /** CloudFormation's event, as it came. */
  readonly event: unknown;
  readonly tick: { readonly known: Known };
  /** ISO 8601: when this state was entered, and when the execution began. */
  readonly now: string;
  readonly startedAt: string;
  readonly execution: string;
  /** Why the state machine gives up: what it caught from a Step that crashed. */
  readonly error?: { readonly Error?: string; readonly Cause?: string };
}

export interface StepOutput {
  /** UNANSWERED: CloudFormation cannot be reached, and nobody is left to tell. */
  readonly outcome: 'WAIT' | 'ANSWERED' | 'UNANSWERED';
  readonly seconds: number;
  readonly known: Known;
  readonly reason: string;
}

/** Doubling from a second, so that the last is made about two minutes after the first. */
const MOST_DELIVERIES = 8;

// Retrying is what the next tick is for: a client that waits would be paid for waiting.
const CLIENT = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
const world: World = {
  certificates: acmCertificates((region) => new ACMClient({ ...CLIENT, region })),
  validationRecords: route53ValidationRecords(new Route53Client(CLIENT)),
};

export async function handler(input: StepInput, context: Context): Promise<StepOutput> {
  const address = readReturnAddress(input.event);
  const output =
    address === undefined ? unanswerable(input) : await advance(input, address, context);
  console.log(
    JSON.stringify({
      execution: input.execution,
      logicalResourceId: address?.logicalResourceId,
      outcome: output.outcome,
      certificateArn: output.known.certificateArn,
      reason: output.reason,
    }),
  );
  return output;
}

function unanswerable({ tick: { known } }: StepInput): StepOutput {
  const reason =
    'the event names no ResponseURL, StackId, RequestId or LogicalResourceId to answer to; is CloudFormation its sender?';
  return { outcome: 'UNANSWERED', seconds: 0, known, reason };
}

async function advance(
  input: StepInput,
  address: ReturnAddress,
  context: Context,
): Promise<StepOutput> {
  const result = await decideOrContinue(input, address);
  const { answer } = result.known;
  if (answer === undefined) return { outcome: 'WAIT', ...result };
  const where = `log ${context.logGroupName} ${context.logStreamName}, execution ${input.execution}`;
  const problem = await deliver(address.responseUrl, encodeAnswer(address, answer, where));
  if (problem === undefined) {
    return { outcome: 'ANSWERED', seconds: 0, known: result.known, reason: answer.reason };
  }
  const deliveries = (result.known.deliveries ?? 0) + 1;
  return {
    outcome: deliveries < MOST_DELIVERIES ? 'WAIT' : 'UNANSWERED',
    seconds: 2 ** (deliveries - 1),
    known: { ...result.known, deliveries },
    reason: `${problem} (delivery ${deliveries} of ${MOST_DELIVERIES}) of: ${answer.reason}`,
  };
}

async function decideOrContinue(input: StepInput, address: ReturnAddress): Promise<TickResult> {
  const { event, error } = input;
  const { known } = input.tick;
  const certificateArn = readPhysicalResourceId(event) ?? known.certificateArn;
  const startedAt = Date.parse(input.startedAt);
  const answered = (reason: string): TickResult => {
    const physicalResourceId = certificateArn ?? withoutArn(address.logicalResourceId, startedAt);
    const answer: Answer = { status: 'FAILED', physicalResourceId, reason };
    return { known: { ...known, answer }, seconds: 0, reason };
  };
  if (known.answer !== undefined) return { known, seconds: 0, reason: known.answer.reason };
  if (error !== undefined) {
    return answered(
      crashReason(error, certificateArn ?? `certificate ${address.logicalResourceId}`),
    );
  }
  try {
    const request = readRequest(event, address, process.env['AWS_REGION'] ?? '');
    const moment = { now: Date.parse(input.now), startedAt, random: Math.random() };
    return await tick(request, { known, moment }, world);
  } catch (cause) {
    if (cause instanceof CertificateError) return answered(cause.message);
    throw cause;
  }
}

function crashReason(
  { Error: name = 'unknown', Cause = '' }: NonNullable<StepInput['error']>,
  subject: string,
): string {
  return `the handler of ${subject} crashed (${name}); deploy again, and report it if it happens twice: ${messageIn(Cause)}`;
}

/** Lambda tells of a crash in JSON. */
function messageIn(cause: string): string {
  try {
    const { errorMessage = cause } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return String(errorMessage);
  } catch {
    return cause;
  }
}
