// The code of every reason that is given: on each tick's log line and in its output, and in brackets at the end of the
// Reason that CloudFormation shows. docs/reason-codes.md says of each what it means and what to do.

export const REASON_CODES = [
  // Nothing is wrong; another tick follows.
  'REQUESTING',
  'NOT_DESCRIBED_YET',
  'NAMING_ZONES',
  'PUBLISHING',
  'TAGGING',
  'TAKING_OVER',
  'SEARCHING',
  'DELETING',
  'REMOVING_RECORDS',
  'WRITING_PEM',
  'REMOVING_PARAMETERS',
  'SENDING_AGAIN',
  'CHANGING_METHOD',
  // Another tick follows for some time (until the deadline, or minutes: schedule.ts); then the request fails with this.
  'RECORDS_NOT_NAMED',
  'VALIDATION_PENDING',
  'APPROVAL_PENDING',
  'ISSUANCE_PENDING',
  'PEM_PENDING',
  'CERTIFICATE_IN_USE',
  'THROTTLED',
  'ZONE_BUSY',
  'UNAVAILABLE',
  'UNREACHABLE',
  'ACCESS_DENIED',
  // The request has succeeded.
  'ISSUED',
  'DELETED',
  'TAGS_NOT_CHANGED',
  'RECORDS_KEPT',
  'PARAMETERS_KEPT',
  // The request has failed.
  'INVALID_PROPERTIES',
  'NO_HOSTED_ZONE',
  'SEVERAL_HOSTED_ZONES',
  'PARAMETER_TAKEN',
  'PEM_TOO_LARGE',
  'REFUSED',
  'TOO_LATE',
  'SUPERSEDED',
  'NOT_HANDED_ON',
  'ANOTHER_CERTIFICATE',
  'CERTIFICATE_UNUSABLE',
  'CERTIFICATE_GONE',
  'HANDLER_CRASHED',
  // CloudFormation cannot be told; only the log says it.
  'RESPONSE_UNDELIVERED',
  'NO_RESPONSE_URL',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

/** Why something is so or is done: the code for machines, the sentence for people. */
export interface Reason {
  readonly code: ReasonCode;
  readonly reason: string;
}
