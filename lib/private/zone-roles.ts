// The roles that come with hosted zones, mostly of other accounts: what waits for them, and whether they can be assumed.
import { Stack, Stage } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { CertificateProvider } from '../certificate-provider';
import { outermost } from './outermost';
import { problemAt } from './problem-at';
import { mayTrustByName, resourceOf } from './trust-policy';
import type { GivenZone } from './zone-sources';

/** The property by which a `DnsValidationRole` was told whom it trusts. */
export type Trust = 'trustedAccount' | 'trustedProvider' | 'trustedPrincipal';

/** Marks a role of ours. Not `instanceof`: the package may be installed twice in one app. */
const TRUST = Symbol.for('cdk-dns-certificate.DnsValidationRole');

export function markTrust(role: iam.IRole, trust: Trust): void {
  Object.defineProperty(role, TRUST, { value: trust });
}

function trustOf(role: iam.IRole): Trust | undefined {
  return (role as unknown as Partial<Record<symbol, Trust>>)[TRUST];
}

/**
 * Has a certificate wait for the roles of its zones: a role whose rights are in a policy of its own can do nothing before that is
 * there; and CDK writes the ARN of a role of another account or Region from its name, and knows of no dependency then.
 *
 * A role of another stack that may trust the one which acts for the certificate is not waited for: it may have to wait for that, because
 * IAM takes nobody into a trust policy who does not exist.
 *
 * @throws Error for a role that the certificate cannot assume
 */
export function waitForZoneRoles(
  certificate: Construct,
  zones: readonly GivenZone[],
  provider: CertificateProvider,
): void {
  for (const { property, role } of zones) {
    if (role === undefined) continue;
    if (trustOf(role) === 'trustedProvider' && Stack.of(provider) !== Stack.of(certificate)) {
      throw problemAt(
        certificate,
        `${property}.role '${role.node.path}' trusts a provider's own role, and this stack is served by a role of its own; ` +
          'have it trust the account as trustedAccount, with an externalId; or, if it is made in this stack, ' +
          'new ArnPrincipal(provider.stepRoleFor(stack).roleArn) as trustedPrincipal',
      );
    }
    if (!canWait(certificate, role)) continue;
    const acting = provider.stepRoleFor(certificate);
    const isActingMadeHere = resourceOf(acting) !== undefined && isBeside(acting, certificate);
    if (isActingMadeHere && !isBeside(role, certificate) && mayTrustByName(role)) continue;
    certificate.node.addDependency(role);
  }
}

/** Has a role wait for the role that it trusts, if another stack makes that. */
export function waitForTrusted(role: iam.IRole, trusted: iam.IRole): void {
  if (Stack.of(trusted) !== Stack.of(role) && canWait(role, trusted)) {
    role.node.addDependency(trusted);
  }
}

/** Not for one of another stage, which CDK refuses; nor for one that is imported by another stack, whose resources it would wait for. */
function canWait(waiting: IConstruct, role: iam.IRole): boolean {
  if (Stage.of(role) !== Stage.of(waiting)) return false;
  return Stack.of(role) === Stack.of(waiting) || resourceOf(role) !== undefined;
}

/** Whether both are deployed together: nested stacks are with the one around them. */
function isBeside(one: IConstruct, other: IConstruct): boolean {
  return outermost(Stack.of(one)) === outermost(Stack.of(other));
}
