// `fetch` over the network in memory: as much of it as our own delivery uses.
import { wireRequest, type Send } from './in-memory-http';

export interface FetchOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

/** https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch#exceptions */
export function fetchOver(send: Send) {
  return async (url: string, options: FetchOptions = {}): Promise<Response> => {
    const { method = 'GET', headers = {}, body = '', signal } = options;
    const { protocol, host, pathname, search } = parsed(url);
    if (!/^https?:$/.test(protocol)) throw new TypeError('fetch failed');
    const target = pathname + search;
    const text = Buffer.from(body).toString('utf8');
    const sent = send(wireRequest({ host, method, target, headers, body: text }));
    const { status, body: answer } = await (signal === undefined
      ? failing(sent)
      : Promise.race([failing(sent), abortOf(signal)]));
    return new Response(status === 204 ? null : answer, { status });
  };
}

function parsed(url: string): URL {
  try {
    return new URL(url);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${url}`, { cause });
  }
}

async function failing<T>(sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (cause) {
    throw new TypeError('fetch failed', { cause });
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
