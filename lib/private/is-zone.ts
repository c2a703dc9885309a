// Whether what was passed is a hosted zone, with an id that Route 53 could have given.
import type * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { HOSTED_ZONE_ID_PATTERN, withoutPrefix } from '../../contract/zones';
import { problemAt } from './problem-at';
import { isUnknown } from './unknown';

export const EXAMPLE_OF_ZONE = 'pass a zone such as HostedZone.fromLookup gives';

/** @throws Error that names the property and shows what it has */
export function checkIsZone(
  scope: Construct,
  property: string,
  hostedZone: route53.IHostedZone,
): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- no longer, in newer constructs; instanceof fails where there are two copies
  if (!Construct.isConstruct(hostedZone)) {
    throw problemAt(scope, `${property} is ${String(hostedZone)}; ${EXAMPLE_OF_ZONE}`);
  }
  const { node } = hostedZone;
  const hostedZoneId: unknown = hostedZone.hostedZoneId;
  if (typeof hostedZoneId !== 'string') {
    throw problemAt(scope, `${property} '${node.path}' is no hosted zone; ${EXAMPLE_OF_ZONE}`);
  }
  if (isUnknown(hostedZoneId) || HOSTED_ZONE_ID_PATTERN.test(withoutPrefix(hostedZoneId))) return;
  throw problemAt(
    scope,
    `${property} '${node.path}' has the id '${hostedZoneId}'; write it as Route 53 shows it, such as Z0123456789ABCDEFGHIJ`,
  );
}
