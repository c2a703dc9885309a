// How often AWS lets an account call, as token buckets: `perSecond` tokens flow in all the time, a full bucket holds
// `burst`, and each call takes one.

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/**
 * AWS publishes ACM's rates but not the size of its buckets. That a bucket holds the tokens of one second is a guess.
 * @see https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html#api-rate-limits
 */
const ofOneSecond = (perSecond: number): Rate => ({ perSecond, burst: Math.max(1, perSecond) });

/**
 * An entry with an operation limits that operation, one without it all operations of the service together.
 * Operations that the emulator does not know are not here; neither is Route 53's limit of record changes.
 */
export const PUBLISHED_RATES = {
  // Each account and Region. https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html#api-rate-limits
  'acm:AddTagsToCertificate': ofOneSecond(5),
  'acm:DeleteCertificate': ofOneSecond(10),
  'acm:DescribeCertificate': ofOneSecond(10),
  'acm:GetCertificate': ofOneSecond(10),
  'acm:ListCertificates': ofOneSecond(1),
  'acm:ListTagsForCertificate': ofOneSecond(10),
  'acm:RemoveTagsFromCertificate': ofOneSecond(5),
  'acm:RequestCertificate': ofOneSecond(5),
  'acm:ResendValidationEmail': ofOneSecond(1),
  'acm:UpdateCertificateOptions': ofOneSecond(5),
  // Each account, since July 2026. An operation that has no entry has a bucket like the one of all together, which is
  // never emptied first. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/throttling-api-requests.html
  route53: { perSecond: 10, burst: 50 },
  'route53:CreateHostedZone': { perSecond: 2, burst: 40 },
  'route53:DeleteHostedZone': { perSecond: 5, burst: 40 },
  // Each account and Region, before somebody has it raised. Those of other operations are not published.
  // https://docs.aws.amazon.com/general/latest/gr/ssm.html#limits_ssm
  'ssm:GetParameter': ofOneSecond(40),
  'ssm:PutParameter': ofOneSecond(3),
  // Each account and Region: all of STS's operations together; the size of the bucket is a guess.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  // https://github.com/awslabs/mountpoint-s3/issues/1358
  sts: ofOneSecond(600),
} as const satisfies Readonly<Record<string, Rate>>;

export type RateName = keyof typeof PUBLISHED_RATES;

/** What AWS publishes, none at all, or what it publishes but for those given. */
export type Rates =
  'published' | 'unlimited' | Readonly<Partial<Record<RateName, Rate | 'unlimited'>>>;

/** The rates that hold, by name; what is not in here is not limited. */
export function ratesFrom(rates: Rates): ReadonlyMap<string, Rate> {
  if (rates === 'unlimited') return new Map();
  const given = { ...PUBLISHED_RATES, ...(rates === 'published' ? {} : rates) };
  const limited = new Map<string, Rate>();
  for (const [name, rate] of Object.entries(given)) {
    if (rate !== 'unlimited') limited.set(name, rate);
  }
  return limited;
}
