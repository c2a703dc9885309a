// The door out: an answer to CloudFormation of at most 4096 bytes, whatever happened, and its delivery.
// The presigned URL is a secret: it appears in no message and no log.
import type { Answer } from './core/lifecycle';
import type { ReturnAddress } from './event';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
const LONGEST_BODY = 4096;

/** Long enough for a slow S3, short enough for several tries within a tick's time limit. */
const DELIVERY_TIMEOUT = 10_000;

/** The body that CloudFormation reads. `where` names the log and follows the reason, room permitting. */
export function encodeAnswer(address: ReturnAddress, answer: Answer, where: string): Buffer {
  const withReason = (reason: string): Buffer =>
    Buffer.from(
      JSON.stringify({
        Status: answer.status,
        Reason: reason,
        PhysicalResourceId: answer.physicalResourceId,
        StackId: address.stackId,
        RequestId: address.requestId,
        LogicalResourceId: address.logicalResourceId,
      }),
    );
  const whole = withReason(`${answer.reason} (${where})`);
  if (whole.byteLength <= LONGEST_BODY) return whole;
  // Halving finds the longest reason that fits: escapes and multi-byte characters make its size unpredictable.
  const characters = Array.from(answer.reason);
  const shortened = (length: number): Buffer =>
    withReason(`${characters.slice(0, length).join('')}... (${where})`);
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (shortened(middle).byteLength <= LONGEST_BODY) fits = middle;
    else tooLong = middle;
  }
  return shortened(fits);
}

/** Puts the body to the presigned URL once; returns undefined, or why it could not be delivered. */
export async function deliver(responseUrl: string, body: Buffer): Promise<string | undefined> {
  try {
    const response = await fetch(responseUrl, {
      method: 'PUT',
      // The URL is signed for an empty content type.
      headers: { 'content-type': '' },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(DELIVERY_TIMEOUT),
    });
    return response.ok ? undefined : `CloudFormation's URL answered ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error ? error.name : 'unknown error';
    return `CloudFormation's URL did not answer (${cause})`;
  }
}
