// Account Management on the wire: JSON at a path for each operation. Only one is known.
// @see https://docs.aws.amazon.com/accounts/latest/reference/API_Operations.html
import type { ServiceError } from '../errors';
import type { WireRequest, WireResponse } from '../http/wire';

export const LIST_REGIONS_PATH = '/listRegions';

export function isListRegions({ method, path }: WireRequest): boolean {
  return method === 'POST' && path === LIST_REGIONS_PATH;
}

export function accountResponse(output: object, requestId: string): WireResponse {
  return { status: 200, headers: headersFor(requestId), body: JSON.stringify(output) };
}

export function accountError({ code, message, status }: ServiceError, id: string): WireResponse {
  const headers = { ...headersFor(id), 'x-amzn-errortype': code };
  const usual = code === 'AccessDeniedException' ? 403 : 400;
  return { status: status ?? usual, headers, body: JSON.stringify({ message }) };
}

function headersFor(requestId: string): Record<string, string> {
  return { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
}
