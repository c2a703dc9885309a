// What CloudFormation holds as the resource: the certificate's ARN; or, for a create that failed without
// knowing one, our own words for that; or what CloudFormation invented for a create it did not wait for.

const CERTIFICATE_ARN = /^arn:[a-z-]+:acm:([a-z0-9-]+):\d{12}:certificate\/[\w-]+$/;
const WITHOUT_ARN = /-without-arn-since-(.+)$/;

export function isCertificateArn(physicalResourceId: string): boolean {
  return CERTIFICATE_ARN.test(physicalResourceId);
}

/** Empty if it is no ARN. */
export function regionOf(certificateArn: string): string {
  return CERTIFICATE_ARN.exec(certificateArn)?.[1] ?? '';
}

/**
 * The physical id of a create that knows no ARN: for the most part it has requested nothing, but a request
 * may have been lost with a crash. So it says since when, and the delete can tell what that create
 * requested from what an earlier one did, which was retained.
 */
export function withoutArn(logicalResourceId: string, startedAt: number): string {
  return `${logicalResourceId}-without-arn-since-${new Date(startedAt).toISOString()}`;
}

/** When the create began of which this is the id; undefined if it is none of `withoutArn`. */
export function beginningOf(physicalResourceId: string): number | undefined {
  const time = Date.parse(WITHOUT_ARN.exec(physicalResourceId)?.[1] ?? '');
  return Number.isNaN(time) ? undefined : time;
}
