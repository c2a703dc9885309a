// What can go wrong with properties and with calls to AWS: a closed set of codes, so that a `switch` over them is complete.
// A mistake of the programmer is not among them and stays a TypeError.
import type { ReasonCode } from '../../contract/reason-codes';

export type ErrorCode = Extract<
  ReasonCode,
  /** CloudFormation's properties are missing, of the wrong type, or beyond ACM's limits. */
  | 'INVALID_PROPERTIES'
  /** The service understood and said no: a quota, a policy, a parameter. Asking again does not help. */
  | 'REFUSED'
  /** The service does not let this role do it. Passes by itself while a change of IAM is spreading. */
  | 'ACCESS_DENIED'
  /** Too many calls. Nothing was done. */
  | 'THROTTLED'
  /** Another change of the same hosted zone is in progress. Nothing was done. */
  | 'ZONE_BUSY'
  /** The service failed or did not answer: the call may have had its effect. */
  | 'UNAVAILABLE'
  /** The name of the service's endpoint is not known, or nobody listens there. Nothing was done. */
  | 'UNREACHABLE'
>;

export class CertificateError extends Error {
  override readonly name = 'CertificateError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}
