// What CloudFormation holds as the resource: the ARN of the certificate; or, for a create that failed and knows none,
// an id of our own; or what CloudFormation invented for a create that it did not wait for.

const CERTIFICATE_ARN = /^arn:[a-z-]+:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
const WITHOUT_ARN = /-without-arn-since-(.+)$/;
const NEVER_REQUESTED = '-never-requested';

export function isCertificateArn(physicalResourceId: string): boolean {
  return CERTIFICATE_ARN.test(physicalResourceId);
}

/** Empty if it is no ARN of a certificate. */
export function regionOf(certificateArn: string): string {
  return CERTIFICATE_ARN.exec(certificateArn)?.[1] ?? '';
}

/**
 * The physical id of a create that knows no ARN, though a request may have been made: its answer was lost, or a tick with
 * it. It says when that create began.
 */
export function physicalIdWithoutArn(logicalResourceId: string, begunAt: number): string {
  return `${logicalResourceId}-without-arn-since-${new Date(begunAt).toISOString()}`;
}

/** When the create began whose id this is, in milliseconds since the epoch; undefined for any other id. */
export function beginningOf(physicalResourceId: string): number | undefined {
  const time = Date.parse(WITHOUT_ARN.exec(physicalResourceId)?.[1] ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The physical id of a create that certainly made no certificate. Its delete asks ACM nothing, so that an ACM that is
 * denied, or a Region that does not exist, cannot block the rollback.
 */
export function physicalIdOfNothing(logicalResourceId: string): string {
  return `${logicalResourceId}${NEVER_REQUESTED}`;
}

/** CloudFormation's own inventions end in capital letters and digits. */
export function isOfNothing(physicalResourceId: string): boolean {
  return physicalResourceId.endsWith(NEVER_REQUESTED);
}
