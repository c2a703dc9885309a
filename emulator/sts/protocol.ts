// STS on the wire: AWS's Query protocol, a form in and XML out.
// @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
import type { ServiceError } from '../errors';
import type { WireRequest, WireResponse } from '../http/wire';
import { writeXml, xmlStatusOf } from '../http/xml-writer';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

/** The form of a request of the Query protocol; undefined for any other request. */
export function parseForm({ method, headers, body }: WireRequest): URLSearchParams | undefined {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const form = new URLSearchParams(body);
  return method === 'POST' && isForm && form.has('Action') ? form : undefined;
}

export function queryResponse(operation: string, result: object, requestId: string): WireResponse {
  const content = {
    [`${operation}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  };
  return written(200, `${operation}Response`, content);
}

export function queryError(error: ServiceError, requestId: string): WireResponse {
  const status = xmlStatusOf(error);
  const Error = {
    Type: status < 500 ? 'Sender' : 'Receiver',
    Code: error.code,
    Message: error.message,
  };
  return written(status, 'ErrorResponse', { Error, RequestId: requestId });
}

function written(status: number, root: string, content: object): WireResponse {
  const body = writeXml(root, NAMESPACE, content);
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
