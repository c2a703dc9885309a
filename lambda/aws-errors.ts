// What an error of an AWS service means: ask again, ask for permission, or give up. Errors that no service
// sent pass through untouched, because they are mistakes of this program.
import { CertificateError, type ErrorCode } from './core/errors';

/** Names under which the services say "too many". LimitExceededException is none: in ACM it is a quota. */
const THROTTLED = new Set([
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'SlowDown',
  'RequestInProgressException',
  'ConflictException',
  // Parameter Store takes one change of a parameter at a time.
  'TooManyUpdates',
]);

/** Route 53 takes one change of a hosted zone at a time. */
const ZONE_BUSY = 'PriorRequestNotComplete';

/** Names that say that the service failed, and those that the SDK itself gives to a connection that broke. */
const UNAVAILABLE = new Set([
  'InternalFailure',
  'InternalServerException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
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

/** Node's codes for a connection that broke, perhaps after the call had reached the service. */
const BROKEN = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN']);

/** Node's codes for a service that was never reached. */
const UNREACHABLE = new Set(['ENOTFOUND', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Runs a call and gives what it throws its meaning. `action` is IAM's name for it, such as acm:DeleteCertificate. */
export async function translated<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translate(action, error);
  }
}

export function translate(action: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code === undefined) return error;
  return new CertificateError(code, `${action}: ${error.name}: ${error.message}`, { cause: error });
}

/** Whether it is the service's error of this name, as the SDK throws it. */
export function isNamed(error: unknown, name: string): boolean {
  const thrown = error instanceof CertificateError ? error.cause : error;
  return thrown instanceof Error && thrown.name === name;
}

function codeOf(error: Error): ErrorCode | undefined {
  const { name } = error;
  const systemCode = systemCodeOf(error);
  if (UNREACHABLE.has(systemCode)) return 'UNREACHABLE';
  if (UNAVAILABLE.has(name) || BROKEN.has(systemCode)) return 'UNAVAILABLE';
  if (name === ZONE_BUSY) return 'ZONE_BUSY';
  if (THROTTLED.has(name)) return 'THROTTLED';
  if (DENIED.has(name)) return 'ACCESS_DENIED';
  const status = statusOf(error);
  if (status === undefined) return undefined;
  if (status === 429) return 'THROTTLED';
  return status >= 500 ? 'UNAVAILABLE' : 'REFUSED';
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
