// DnsCertificate: what a user declares. One custom resource; the provider of the stack does the work.
import {
  Duration,
  type ITaggable,
  type RemovalPolicy,
  Resource,
  type TagManager,
} from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { CertificateProvider } from './certificate-provider';
import { certificateResource, zoneProperty } from './private/certificate-resource';
import { certificateNames } from './private/names';
import { checkRegion } from './private/region';
import { recordRemoval } from './private/record-removal';
import { certificateTags } from './private/tags';
import { validationZonesFor } from './private/validation-zones';
import type { ValidationZone } from './validation-zone';

/** Properties of a `DnsCertificate`. */
export interface DnsCertificateProps {
  /**
   * The first name on the certificate: a fully qualified domain name of at most 64 characters, which
   * may begin with `*.`.
   *
   * Upper case and a trailing dot make no difference. Internationalised names must be in punycode. A name
   * that is a token must be in lower case and without a trailing dot, because IAM compares it as it is.
   *
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
   */
  readonly domainName: string;

  /**
   * The other names on the certificate: each at most 253 characters, in any order. A name may be a token, but
   * their number must be known while synthesizing.
   *
   * ACM's default quota is 10 names on a certificate, the first included; AWS raises it to up to 100.
   *
   * @default - no other names
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
   */
  readonly subjectAlternativeNames?: string[];

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
   * The Region of the certificate, such as `us-east-1`, where CloudFront wants it.
   *
   * @default - the Region of the stack
   */
  readonly region?: string;

  /**
   * What becomes of the certificate when it is removed from the stack; a change replaces nothing. With `RETAIN` it stays in the account,
   * and so does one whose creation failed; `RETAIN_ON_UPDATE_OR_DELETE` keeps only one that was issued.
   *
   * @default RemovalPolicy.DESTROY
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
   */
  readonly removalPolicy?: RemovalPolicy;

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
export class DnsCertificate extends Resource implements acm.ICertificate, ITaggable {
  /** The ARN of the certificate. */
  readonly certificateArn: string;

  /** How other constructs refer to the certificate. */
  readonly certificateRef: acm.CertificateReference;

  /**
   * The tags of the certificate, at most 47. Add them by `Tags.of`; to those that leave out or name resource types,
   * it is an `AWS::CertificateManager::Certificate`.
   *
   * ACM gets them with the request itself, so that policies of an organization see them. Later changes replace nothing:
   * what is new is added first, then what is no longer there is removed. Tags that others have added stay.
   *
   * @see https://docs.aws.amazon.com/acm/latest/userguide/tags.html
   */
  readonly tags: TagManager;

  constructor(scope: Construct, id: string, props: DnsCertificateProps) {
    super(scope, id, { ...(props.region !== undefined && { region: props.region }) });
    checkRegion(this, this.env.region);
    this.tags = certificateTags(this);
    const names = certificateNames(this, props.domainName, props.subjectAlternativeNames ?? []);
    const hostedZones = validationZonesFor(this, props, names);

    const provider = CertificateProvider.getOrCreate(this);
    const removal = recordRemoval(this, props);
    const permit = provider._allow(this, {
      region: this.env.region,
      names,
      hostedZones,
      removesRecords: removal.RemoveValidationRecords === true,
    });

    const [domainName = '', ...subjectAlternativeNames] = names;
    const resource = certificateResource(this, {
      provider,
      tags: this.tags,
      waitsFor: permit.dependables,
      removalPolicy: props.removalPolicy,
      properties: {
        Region: this.env.region,
        DomainName: domainName,
        ...(subjectAlternativeNames.length > 0 && {
          SubjectAlternativeNames: subjectAlternativeNames,
        }),
        HostedZones: permit.hostedZones.map(zoneProperty),
        ...removal,
      },
    });

    this.certificateArn = resource.ref;
    // Both names of the ARN: aws-cdk-lib reads certificateId before 2.264.0 and certificateArn from then on.
    const reference = { certificateId: resource.ref, certificateArn: resource.ref };
    this.certificateRef = reference;
  }

  /**
   * The number of days until the certificate expires, as the minimum of a day.
   *
   * The metric is in the Region of the certificate and stops when it has expired.
   *
   * @see https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
   */
  metricDaysToExpiry(props?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      period: Duration.days(1),
      statistic: cloudwatch.Stats.MINIMUM,
      region: this.env.region,
      ...props,
      namespace: 'AWS/CertificateManager',
      metricName: 'DaysToExpiry',
      dimensionsMap: { CertificateArn: this.certificateArn },
    });
  }
}
