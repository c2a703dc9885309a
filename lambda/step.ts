// Step: one tick of the state machine, and the composition root: the only place that makes clients and reads the
// environment. CloudFormation gets a response on every path, and one that is decided outlives a failed delivery.
import { createHash } from 'node:crypto';
import { AccountClient } from '@aws-sdk/client-account';
import { ACMClient } from '@aws-sdk/client-acm';
import { Route53Client } from '@aws-sdk/client-route-53';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Context } from 'aws-lambda';
import type { Reason } from '../contract/reason-codes';
import type { CaughtError, Known, Response, StepInput, StepOutput } from '../contract/state';
import { accountRegions } from './account';
import { acmCertificates } from './acm';
import { CertificateError } from './core/errors';
import type { TickResult } from './core/lifecycle';
import type { World } from './core/ports';
import { failed } from './core/responses';
import { tick } from './core/tick';
import { otherExecutions } from './executions';
import { readRequest, readResponseTarget, readStepRoleArn, type ResponseTarget } from './event';
import { onceForEach } from './once-for-each';
import { readKnown } from './known';
import { deliver, encodeResponse } from './response';
import { route53ValidationRecords } from './route53';
import { ssmParameters } from './ssm';
import { credentialsOf } from './sts';

/** Doubling from a second, so that the last is made about two minutes after the first. */
const MOST_DELIVERIES = 8;

// Trying again is what the next tick is for: a client that waits would be paid for waiting.
const CLIENT = {
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
};
const sts = new STSClient(CLIENT);
const sfn = new SFNClient(CLIENT);

/** The services as the function itself sees them, or as the role of a stack that it serves. */
const servicesAs = onceForEach((stepRoleArn: string | undefined): Omit<World, 'executions'> => {
  const own = process.env['ROLE_ARN'] ?? 'the role of this function';
  const client =
    stepRoleArn === undefined
      ? CLIENT
      : { ...CLIENT, credentials: credentialsOf(sts, { roleArn: stepRoleArn }, own) };
  const itsSts = stepRoleArn === undefined ? sts : new STSClient(client);
  return {
    certificates: acmCertificates((region) => new ACMClient({ ...client, region })),
    regions: accountRegions(() => new AccountClient(client)),
    parameters: ssmParameters(() => new SSMClient(client)),
    validationRecords: route53ValidationRecords(({ roleArn, externalId }) => {
      if (roleArn === undefined) return new Route53Client(client);
      const credentials = credentialsOf(itsSts, { roleArn, externalId }, stepRoleArn ?? own);
      return new Route53Client({ ...CLIENT, credentials });
    }),
  };
});

export async function handler(input: StepInput, context: Context): Promise<StepOutput> {
  const target = readResponseTarget(input.event, process.env);
  const output =
    target === undefined ? undeliverable(input) : await advance(input, target, context);
  console.log(JSON.stringify(logLine(input, target, output)));
  return output;
}

function logLine(
  { execution }: StepInput,
  target: ResponseTarget | undefined,
  { outcome, code, reason, known }: StepOutput,
): object {
  return {
    execution,
    logicalResourceId: target?.owner.logicalResourceId,
    physicalResourceId: target?.physicalResourceId,
    requested: known.requested,
    outcome,
    code,
    reason,
  };
}

function undeliverable({ tick: { known } }: StepInput): StepOutput {
  return {
    outcome: 'UNDELIVERED',
    seconds: 0,
    known,
    code: 'NO_RESPONSE_URL',
    reason:
      'the event names no ResponseURL, StackId, RequestId or LogicalResourceId to respond to; is CloudFormation its sender?',
  };
}

async function advance(
  input: StepInput,
  target: ResponseTarget,
  context: Context,
): Promise<StepOutput> {
  const result = await decide(input, target);
  const { response } = result.known;
  if (response === undefined) return { outcome: 'WAIT', ...result };
  const where = `log ${context.logGroupName} ${context.logStreamName}, execution ${input.execution}`;
  const body = encodeResponse(target, response, where);
  return afterDelivery(result, response, await deliver(target.responseUrl, body));
}

function afterDelivery(
  { known }: TickResult,
  { code, reason }: Response,
  problem: string | undefined,
): StepOutput {
  if (problem === undefined) return { outcome: 'RESPONDED', seconds: 0, known, code, reason };
  const deliveries = (known.deliveries ?? 0) + 1;
  return {
    outcome: deliveries < MOST_DELIVERIES ? 'WAIT' : 'UNDELIVERED',
    seconds: 2 ** (deliveries - 1),
    known: { ...known, deliveries },
    code: 'RESPONSE_UNDELIVERED',
    reason: `${problem} (delivery ${deliveries} of ${MOST_DELIVERIES}) of: ${reason}`,
  };
}

async function decide(input: StepInput, target: ResponseTarget): Promise<TickResult> {
  const known = readKnown(input.tick.known);
  const startedAt = Date.parse(input.startedAt);
  const begunAt = target.begunAt ?? startedAt;
  const moment = {
    now: Date.parse(input.now),
    begunAt,
    startedAt,
    jitter: jitterOf(input),
    isTriedAgain: isTriedAgain(input),
  };
  if (known.response !== undefined) return responding(known, known.response);
  if (input.error !== undefined) return afterCrash(known, input.error, { target, begunAt });
  try {
    const request = readRequest(input.event, target, process.env['AWS_REGION'] ?? '');
    const services = servicesAs(readStepRoleArn(input.event));
    const world = { ...services, executions: otherExecutions(sfn, input.execution) };
    return await tick(request, { known, moment }, world);
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    const why = { code: error.code, reason: error.message };
    return responding(known, failed(target, { known, begunAt }, why).response);
  }
}

/** Whether the tick may have run before. */
function isTriedAgain({ retryCount = 0, tick: before }: StepInput): boolean {
  return retryCount > 0 || before.isInterrupted === true;
}

function responding(known: Known, response: Response): TickResult {
  const { code, reason } = response;
  return { known: { ...known, response }, seconds: 0, code, reason };
}

/** What the crashed tick has done is not known: it may have requested. */
function afterCrash(
  before: Known,
  error: CaughtError,
  { target, begunAt }: { readonly target: ResponseTarget; readonly begunAt: number },
): TickResult {
  const known = { ...before, mayHaveRequested: true };
  const subject = target.physicalResourceId ?? known.requested ?? target.owner.logicalResourceId;
  return responding(
    known,
    failed(target, { known, begunAt }, crashReason(error, subject)).response,
  );
}

/** Chance that a run repeats: the same for the same tick of the same execution, and spread over 0 to less than 1. */
function jitterOf({ execution, now }: StepInput): number {
  return createHash('sha256').update(`${execution} ${now}`).digest().readUInt32BE() / 2 ** 32;
}

function crashReason(
  { Error: name = 'unknown', Cause = '' }: CaughtError,
  subject: string,
): Reason {
  return {
    code: 'HANDLER_CRASHED',
    reason: `the handler of certificate ${subject} crashed (${name}); deploy again, and report it if it happens twice: ${messageIn(Cause)}`,
  };
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
