// What an error of an AWS service means: ask again, ask for permission, or give up. Errors that no service
// sent pass through untouched, because they are mistakes of this program.
import { CertificateError, type ErrorCode } from './core/errors';

/** Names under which the services say "not now". LimitExceededException is none: in ACM it is a quota. */
const NOT_NOW = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'SlowDown',
  'PriorRequestNotComplete',
  'RequestInProgressException',
  'ConflictException',
  'InternalFailure',
  'InternalServerException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  // Names that the SDK itself gives to a connection that broke or a service that did not answer.
  'TimeoutError',
  'NetworkingError',
  'RequestTimeout',
  'RequestTimeoutException',
]);

/** Who is refused, or not known yet: a role that was made a moment ago, a key that is being replaced. */
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
]);

/** Node's codes for a service that cannot be reached. */
const OUT_OF_REACH = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
]);

/** Runs a call and gives what it throws its meaning. `action` is IAM's name for it, such as acm:DeleteCertificate. */
export async function translated<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(action, error);
  }
}

export function translate(action: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CertificateError) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  return new CertificateError(code, `${action}: ${error.name}: ${error.message}`, { cause: error });
}

function codeOf(error: Error): ErrorCode | undefined {
  const { name } = error;
  const status = statusOf(error);
  if (NOT_NOW.has(name) || OUT_OF_REACH.has(systemCodeOf(error))) return 'UNAVAILABLE';
  if (DENIED.has(name)) return 'ACCESS_DENIED';
  if (status === undefined) return undefined;
  return status >= 500 || status === 429 ? 'UNAVAILABLE' : 'REFUSED';
}

function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error)) return undefined;
  const metadata: unknown = error.$metadata;
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status = 'httpStatusCode' in metadata ? metadata.httpStatusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

function systemCodeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
