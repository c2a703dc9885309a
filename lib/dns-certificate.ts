// DnsCertificate: what a user declares. One custom resource; the provider of the stack does the work.
import {
  Annotations,
  Duration,
  type ITaggable,
  type RemovalPolicy,
  Resource,
  type TagManager,
  Tags,
} from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { CertificateProvider } from './certificate-provider';
import type { PemParameters, PemParametersOptions } from './pem-parameters';
import { CertificateOutputs } from './private/certificate-outputs';
import { certificateKind, kindProperties } from './private/certificate-kind';
import { certificateResource, zoneProperty } from './private/certificate-resource';
import { problemsWithConsumers } from './private/consumers';
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
   * The algorithm of its key. ACM issues public certificates with `RSA_2048`, `EC_prime256v1` and `EC_secp384r1`. A change
   * replaces the certificate.
   *
   * @default KeyAlgorithm.RSA_2048
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
   */
  readonly keyAlgorithm?: acm.KeyAlgorithm;

  /**
   * Whether the certificate may be exported with its private key, to be used outside of AWS. AWS charges for each name on
   * such a certificate when it is issued and when it is renewed. A change replaces the certificate.
   *
   * @default false
   * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-exportable-certificates.html
   */
  readonly allowExport?: boolean;

  /**
   * What ACM's console shows as the name: the tag `Name`, of at most 256 characters. A change changes the tag in place.
   *
   * @default - no such tag, unless `Tags.of` gives one
   * @see https://docs.aws.amazon.com/acm/latest/userguide/tags.html
   */
  readonly certificateName?: string;

  /**
   * How long the deployment waits for ACM to issue the certificate before it fails: 1 to 55 minutes, counted from
   * CloudFormation's request. Domain validation takes minutes where the hosted zone is the one that the domain is delegated to.
   *
   * @default Duration.minutes(55)
   */
  readonly validationTimeout?: Duration;

  /**
   * Whether the deployment waits until ACM has issued the certificate. If not, it goes on when the validation records are
   * written, with a certificate that is PENDING_VALIDATION. Whatever uses it must not be in the same deployment then:
   * CloudFront, load balancers, API Gateway and Cognito refuse a certificate that is not issued. ACM gives up
   * what it could not validate in 72 hours.
   *
   * @default true
   * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly waitForIssuance?: boolean;

  /**
   * What serves the certificate. One of another stack, in the same account and Region, saves this stack two functions, two roles,
   * the state machine and the log group; this stack then depends on that one. A change needs another id for the certificate, which
   * replaces it: CloudFormation cannot change what serves a resource.
   *
   * @default - the provider of the stack, or of the stack around a nested one
   */
  readonly provider?: CertificateProvider;

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

  private readonly outputs: CertificateOutputs;

  constructor(scope: Construct, id: string, props: DnsCertificateProps) {
    super(scope, id, { ...(props.region !== undefined && { region: props.region }) });
    checkRegion(this, this.env.region);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- who passes it is told
    if (props.transparencyLoggingEnabled === false) warnOfTransparencyLogging(this);
    this.tags = certificateTags(this);
    if (props.certificateName !== undefined) Tags.of(this).add('Name', props.certificateName);
    const names = certificateNames(this, props.domainName, props.subjectAlternativeNames ?? []);
    const hostedZones = validationZonesFor(this, props, names);
    const kind = certificateKind(this, props);
    const removal = recordRemoval(this, props);
    const provider = props.provider ?? CertificateProvider.getOrCreate(this);
    const permit = provider._allow(this, {
      ...{ region: this.env.region, names, hostedZones, kind },
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
        ...kindProperties(this, props),
        ...(permit.stepRoleArn !== undefined && { StepRoleArn: permit.stepRoleArn }),
        HostedZones: permit.hostedZones.map(zoneProperty),
        ...removal,
      },
    });

    this.outputs = new CertificateOutputs(this, { resource, provider, names });

    this.node.addValidation({ validate: () => problemsWithConsumers(resource, this.env.region) });

    this.certificateArn = resource.ref;
    // Both names of the ARN: aws-cdk-lib reads certificateId before 2.264.0 and certificateArn from then on.
    const reference = { certificateId: resource.ref, certificateArn: resource.ref };
    this.certificateRef = reference;
  }

  /**
   * The serial number of the certificate: bytes in hexadecimal, with colons between them, as ACM shows it.
   *
   * This and the five that follow are as of the last deployment that created or changed the certificate: ACM renews it without
   * one. They are empty strings while it is not issued, which only `waitForIssuance: false` lets a stack see.
   *
   * @attribute
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
   */
  get certificateSerialNumber(): string {
    return this.outputs.attribute('SerialNumber');
  }

  /**
   * The SHA-256 fingerprint of the certificate: 32 bytes in capital hexadecimal, with colons between them, as
   * `openssl x509 -fingerprint -sha256` prints it. Who asks for it lets the handlers call acm:GetCertificate.
   *
   * @attribute
   */
  get certificateFingerprint(): string {
    return this.outputs.attribute('Fingerprint');
  }

  /**
   * The time from which on the certificate is valid, in ISO 8601 and UTC.
   *
   * @attribute
   */
  get certificateNotBefore(): string {
    return this.outputs.attribute('NotBefore');
  }

  /**
   * The time until which the certificate is valid, in ISO 8601 and UTC.
   *
   * @attribute
   */
  get certificateNotAfter(): string {
    return this.outputs.attribute('NotAfter');
  }

  /**
   * The name of the authority that has issued the certificate, as ACM says it.
   *
   * @attribute
   */
  get certificateIssuer(): string {
    return this.outputs.attribute('Issuer');
  }

  /**
   * The algorithm of the key, as `keyAlgorithm` names it, such as `RSA_2048`.
   *
   * @attribute
   */
  get certificateKeyAlgorithm(): string {
    return this.outputs.attribute('KeyAlgorithm');
  }

  /**
   * Has the certificate and its chain written into two parameters of Systems Manager's Parameter Store, as PEM, for whatever
   * needs the certificate itself and not its ARN: to pin it, to trust it, to check it. The private key stays in ACM.
   *
   * They are in the Region of the stack, wherever the certificate is; written when ACM has issued it; and deleted with it. A
   * parameter that somebody else has made is not overwritten: the deployment fails. With `waitForIssuance: false` they are written
   * by the first change of the certificate after it is issued. ACM's renewals reach them with the next such change.
   *
   * Called again without names, it returns the same.
   *
   * Throws if a name is none that Parameter Store takes, if it comes from a resource, and if the names on the certificate are
   * too many for its PEM to fit into the 8 KB of a parameter.
   *
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_GetCertificate.html
   */
  pemParameters(options?: PemParametersOptions): PemParameters {
    return this.outputs.pemParameters(options);
  }

  /**
   * The number of days until the certificate expires, as the minimum of a day.
   *
   * The metric is in the Region of the certificate and stops when it has expired. An alarm must be in the same Region: for a
   * certificate outside that of its stack, CloudWatch's alarms in the stack cannot watch it, and `createAlarm` throws.
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

function warnOfTransparencyLogging(scope: Construct): void {
  Annotations.of(scope).addWarningV2(
    'cdk-dns-certificate:transparencyLogging',
    'transparencyLoggingEnabled is false, and ACM has logged every certificate since June 2026; leave it out',
  );
}
