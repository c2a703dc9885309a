// Route 53 on the wire: REST and XML under /2013-04-01/. A route names an operation and puts path,
// query and body into one input with the names of the API reference.
// @see https://docs.aws.amazon.com/Route53/latest/APIReference/requests-rest.html
import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { ServiceError } from '../errors';
import type { WireRequest, WireResponse } from '../wire';
import type { Input, Output } from './service';
import { children } from './service';

export const PATH_PREFIX = '/2013-04-01/';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

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
    query: { name: 'StartRecordName', type: 'StartRecordType', maxitems: 'MaxItems' },
  },
  { operation: 'GetHostedZone', method: 'GET', path: /^hostedzone\/([^/]+)$/ },
  { operation: 'DeleteHostedZone', method: 'DELETE', path: /^hostedzone\/([^/]+)$/ },
  { operation: 'CreateHostedZone', method: 'POST', path: /^hostedzone$/ },
  {
    operation: 'ListHostedZones',
    method: 'GET',
    path: /^hostedzone$/,
    query: { marker: 'Marker', maxitems: 'MaxItems' },
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
      ...(id !== undefined && { Id: decodeURIComponent(id) }),
      ...queryInput(request.query, query),
      ...(method === 'POST' && bodyInput(request.body, `${operation}Request`)),
    });
    return { operation, input };
  }
  return undefined;
}

function queryInput(query: URLSearchParams, names: Readonly<Record<string, string>>): Input {
  const given = Object.entries(names).filter(([name]) => query.has(name));
  return Object.fromEntries(given.map(([name, member]) => [member, query.get(name) ?? '']));
}

const PARSER = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'Change' || name === 'ResourceRecord',
});

function bodyInput(body: string, root: string): Input {
  if (XMLValidator.validate(body) !== true) throw malformed('The body is not well-formed XML.');
  const parsed = children(PARSER.parse(body));
  if (parsed[root] === undefined) throw malformed(`The body has no element ${root}.`);
  return children(parsed[root]);
}

function malformed(message: string): ServiceError {
  return new ServiceError('MalformedInput', message);
}

const BUILDER = new XMLBuilder({ ignoreAttributes: false, suppressBooleanAttributes: false });

export function xmlAnswer(operation: string, output: Output, requestId: string): WireResponse {
  return {
    status: output.status ?? 200,
    headers: { ...headersFor(requestId), ...output.headers },
    body: document(`${operation}Response`, output.body),
  };
}

/** The statuses that are not 400. @see https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html */
const STATUSES: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AccessDeniedException: 403,
  MissingAuthenticationToken: 403,
};

export function xmlError(error: ServiceError, requestId: string): WireResponse {
  const status = error.status ?? STATUSES[error.code] ?? 400;
  const Type = status < 500 ? 'Sender' : 'Receiver';
  const Error = { Type, Code: error.code, Message: error.message };
  const body = document('ErrorResponse', { Error, RequestId: requestId });
  return { status, headers: headersFor(requestId), body };
}

function headersFor(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}

function document(root: string, content: object): string {
  const present: unknown = JSON.parse(JSON.stringify(content));
  const xml = BUILDER.build({ [root]: { '@_xmlns': NAMESPACE, ...children(present) } });
  return `<?xml version="1.0"?>\n${xml}`;
}
