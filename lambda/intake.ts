// Intake: CloudFormation's event becomes one execution of the state machine. Its ServiceToken must never change, so
// neither must its place in the template.
import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Context } from 'aws-lambda';
import type { Reason } from '../contract/reason-codes';
import type { ExecutionData } from '../contract/state';
import { CertificateError } from './core/errors';
import { failed } from './core/responses';
import { readRequestType, readResponseTarget, type ResponseTarget } from './event';
import { executionName } from './execution-name';
import { deliver, encodeResponse } from './response';

/** So that a disturbance of Step Functions passes; well within the time that Lambda gives the function. */
const TRIES_FOR_MS = 4 * 60_000;
const PAUSE_MS = 5_000;

// Trying again is done here, and lasts longer than the SDK's.
const sfn = new SFNClient({
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
});

export async function handler(event: unknown, context: Context): Promise<void> {
  const target = readResponseTarget(event, process.env);
  if (target === undefined) {
    // Nobody could be told anything, so nothing is done.
    const reason = 'the event names no request of CloudFormation to respond to';
    console.log(JSON.stringify({ code: 'NO_RESPONSE_URL', reason }));
    return;
  }
  const calledAt = Date.now();
  const endsAt = calledAt + TRIES_FOR_MS;
  for (;;) {
    const problem = await startOrProblem(event, target);
    if (problem === undefined) return;
    const { logicalResourceId } = target.owner;
    console.log(JSON.stringify({ logicalResourceId, ...problem }));
    const isLast = problem.code === 'INVALID_PROPERTIES' || Date.now() >= endsAt;
    if (isLast) return respond({ begunAt: calledAt, ...target }, problem, context);
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}

async function startOrProblem(event: unknown, target: ResponseTarget): Promise<Reason | undefined> {
  try {
    await start(event, target);
    return undefined;
  } catch (error) {
    return whyNotStarted(error);
  }
}

function whyNotStarted(error: unknown): Reason {
  if (error instanceof CertificateError) return { code: error.code, reason: error.message };
  const problem = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
  const reason = `Step Functions did not take the request; deploy again: ${problem}`;
  return { code: 'NOT_HANDED_ON', reason };
}

async function start(event: unknown, { owner, requestId, begunAt }: ResponseTarget): Promise<void> {
  const data: ExecutionData = { event, tick: { known: {} } };
  const request = {
    requestType: readRequestType(event),
    ...(begunAt !== undefined && { begunAt }),
  };
  try {
    await sfn.send(
      new StartExecutionCommand({
        stateMachineArn: process.env['STATE_MACHINE_ARN'],
        name: executionName(owner, request, requestId),
        input: JSON.stringify(data),
      }),
    );
  } catch (error) {
    // Delivered before, and handled.
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** What a try has started whose answer was lost may be running: so the id of a create does not say that nothing was requested. */
async function respond(
  target: ResponseTarget & { readonly begunAt: number },
  why: Reason,
  context: Context,
): Promise<void> {
  const { begunAt, responseUrl } = target;
  const { response } = failed(target, { known: { mayHaveRequested: true }, begunAt }, why);
  const where = `log ${context.logGroupName} ${context.logStreamName}`;
  const problem = await deliver(responseUrl, encodeResponse(target, response, where));
  if (problem !== undefined) throw new Error(problem);
}
