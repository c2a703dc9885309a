// What every certificate of ours has, however it is validated: the properties of both classes, and one custom resource, under
// the same child id. So the class can be changed in a deployed stack.
import {
  type CfnResource,
  Duration,
  type ITaggable,
  type RemovalPolicy,
  Resource,
  type TagManager,
  Tags,
} from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { CertificateProvider } from './certificate-provider';
import type { PemParameters, PemParametersOptions } from './pem-parameters';
import { CertificateOutputs } from './private/certificate-outputs';
import { certificateKind, kindProperties } from './private/certificate-kind';
import {
  certificateResource,
  zoneProperty,
  type CertificateResourceProps,
} from './private/certificate-resource';
import { warnOfDeafAlarms } from './private/alarms';
import { problemsWithConsumers } from './private/consumers';
import { certificateNames } from './private/names';
import { problemAt } from './private/problem-at';
import { checkRegion } from './private/region';
import { certificateTags } from './private/tags';
import type { ServingZone } from './private/validation-zones';

/** Properties that certificates have however they are validated. */
export interface CertificateBaseProps {
  /**
   * The first name on the certificate: a fully qualified domain name of at most 64 characters, which
   * may begin with `*.`.
   *
   * Upper case and a trailing dot make no difference. Internationalised names must be in punycode. A name
   * that is a token, or a dynamic reference of CloudFormation, must be in lower case and without a trailing dot, because IAM
   * compares it as it is.
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
   * CloudFormation's request.
   *
   * @default Duration.minutes(55)
   */
  readonly validationTimeout?: Duration;

  /**
   * Whether the deployment waits until ACM has issued the certificate. If not, it goes on with a certificate that is
   * PENDING_VALIDATION. Whatever uses it must not be in the same deployment then: CloudFront, load balancers, API Gateway and
   * Cognito refuse a certificate that is not issued. ACM gives up what was not validated within 72 hours.
   *
   * @default true
   * @see https://docs.aws.amazon.com/acm/latest/userguide/domain-ownership-validation.html
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
   * and so does one whose creation failed; with `RETAIN_ON_UPDATE_OR_DELETE` it stays, unless the deployment that creates it is
   * rolled back.
   *
   * A certificate that is to stay is tagged so, and no clean-up of the handlers takes it then. `addOverride('DeletionPolicy', 'Retain')`
   * on its resource does not tag it: use this property or `applyRemovalPolicy`.
   *
   * @default RemovalPolicy.DESTROY
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** What is there once the custom resource is made. */
interface Made {
  readonly resource: CfnResource;
  readonly outputs: CertificateOutputs;
}

/** How a certificate is validated. */
interface Validation {
  /** By DNS, in these; by e-mail if they are undefined. */
  readonly hostedZones?: readonly ServingZone[];
  readonly removesRecords?: boolean;
  readonly properties: Partial<CertificateResourceProps['properties']>;
}

/**
 * A public certificate of AWS Certificate Manager (ACM): a `DnsCertificate` or an `EmailCertificate`.
 *
 * Under one construct id one can be changed into the other in a deployed stack, and from e-mail to DNS the certificate stays.
 *
 * Not for extension by others: what its subclasses override and call is internal, and changes without notice.
 */
export abstract class CertificateBase extends Resource implements acm.ICertificate, ITaggable {
  /**
   * The tags of the certificate, at most 47: those that the stack was made with, which CloudFormation would not give it, and those
   * that `Tags.of` adds; to those that leave out or name resource types, it is an `AWS::CertificateManager::Certificate`.
   *
   * ACM gets them with the request itself, so that policies of an organization see them. Later changes replace nothing:
   * what is new is added first, then what is no longer there is removed. Tags that others have added stay.
   *
   * @see https://docs.aws.amazon.com/acm/latest/userguide/tags.html
   */
  readonly tags: TagManager;

  private readonly names: readonly string[];
  private making: Made | undefined;

  constructor(scope: Construct, id: string, props: CertificateBaseProps) {
    super(scope, id, { ...(props.region !== undefined && { region: props.region }) });
    checkRegion(this, this.env.region);
    this.tags = certificateTags(this);
    if (props.certificateName !== undefined) Tags.of(this).add('Name', props.certificateName);
    this.names = certificateNames(this, props.domainName, props.subjectAlternativeNames ?? []);
  }

