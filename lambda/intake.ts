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

/**
 * Lambda tries an asynchronous event that failed again after 1 and after 2 more minutes: a try this late is the last.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
const LAST_TRY_AFTER_MS = 150_000;

// Trying again is Lambda's: a function that waits would be paid for waiting.
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
  try {
    await start(event, target);
  } catch (error) {
    const { code, reason } = whyNotStarted(error);
    console.log(
      JSON.stringify({ logicalResourceId: target.owner.logicalResourceId, code, reason }),
    );
    const { begunAt = 0 } = target;
    const isLastTry = code === 'INVALID_PROPERTIES' || Date.now() - begunAt >= LAST_TRY_AFTER_MS;
    if (!isLastTry) throw error;
    await respond(target, { code, reason }, context);
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

/** What an earlier try has started may be running: so the id of a create does not say that nothing was requested. */
async function respond(target: ResponseTarget, why: Reason, context: Context): Promise<void> {
  const { begunAt = Date.now(), responseUrl } = target;
  const { response } = failed(target, { known: { mayHaveRequested: true }, begunAt }, why);
  const where = `log ${context.logGroupName} ${context.logStreamName}`;
  const problem = await deliver(responseUrl, encodeResponse(target, response, where));
  if (problem !== undefined) throw new Error(problem);
}
