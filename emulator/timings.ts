// How long AWS takes, in seconds, and how late the emulator is by default: records come late and one by one,
// changes are PENDING at first and InUseBy lags, so that a caller that expects them at once fails here and not on
// AWS. A delay of minutes is shortened to seconds, so that people at a prompt do not wait.

export interface Timings {
  /**
   * From the request until DescribeCertificate gives more than the ARN: before, names, status and validations are
   * missing. AWS: "a delay of several seconds". Which members are missing, and how long, is a guess.
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
   * @see https://github.com/dflook/cloudformation-dns-certificate/issues/6
   */
  readonly detailSeconds: number;
  /** From the request until ListCertificates shows the certificate. A guess: AWS does not say. */
  readonly listedAfterSeconds: number;
  /**
   * How much later than DescribeCertificate ListCertificates shows a new status, with what comes with it. A guess.
   */
  readonly listedStatusLagSeconds: number;
  /**
   * How long ListCertificates and GetCertificate still show a deleted certificate, of which every other operation says
   * ResourceNotFoundException at once. AWS: "a short delay".
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html
   */
  readonly deletionLagSeconds: number;
  /**
   * From the request until DescribeCertificate reports DNS: before, it reports EMAIL and no record.
   * How long AWS takes is a guess.
   * @see https://github.com/binxio/cfn-certificate-provider/issues/41
   */
  readonly methodLagSeconds: number;
  /**
   * From the request until the ResourceRecord of the first name appears. AWS: "a delay of several seconds".
   * @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
   */
  readonly firstRecordSeconds: number;
  /**
   * How much later than the record of the name before it each further record appears.
   * @see https://github.com/aws/aws-sdk-js/issues/2133
   */
  readonly furtherRecordSeconds: number;
  /**
   * From the request until ValidationEmails names the mailboxes to which the mails go; it is empty before. How long AWS takes is a
   * guess.
   * @see https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/acm/certificate.go
   */
  readonly mailboxesSeconds: number;
  /**
   * How long Route 53 works on a change of records. Another change in the same hosted zone is refused meanwhile, with
   * PriorRequestNotComplete. How long AWS takes is a guess.
   * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html#limits-api-requests
   */
  readonly changeSeconds: number;
  /**
   * From a change of records until it is INSYNC and can be looked up. AWS: usually within 60 seconds.
   * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
   */
  readonly propagationSeconds: number;
  /** From the validation of the last name to ISSUED. AWS takes minutes. */
  readonly issuanceSeconds: number;
  /** From the request to FAILED if ACM refuses the domain itself. A guess: AWS does not say. */
  readonly screeningSeconds: number;
  /**
   * From the request to VALIDATION_TIMED_OUT: 72 hours; and from that of a migration to DNS to its failure.
   * @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
   */
  readonly validationTimeoutSeconds: number;
  /**
   * How long InUseBy names a user that has let go: about 10 s for a load balancer, up to 20 minutes for CloudFront
   * and API Gateway.
   * @see https://github.com/aws/aws-cdk/issues/4179
   */
  readonly inUseLagSeconds: number;
  /**
   * How long the name of a deleted parameter cannot be given again. AWS: "wait for at least 30 seconds". That it answers
   * ParameterAlreadyExists meanwhile is a guess.
   * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html
   */
  readonly parameterNameHeldSeconds: number;
}

export const DEFAULT_TIMINGS: Timings = {
  detailSeconds: 0.5,
  listedAfterSeconds: 2,
  listedStatusLagSeconds: 2,
  deletionLagSeconds: 5,
  methodLagSeconds: 1,
  firstRecordSeconds: 2,
  furtherRecordSeconds: 1,
  mailboxesSeconds: 2,
  changeSeconds: 0.25,
  propagationSeconds: 2,
  issuanceSeconds: 3,
  screeningSeconds: 3,
  validationTimeoutSeconds: 72 * 60 * 60,
  inUseLagSeconds: 10,
  parameterNameHeldSeconds: 30,
};