  /** The ARN of the certificate. */
  get certificateArn(): string {
    return this.made.resource.ref;
  }

  /** How other constructs refer to the certificate. */
  get certificateRef(): acm.CertificateReference {
    // Both names of the ARN: aws-cdk-lib reads certificateId before 2.264.0 and certificateArn from then on.
    const reference = {
      certificateId: this.made.resource.ref,
      certificateArn: this.made.resource.ref,
    };
    return reference;
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
    return this.made.outputs.attribute('SerialNumber');
  }

  /**
   * The SHA-256 fingerprint of the certificate: 32 bytes in capital hexadecimal, with colons between them, as
   * `openssl x509 -fingerprint -sha256` prints it. Who asks for it lets the handlers call acm:GetCertificate.
   *
   * @attribute
   */
  get certificateFingerprint(): string {
    return this.made.outputs.attribute('Fingerprint');
  }

  /**
   * The time from which on the certificate is valid, in ISO 8601 and UTC.
   *
   * @attribute
   */
  get certificateNotBefore(): string {
    return this.made.outputs.attribute('NotBefore');
  }

  /**
   * The time until which the certificate is valid, in ISO 8601 and UTC.
   *
   * @attribute
   */
  get certificateNotAfter(): string {
    return this.made.outputs.attribute('NotAfter');
  }

  /**
   * The name of the authority that has issued the certificate, as ACM says it.
   *
   * @attribute
   */
  get certificateIssuer(): string {
    return this.made.outputs.attribute('Issuer');
  }

  /**
   * The algorithm of the key, as `keyAlgorithm` names it, such as `RSA_2048`.
   *
   * @attribute
   */
  get certificateKeyAlgorithm(): string {
    return this.made.outputs.attribute('KeyAlgorithm');
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
    return this.made.outputs.pemParameters(options);
  }

  /**
   * The number of days until the certificate expires, as the minimum of a day.
   *
   * The metric is in the Region of the certificate and stops when it has expired. An alarm must be in the same Region: for a
   * certificate outside that of its stack, CloudWatch's alarms in the stack cannot watch it, and `createAlarm` throws if the
   * Region of the stack is known. If it is not, synthesis warns of the alarm.
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

  /**
   * All names in normal form, the first one first, each once.
   *
   * @internal
   */
  protected get _names(): readonly string[] {
    return this.names;
  }

  /**
   * Makes the custom resource, and returns what serves it. Throws if IAM has no room for what it needs.
   *
   * @internal
   */
  protected _make(props: CertificateBaseProps, validation: Validation): CertificateProvider {
    const { hostedZones, removesRecords = false, properties } = validation;
    const { region } = this.env;
    const method = hostedZones === undefined ? 'EMAIL' : 'DNS';
    const kind = { ...certificateKind(this, props), method } as const;
    const provider = props.provider ?? CertificateProvider.getOrCreate(this);
    const permit = provider._allow(this, {
      region,
      names: this.names,
      hostedZones: hostedZones ?? [],
      kind,
      removesRecords,
    });
    const [domainName = '', ...others] = this.names;
    const resource = certificateResource(this, {
      provider,
      tags: this.tags,
      waitsFor: permit.dependables,
      removalPolicy: props.removalPolicy,
      properties: {
        Region: region,
        DomainName: domainName,
        ...(others.length > 0 && { SubjectAlternativeNames: others }),
        ...kindProperties(this, props),
        ...(permit.stepRoleArn !== undefined && { StepRoleArn: permit.stepRoleArn }),
        ...(hostedZones !== undefined && { HostedZones: permit.hostedZones.map(zoneProperty) }),
        ...properties,
      },
    });
    const outputs = new CertificateOutputs(this, { resource, provider, names: this.names });
    this.making = { resource, outputs };
    this.node.addValidation({
      validate: () => {
        warnOfDeafAlarms(this, resource, region);
        return problemsWithConsumers(resource, region);
      },
    });
    return provider;
  }

  private get made(): Made {
    if (this.making !== undefined) return this.making;
    throw problemAt(
      this,
      'its ARN is asked for before it is made; ask when its constructor is done',
    );
  }
}
