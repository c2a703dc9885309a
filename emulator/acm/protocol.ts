// ACM on the wire: AWS JSON 1.1. The target header names the operation, dates are seconds, and an
// error is a body of `__type` and `message`.
// @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
import { ServiceError } from '../errors';
import type { WireResponse } from '../http/wire';

export const TARGET_PREFIX = 'CertificateManager.';

export function parseJson(body: string): unknown {
  try {
    return body === '' ? {} : JSON.parse(body);
  } catch {
    throw new ServiceError('SerializationException', 'The body is not valid JSON.');
  }
}

/** An operation without output has a response with an empty body. */
export function jsonResponse(output: object, requestId: string): WireResponse {
  const body = Object.keys(output).length === 0 ? '' : JSON.stringify(output);
  return { status: 200, headers: headersFor(requestId), body };
}

export function jsonError(error: ServiceError, requestId: string): WireResponse {
  return {
    status: error.status ?? 400,
    headers: headersFor(requestId),
    body: JSON.stringify({ __type: error.code, ...(error.message && { message: error.message }) }),
  };
}

function headersFor(requestId: string): Record<string, string> {
  return { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
}
