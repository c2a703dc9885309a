// The writer of CloudFormation's response: at most 4096 bytes, whatever happened, and its delivery. The presigned URL is
// a secret: it appears in no message and no log.
import type { Response } from '../contract/state';
import type { ResponseTarget } from './event';

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
const LONGEST_BODY_BYTES = 4096;

/** Long enough for a slow S3, short enough for several tries within the minute that a tick may take. */
const DELIVERY_TIMEOUT_MS = 10_000;

/**
 * The body that CloudFormation reads. `where` names the log; it and the reason's code, in brackets, follow the reason,
 * which is shortened if there is no room for all of it.
 */
export function encodeResponse(target: ResponseTarget, response: Response, where: string): Buffer {
  const end = `(${where}) [${response.code}]`;
  const withReason = (reason: string): Buffer =>
    Buffer.from(
      JSON.stringify({
        Status: response.status,
        Reason: `${reason} ${end}`,
        PhysicalResourceId: response.physicalResourceId,
        StackId: target.owner.stackId,
        RequestId: target.requestId,
        LogicalResourceId: target.owner.logicalResourceId,
        ...(response.data !== undefined && { Data: response.data }),
      }),
    );
  const whole = withReason(response.reason);
  if (whole.byteLength <= LONGEST_BODY_BYTES) return whole;
  // Halving finds the longest reason that fits: escapes and multi-byte characters make its size unpredictable.
  const characters = Array.from(response.reason);
  const shortened = (length: number): Buffer =>
    withReason(`${characters.slice(0, length).join('')}...`);
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (shortened(middle).byteLength <= LONGEST_BODY_BYTES) fits = middle;
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
      redirect: 'error',
      signal: AbortSignal.timeout(DELIVERY_TIMEOUT_MS),
    });
    return response.ok ? undefined : `CloudFormation's URL answered ${response.status}`;
  } catch (error) {
    const cause = error instanceof Error ? error.name : 'unknown error';
    return `CloudFormation's URL did not answer (${cause})`;
  }
}
