// How long AWS takes, in seconds. The defaults are awkward on purpose: records come late and one by
// one, changes are pending at first, and InUseBy lags, so that no caller grows assumptions.

export interface Timings {
  /**
   * Until then DescribeCertificate reports a DNS certificate as EMAIL and without a record, as
   * observed in binxio/cfn-certificate-provider issue 41. A guess at "the first moments".
   */
  readonly methodSettles: number;
  /**
   * When the first ResourceRecord appears: RequestCertificate's documentation speaks of "several
   * seconds" before the details can be read.
   */
  readonly firstRecord: number;
  /** The others follow one by one, in the order of the names (aws-sdk-js issue 2133). */
  readonly eachFurtherRecord: number;
  /**
   * PENDING to INSYNC. Route 53 usually needs up to 60 s; shorter here so that people at a prompt
   * do not wait. A changed record cannot be looked up earlier.
   */
  readonly propagation: number;
  /** From the last name validated to ISSUED. AWS needs minutes; only the order of events matters. */
  readonly issuance: number;
  /** From the request to FAILED if ACM refuses the domain as such. A guess: AWS does not say when. */
  readonly screening: number;
  /** ACM gives up after 72 hours. @see https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html */
  readonly validationTimeout: number;
  /**
   * How long InUseBy still names a user that has let go: some 10 s for a load balancer
   * (aws-cdk issue 4179), up to 20 minutes for CloudFront and API Gateway.
   */
  readonly inUseLag: number;
}

export const DEFAULT_TIMINGS: Timings = {
  methodSettles: 1,
  firstRecord: 2,
  eachFurtherRecord: 1,
  propagation: 2,
  issuance: 3,
  screening: 3,
  validationTimeout: 72 * 60 * 60,
  inUseLag: 10,
};
