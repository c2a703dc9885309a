// The hosted zone in which a certificate is validated: public, and covering every name, as far as that is known while
// synthesizing. What only the deployment knows is checked by the handler.
import { Stack, Token } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { covers, type HostedZone } from '../../contract/zones';
import { nameInNormalForm } from './names';
import { problemAt } from './problem-at';

/** @throws Error if the zone is private, or does not cover one of `names` */
export function validationZoneFor(
  scope: Construct,
  hostedZone: route53.IHostedZone,
  names: readonly string[],
): HostedZone {
  if (!Construct.isConstruct(hostedZone)) {
    throw problemAt(
      scope,
      `hostedZone is ${String(hostedZone)}; pass a zone such as HostedZone.fromLookup gives`,
    );
  }
  if (isPrivate(hostedZone)) throw problemAt(scope, privateZone(hostedZone));
  // A zone becomes private whenever a VPC is added to it, so look once more when all is said.
  scope.node.addValidation({
    validate: () => (isPrivate(hostedZone) ? [privateZone(hostedZone)] : []),
  });
  const hostedZoneId = hostedZone.hostedZoneId.replace(/^\/hostedzone\//, '');
  const name = zoneNameOf(hostedZone);
  if (name === undefined) return { hostedZoneId };
  const uncovered = Token.isUnresolved(name)
    ? undefined
    : names.find((each) => !Token.isUnresolved(each) && !covers(name, each));
  if (uncovered === undefined) return { hostedZoneId, name };
  throw problemAt(
    scope,
    `hostedZone '${name}' does not cover '${uncovered}'; pass the zone that serves it, or leave the name out`,
  );
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

function zoneNameOf(hostedZone: route53.IHostedZone): string | undefined {
  try {
    return nameInNormalForm(hostedZone.zoneName);
  } catch {
    // HostedZone.fromHostedZoneId: such a zone throws when it is asked for its name.
    return undefined;
  }
}
