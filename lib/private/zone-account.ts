import { Annotations, Stack } from 'aws-cdk-lib';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { isUnknown } from './unknown';

/**
 * Of a zone that is known to be of another account than the construct that is to have records written into it. A warning only:
 * whoever imports a zone in a stack of another account may mean a zone of this one.
 */
export function warnOfOtherAccount(
  scope: Construct,
  { property, hostedZone }: { readonly property: string; readonly hostedZone: route53.IHostedZone },
  cure: string,
): void {
  const [its, own] = [hostedZone.env.account, Stack.of(scope).account];
  if (isUnknown(its) || isUnknown(own) || its === own) return;
  Annotations.of(scope).addWarningV2(
    'cdk-dns-certificate:zoneOfAnotherAccount',
    `${property} is in account ${its}, and ${scope.node.id} in ${own}, from which no records can be written there; ${cure}`,
  );
}
