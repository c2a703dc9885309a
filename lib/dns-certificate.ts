// DnsCertificate: what a user declares. One custom resource; the provider of the stack does the work.
import { Annotations } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { CertificateBase, type CertificateBaseProps } from './certificate-base';
import { recordRemoval } from './private/record-removal';
import { validationZonesFor } from './private/validation-zones';
import { waitForZoneRoles } from './private/zone-roles';
import type { ValidationZone } from './validation-zone';

/** Properties of a `DnsCertificate`. */
export interface DnsCertificateProps extends CertificateBaseProps {
  /**
   * The public hosted zone that serves every name of the certificate. The validation records are
   * written into it, and stay there: ACM renews the certificate as long as they do. See `removeValidationRecords`.
   *
   * One of `hostedZone`, `validation` and `validationZones` is needed.
   *
   * @default - the zones of `validation` or `validationZones`
   * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * The public hosted zones as `acm.Certificate` takes them: `CertificateValidation.fromDns(zone)` for one zone that serves
   * every name, `CertificateValidation.fromDnsMultiZone({ name: zone })` for several. A name that such a map does not list
   * goes into the zone with the longest name that it ends in. Beside `hostedZone`, it must name the same zone.
   *
   * @default - `hostedZone` or `validationZones`
   * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly validation?: acm.CertificateValidation;

  /**
   * The public hosted zones, some of which may be in other accounts. Each name goes into the zone with the longest name that
   * it ends in, on the boundary of a label. A zone that serves none of the names makes no difference.
   *
   * A zone whose name is not known while synthesizing is asked for it in the deployment, before anything is requested.
   *
   * @default - `hostedZone` or `validation`
   * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly validationZones?: ValidationZone[];

  /**
   * Whether the validation records of a certificate that is deleted are removed from the hosted zone, so that the zone can
   * be deleted.
   *
   * All certificates of an account share the record of a name, and ACM renews them by it: a record stays as long as any
   * other certificate of the account needs it, in any Region, whatever its key; and if not all Regions can be asked. It takes
   * about a minute.
   *
   * @default false - they stay: ACM validates the names at once when they are requested again
   * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly removeValidationRecords?: boolean;

  /**
   * The only Regions, besides the certificate's own, in which certificates of this account may need the validation records.
   * Only with `removeValidationRecords`.
   *
   * @default - all Regions that are enabled for the account
   */
  readonly validationRecordRegions?: string[];

  /**
   * As `acm.Certificate` has it. It changes nothing: since June 2026 ACM logs every certificate.
   *
   * @default true
   * @deprecated leave it out
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateOptions.html
   */
  readonly transparencyLoggingEnabled?: boolean;
}

/**
 * A public certificate of AWS Certificate Manager (ACM), validated by DNS in Route 53.
 *
 * The deployment goes on when ACM has issued it, and fails with a reason if ACM does not within 55
 * minutes. It is deleted when nothing uses it any more.
 *
 * Throws while synthesizing if a hosted zone is private, if none covers a name, if two cannot be told apart, and if a name or
 * the Region is one that ACM would refuse, as far as that is known by then: a zone that was imported does not say whether it
 * is private.
 *
 * @see https://docs.aws.amazon.com/acm/latest/userguide/gs.html
 */
export class DnsCertificate extends CertificateBase {
  constructor(scope: Construct, id: string, props: DnsCertificateProps) {
    super(scope, id, props);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- who passes it is told
    if (props.transparencyLoggingEnabled === false) warnOfTransparencyLogging(this);
    const properties = recordRemoval(this, props);
    const { serving, given } = validationZonesFor(this, props, this._names);
    const provider = this._make(props, {
      hostedZones: serving,
      removesRecords: properties.RemoveValidationRecords === true,
      properties,
    });
    waitForZoneRoles(this, given, provider);
  }
}

function warnOfTransparencyLogging(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'cdk-dns-certificate:transparencyLogging',
    'transparencyLoggingEnabled is false, and ACM has logged every certificate since June 2026; leave it out',
  );
}
