// What CloudFormation holds as the resource: the ARN of the certificate; or, for a create that failed and knows none,
// an id of our own; or what CloudFormation invented for a create that it did not wait for.

const CERTIFICATE_ARN = /^arn:[a-z-]+:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
const WITHOUT_ARN = /-without-arn-since-(.+)$/;

export function isCertificateArn(physicalResourceId: string): boolean {
  return CERTIFICATE_ARN.test(physicalResourceId);
}

/** Empty if it is no ARN of a certificate. */
export function regionOf(certificateArn: string): string {
  return CERTIFICATE_ARN.exec(certificateArn)?.[1] ?? '';
}

/**
 * The physical id of a create that knows no ARN. As a rule it has requested nothing, but a request may have been
 * lost with a crash. So the id says when that create began, and its delete can tell what that create requested from
 * what an earlier one did, which was retained.
 */
export function physicalIdWithoutArn(logicalResourceId: string, startedAt: number): string {
  return `${logicalResourceId}-without-arn-since-${new Date(startedAt).toISOString()}`;
}

/** When the create began whose id this is, in milliseconds since the epoch; undefined for any other id. */
export function beginningOf(physicalResourceId: string): number | undefined {
  const time = Date.parse(WITHOUT_ARN.exec(physicalResourceId)?.[1] ?? '');
  return Number.isNaN(time) ? undefined : time;
}
