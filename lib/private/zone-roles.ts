// The roles that come with hosted zones of other accounts, if they are roles of ours: what is known of whom they trust.
import { Stack, Stage } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { CertificateProvider } from '../certificate-provider';
import { problemAt } from './problem-at';
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
 * Has a certificate wait for the roles of its zones that trust its account. CDK writes the ARN of a role of another account or
 * Region from its name, and knows of no dependency then. A role that trusts a provider waits for the provider's stack itself.
 *
 * @throws Error for a role that the certificate cannot assume
 */
export function waitForZoneRoles(
  certificate: Construct,
  zones: readonly GivenZone[],
  provider: CertificateProvider,
): void {
  zones.forEach(({ property, role }) => {
    const trust = role && trustOf(role);
    if (role === undefined || trust === undefined) return;
    if (trust === 'trustedProvider' && Stack.of(provider) !== Stack.of(certificate)) {
      throw problemAt(
        certificate,
        `${property}.role '${role.node.path}' trusts a provider's own role, and this stack is served by a role of its own; ` +
          'have it trust the account as trustedAccount, with an externalId; or, if it is made in this stack, ' +
          'new ArnPrincipal(provider.stepRoleFor(stack).roleArn) as trustedPrincipal',
      );
    }
    const isOfThisApp = Stage.of(role) === Stage.of(certificate);
    if (trust === 'trustedAccount' && isOfThisApp) certificate.node.addDependency(role);
  });
}
