// Whether a hosted zone is private, as far as that is known while synthesizing: an imported one does not say.
import { Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { problemAt } from './problem-at';

/** @throws Error for a private zone; one that becomes private later fails the synthesis */
export function refusePrivate(scope: Construct, hostedZone: route53.IHostedZone): void {
  if (isPrivate(hostedZone)) throw problemAt(scope, privateZone(hostedZone));
  // A zone becomes private whenever a VPC is added to it, so look once more when all is said.
  scope.node.addValidation({
    validate: () => (isPrivate(hostedZone) ? [privateZone(hostedZone)] : []),
  });
}

function isPrivate(hostedZone: route53.IHostedZone): boolean {
  if (hostedZone instanceof route53.PrivateHostedZone) return true;
  const resource = hostedZone.node.defaultChild;
  // Imported. The class that it would be compared with below takes its time to load.
  if (resource === undefined) return false;
  if (!(resource instanceof route53.CfnHostedZone)) return false;
  const vpcs: unknown = Stack.of(resource).resolve(resource.vpcs);
  return Array.isArray(vpcs) && vpcs.length > 0;
}

function privateZone({ node }: route53.IHostedZone): string {
  return `hostedZone '${node.path}' is private, and ACM validates by public DNS only; pass the public zone of the domain`;
}
