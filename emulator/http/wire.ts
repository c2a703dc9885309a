// What a request and a response are to every part of the emulator, without sockets. The HTTP server and the
// in-process request handler both translate into these types, so they cannot behave differently.

import { ServiceError } from '../errors';
import type { Sessions } from '../sts/sessions';

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

/** Who calls, and where: taken from the credential scope of the signature, which is not verified. */
export interface Caller {
  readonly account: string;
  readonly region: string;
  readonly accessKeyId: string;
  /** The role whose session the credentials are of. */
  readonly roleArn?: string;
}

export const DEFAULT_ACCOUNT = '000000000000';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
export function callerOf(request: WireRequest, sessions: Sessions): Caller | undefined {
  const scope = /Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/[a-z0-9-]+\/aws4_request/.exec(
    request.headers.authorization ?? '',
  );
  const [, accessKeyId = '', region = ''] = scope ?? [];
  if (!scope) return undefined;
  const session = sessions.find(accessKeyId);
  if (session !== undefined) {
    if (sessions.hasExpired(session)) throw expired();
    const { account, roleArn } = session;
    return { account, region, accessKeyId, roleArn };
  }
  const account = /^\d{12}$/.test(accessKeyId) ? accessKeyId : DEFAULT_ACCOUNT;
  return { account, region, accessKeyId };
}

function expired(): ServiceError {
  const message = 'The security token included in the request is expired';
  return new ServiceError('ExpiredTokenException', message, 403);
}
