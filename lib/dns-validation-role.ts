// DnsValidationRole: the role to make in the account that owns a hosted zone, for certificates of another account.
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { CertificateProvider } from './certificate-provider';
import { addTo, isPrecreated } from './private/permissions/roles';
import { validationRecordStatements } from './private/permissions/validation-role';
import { isUnknown } from './private/unknown';
import { checkExternalId } from './private/external-id';
import { problemAtPath } from './private/problem-at';
import { markTrust, waitForTrusted, type Trust } from './private/zone-roles';

/** Properties of a `DnsValidationRole`. One of the three that say whom it trusts is needed. */
export interface DnsValidationRoleProps {
  /** The public hosted zones of this account into which validation records may be written. */
  readonly hostedZones: route53.IHostedZone[];

  /**
   * The account whose certificates are validated, as 12 digits. It decides itself which of its roles may assume this one;
   * the function of a `DnsCertificate` that names this role may.
   *
   * @default - `trustedProvider` or `trustedPrincipal`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
   */
  readonly trustedAccount?: string;

  /**
   * The provider in the stack whose certificates are validated: only its function may assume the role. Its stack must be
   * deployed before this role, and, in another account or Region, its `stepRole` be one with a name of its own.
   *
   * Not for other stacks that it serves, nested stacks among them. For these use `trustedAccount` with an `externalId`, or, if the
   * role is made in the stack of the certificate itself, `stepRoleFor` of the provider as `trustedPrincipal`.
   *
   * @default - `trustedAccount` or `trustedPrincipal`
   */
  readonly trustedProvider?: CertificateProvider;

  /**
   * Anybody else who may assume the role, such as an organization.
   *
   * @default - `trustedAccount` or `trustedProvider`
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
   */
  readonly trustedPrincipal?: iam.IPrincipal;

  /**
   * What whoever assumes the role must say: 2 to 1224 letters, digits and `_+=,.@:/-`.
   *
   * @default - nothing
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;

  /**
   * The names that may be validated. Upper case and trailing dots make no difference, and a wildcard is validated by the record
   * of the name that it stands under.
   *
   * @default - every name in the zones
   */
  readonly domainNames?: string[];

  /**
   * Whether the records may be removed as well, for certificates with `removeValidationRecords`.
   *
   * @default false
   */
  readonly removeValidationRecords?: boolean;

  /**
   * The name of the role, by which the other account can name it before it exists.
   *
   * @default - one that CloudFormation makes up
   */
  readonly roleName?: string;

  /**
   * The permissions boundary of the role.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * A role that may write the validation records of certificates into hosted zones, and nothing else: only CNAME records named
 * `_`, 32 characters and a name that is validated. It may also ask for the names of the zones, and remove such records if that
 * is wanted.
 *
 * Make it in the account that owns the zones, and pass it to a `DnsCertificate` of another account:
 * `validationZones: [{ hostedZone, role, externalId }]`, there as `iam.Role.fromRoleArn`.
 *
 * Throws while synthesizing if a zone is private, if a name is in none of them, and if it is not said, or said more than once,
 * whom it trusts.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/tutorial_cross-account-with-roles.html
 */
export class DnsValidationRole extends iam.Role {
  constructor(scope: Construct, id: string, props: DnsValidationRoleProps) {
    const { externalId, roleName, permissionsBoundary } = props;
    const document = new iam.PolicyDocument();
    super(scope, id, {
      assumedBy: trusted(scope, id, props),
      description:
        'cdk-dns-certificate: writes validation records of certificates of another account',
      inlinePolicies: { Records: document },
      ...(externalId !== undefined && { externalIds: [externalId] }),
      ...(roleName !== undefined && { roleName }),
      ...(permissionsBoundary !== undefined && { permissionsBoundary }),
    });
    if (externalId !== undefined) checkExternalId(this, 'externalId', externalId);
    const statements = validationRecordStatements(this, props);
    if (isPrecreated(this)) addTo(this, statements);
    else document.addStatements(...statements);
    for (const trust of trustsOf(props)) markTrust(this, trust);
    if (props.trustedProvider !== undefined) waitForTrusted(this, props.trustedProvider.stepRole);
  }
}

const ACCOUNT = /^\d{12}$/;

function trusted(scope: Construct, id: string, props: DnsValidationRoleProps): iam.IPrincipal {
  const { trustedAccount, trustedProvider, trustedPrincipal } = props;
  const fail = (problem: string): Error => problemAtPath(`${scope.node.path}/${id}`, problem);
  if (trustedAccount !== undefined && !isUnknown(trustedAccount) && !ACCOUNT.test(trustedAccount)) {
    throw fail(`trustedAccount is '${trustedAccount}'; write the 12 digits of an account`);
  }
  const [one, another] = trustsOf(props);
  const cure = 'pass one of trustedAccount, trustedProvider and trustedPrincipal';
  if (one === undefined) throw fail(`nobody is trusted; ${cure}`);
  if (another !== undefined) {
    throw fail(`several are trusted, by ${trustsOf(props).join(' and ')}; ${cure}`);
  }
  if (trustedAccount !== undefined) return new iam.AccountPrincipal(trustedAccount);
  return trustedPrincipal ?? new iam.ArnPrincipal(trustedProvider?.stepRole.roleArn ?? '');
}

/** The properties that say whom it trusts. */
function trustsOf(props: DnsValidationRoleProps): readonly Trust[] {
  const all = ['trustedAccount', 'trustedProvider', 'trustedPrincipal'] as const;
  return all.filter((property) => props[property] !== undefined);
}
