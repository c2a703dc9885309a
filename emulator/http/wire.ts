// What a request and a response are to every part of the emulator, without sockets. The HTTP server and the
// in-process request handler both translate into these types, so they cannot behave differently.

export interface WireRequest {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** From a request to its response. Rejects only with LostResponse, which means that the connection breaks. */
export type Dispatch = (request: WireRequest) => Promise<WireResponse>;

export type Service = 'account' | 'acm' | 'route53' | 'ssm' | 'sts';
