// A request handler for SDK clients in the same process: it hands the signed request to dispatch, without sockets.
// It fails as DNS does for the host of a Region that AWS does not have.
// Its types repeat the SDK's, because the emulator imports no SDK.
import { UnknownHost } from '../errors';
import type { Dispatch, WireRequest } from './wire';

interface HandledRequest {
  readonly hostname?: string;
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface HandledResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** What `new ACMClient({ requestHandler })` asks of its handler. */
export interface RequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: HandledRequest): Promise<{ response: HandledResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

export function requestHandlerFor(dispatch: Dispatch, regions: readonly string[]): RequestHandler {
  const known = new Set(regions);
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    handle: async (request) => {
      refuseUnknownHost(request.hostname ?? '', known);
      const { status, headers, body } = await dispatch(toWire(request));
      return { response: { statusCode: status, headers: { ...headers }, body: Buffer.from(body) } };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

/** A host that names no Region, such as route53.amazonaws.com or 127.0.0.1, is always found. */
function refuseUnknownHost(hostname: string, regions: ReadonlySet<string>): void {
  const [, region] = /^(?:acm|ssm|sts)\.([a-z]+(?:-[a-z]+)+-\d+)\./.exec(hostname) ?? [];
  if (region === undefined || regions.has(region)) return;
  throw new UnknownHost(hostname);
}

function toWire(request: HandledRequest): WireRequest {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request.query ?? {})) {
    for (const each of [value].flat()) query.append(name, each ?? '');
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { method: request.method, path: request.path, query, headers, body: text(request.body) };
}

function text(body: unknown): string {
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body)) {
    return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
  }
  return '';
}
