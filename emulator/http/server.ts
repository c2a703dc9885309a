// The HTTP face. It binds the loopback address only and reads bodies up to a limit. Every response is
// dispatch's, but for the one to a body that is too large.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Dispatch, WireRequest, WireResponse } from './wire';

const HOST = '127.0.0.1';

/** 1 MiB. A batch of Route 53's 1,000 records stays below; the limit keeps a mistaken upload out of memory. */
const BODY_LIMIT = 1024 * 1024;

export class HttpServer {
  private server: Server | undefined;

  constructor(private readonly dispatch: Dispatch) {}

  async listen(port = 0): Promise<string> {
    if (this.server) throw new Error('the emulator is already listening');
    const server = createServer((request, response) => {
      void this.serve(request, response);
    });
    // 0 keeps idle connections open. By default Node closes them after 5 s, and a client that uses one at that
    // moment gets ECONNRESET: on a slow machine tests would fail by chance.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        reject(new Error(refusal(port, error), { cause: error }));
      });
      server.listen(port, HOST, resolve);
    });
    this.server = server;
    const address = server.address();
    return `http://${HOST}:${typeof address === 'object' && address ? address.port : port}`;
  }

  async close(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = undefined;
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await read(request);
      write(response, body === undefined ? TOO_LARGE : await this.dispatch(toWire(request, body)));
    } catch {
      // Dispatch rejects only when a fault loses the response; after a broken upload nobody waits for one.
      request.socket.destroy();
    }
  }
}

const TOO_LARGE: WireResponse = {
  status: 413,
  headers: { 'content-type': 'application/x-amz-json-1.1', connection: 'close' },
  body: JSON.stringify({ __type: 'RequestEntityTooLargeException' }),
};

function refusal(port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') return `port ${port} is taken on ${HOST}; choose another one`;
  if (error.code === 'EACCES') return `port ${port} needs privileges; choose one above 1023`;
  return `cannot listen on ${HOST}:${port}: ${error.message}`;
}

/** Undefined when the body exceeds the limit. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size <= BODY_LIMIT) chunks.push(bytes);
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks).toString('utf8');
}

function toWire(request: IncomingMessage, body: string): WireRequest {
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
  );
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers,
    body,
  };
}

function write(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
