// Node's `http` and `https` over the network in memory: as much of them as the SDK's request handler uses.
// https://nodejs.org/docs/latest-v20.x/api/http.html#class-httpclientrequest
import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import type { WireResponse } from 'acm-emulator';
import type { NetworkRequest } from './network';

export type Send = (request: NetworkRequest) => Promise<WireResponse>;

/** `setTimeout` of the clock that is in force. */
export type SetTimeout = (act: () => void, milliseconds: number) => unknown;

interface RequestOptions {
  readonly host?: string;
  readonly hostname?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

class Agent {
  readonly keepAlive = true;
  readonly sockets = {};
  readonly requests = {};
  readonly maxSockets: number;

  constructor(options: { readonly maxSockets?: number } = {}) {
    this.maxSockets = options.maxSockets ?? Infinity;
  }

  destroy(): void {
    // There are no sockets.
  }
}

/** Connected from the beginning. */
class Socket extends EventEmitter {
  readonly connecting = false;

  constructor(
    private readonly later: SetTimeout,
    readonly destroy: () => void,
  ) {
    super();
  }

  setKeepAlive(): this {
    return this;
  }

  setTimeout(milliseconds: number, act?: () => void): this {
    if (act !== undefined) this.once('timeout', act);
    if (milliseconds > 0) this.later(() => this.emit('timeout'), milliseconds);
    return this;
  }
}

class ClientRequest extends EventEmitter {
  readonly socket: Socket;
  destroyed = false;
  private readonly chunks: Buffer[] = [];
  private responded = false;

  constructor(
    private readonly options: RequestOptions,
    private readonly platform: { readonly send: Send; readonly later: SetTimeout },
  ) {
    super();
    this.socket = new Socket(platform.later, () => {
      this.destroy();
    });
  }

  setTimeout(milliseconds: number, act?: () => void): this {
    if (act !== undefined) this.once('timeout', act);
    this.platform.later(() => this.emit('timeout'), milliseconds);
    return this;
  }

  write(chunk: string | Uint8Array): boolean {
    this.chunks.push(Buffer.from(chunk));
    return true;
  }

  end(chunk?: string | Uint8Array): this {
    if (chunk !== undefined) this.write(chunk);
    this.platform.send(this.wire()).then(
      (response) => {
        if (!this.destroyed) this.respond(response);
      },
      (error: unknown) => {
        if (!this.destroyed) this.fail(error);
      },
    );
    return this;
  }

  destroy(error?: Error): this {
    if (this.destroyed) return this;
    const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    if (this.responded) this.close();
    else this.fail(error ?? reset);
    return this;
  }

  abort(): void {
    this.destroy();
  }

  private wire(): NetworkRequest {
    const { host, hostname, method = 'GET', path = '/', headers = {} } = this.options;
    const body = this.chunks.length === 0 ? '' : Buffer.concat(this.chunks).toString('utf8');
    return wireRequest({ host: host ?? hostname ?? '', method, target: path, headers, body });
  }

  private respond({ status, headers, body }: WireResponse): void {
    this.responded = true;
    const response = new Readable({ read: () => undefined });
    response.push(body);
    response.push(null);
    response.once('end', () => {
      Object.assign(response, { complete: true });
      this.close();
    });
    this.emit('response', Object.assign(response, { statusCode: status, headers }));
  }

  private fail(error: unknown): void {
    this.destroyed = true;
    process.nextTick(() => {
      this.emit('error', error);
      this.emit('close');
    });
  }

  private close(): void {
    this.destroyed = true;
    this.emit('close');
  }
}

/** The module `node:http`, or `node:https`. */
export function httpModule(send: Send, later: SetTimeout): object {
  const request = (
    options: RequestOptions,
    onResponse?: (response: Readable) => void,
  ): ClientRequest => {
    const made = new ClientRequest(options, { send, later });
    if (onResponse !== undefined) made.once('response', onResponse);
    return made;
  };
  return { Agent, request };
}

export function wireRequest({
  target,
  headers,
  ...rest
}: Omit<NetworkRequest, 'path' | 'query'>): NetworkRequest {
  const [path = '/', query = ''] = target.split('?', 2);
  const lower: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(headers)) lower[name.toLowerCase()] = value;
  return {
    ...rest,
    target,
    path,
    query: new URLSearchParams(query),
    headers: lower,
  };
}
