// ValidationZone: a hosted zone in which a certificate is validated, and how its records get there.
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as route53 from 'aws-cdk-lib/aws-route53';

/** A public hosted zone in which validation records are written, in this account or another. */
export interface ValidationZone {
  /**
   * The zone. A name of the certificate goes into the zone with the longest name that it ends in.
   *
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html
   */
  readonly hostedZone: route53.IHostedZone;

  /**
   * The role to assume for writing into the zone, where it is in another account: a `DnsValidationRole` there, or any role
   * that the function may assume and that may write the validation records.
   *
   * @default - the function's own role writes into the zone
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html
   */
  readonly role?: iam.IRole;

  /**
   * What the role wants to be told by whoever assumes it: 2 to 1224 letters, digits and `_+=,.@:/-`. Only together with `role`.
   * It is no secret, and cannot come from one: CloudFormation resolves no `secretsmanager` or `ssm-secure` for a custom resource.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html
   */
  readonly externalId?: string;
}
