// Route 53 on the wire: REST and XML under /2013-04-01/. A route names an operation and puts path,
// query and body into one input with the names of the API reference.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/requests-rest.html
import { ServiceError } from '../errors';
import type { WireRequest, WireResponse } from '../http/wire';
import { xmlStatusOf } from '../http/xml-writer';
import type { Input, Output } from './service';
import { parseXml, writeDocument } from './xml';

export const PATH_PREFIX = '/2013-04-01/';

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly path: RegExp;
  /** Query parameters and their names in the API reference. */
  readonly query?: Readonly<Record<string, string>>;
}

const ROUTES: readonly Route[] = [
  {
    operation: 'ChangeResourceRecordSets',
    method: 'POST',
    path: /^hostedzone\/([^/]+)\/rrset\/?$/,
  },
  {
    operation: 'ListResourceRecordSets',
    method: 'GET',
    path: /^hostedzone\/([^/]+)\/rrset\/?$/,
    query: {
      name: 'StartRecordName',
      type: 'StartRecordType',
      identifier: 'StartRecordIdentifier',
      maxitems: 'MaxItems',
    },
  },
  { operation: 'GetHostedZone', method: 'GET', path: /^hostedzone\/([^/]+)$/ },
  { operation: 'DeleteHostedZone', method: 'DELETE', path: /^hostedzone\/([^/]+)$/ },
  { operation: 'CreateHostedZone', method: 'POST', path: /^hostedzone$/ },
  {
    operation: 'ListHostedZones',
    method: 'GET',
    path: /^hostedzone$/,
    query: {
      marker: 'Marker',
      maxitems: 'MaxItems',
      hostedzonetype: 'HostedZoneType',
      delegationsetid: 'DelegationSetId',
    },
  },
  {
    operation: 'ListHostedZonesByName',
    method: 'GET',
    path: /^hostedzonesbyname$/,
    query: { dnsname: 'DNSName', hostedzoneid: 'HostedZoneId', maxitems: 'MaxItems' },
  },
  { operation: 'GetChange', method: 'GET', path: /^change\/([^/]+)$/ },
];

export interface RoutedRequest {
  readonly operation: string;
  readonly input: () => Input;
}

export function route(request: WireRequest): RoutedRequest | undefined {
  const path = request.path.slice(PATH_PREFIX.length);
  for (const { operation, method, path: pattern, query = {} } of ROUTES) {
    const match = method === request.method ? pattern.exec(path) : null;
    if (!match) continue;
    const [, id] = match;
    const input = () => ({
      ...(id !== undefined && { Id: unescaped(id) }),
      ...queryInput(request.query, query),
      ...(method === 'POST' && bodyInput(request.body, `${operation}Request`)),
    });
    return { operation, input };
  }
  return undefined;
}

function unescaped(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ServiceError('InvalidInput', `The path holds a broken escape: ${segment}`);
  }
}

function queryInput(query: URLSearchParams, names: Readonly<Record<string, string>>): Input {
  const given = Object.entries(names).filter(([name]) => query.has(name));
  return Object.fromEntries(given.map(([name, member]) => [member, query.get(name) ?? '']));
}

function bodyInput(body: string, root: string): Input {
  const input = parseXml(body, root);
  if (input) return input;
  throw new ServiceError('MalformedInput', `The body is not an XML document ${root}.`);
}

export function xmlResponse(operation: string, output: Output, requestId: string): WireResponse {
  return {
    status: output.status ?? 200,
    headers: { ...headersFor(requestId), ...output.headers },
    body: writeDocument(`${operation}Response`, output.body),
  };
}

export function xmlError(error: ServiceError, requestId: string): WireResponse {
  const status = xmlStatusOf(error);
  const Type = status < 500 ? 'Sender' : 'Receiver';
  const Error = { Type, Code: error.code, Message: error.message };
  const body = writeDocument('ErrorResponse', { Error, RequestId: requestId });
  return { status, headers: headersFor(requestId), body };
}

function headersFor(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}
