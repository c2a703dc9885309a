// The presigned URL to which CloudFormation's response is put: whose it is, and when it was made. Whoever may invoke a
// function can name any address, so only CloudFormation's own are written to.

/** The Amazon S3 hosts of every partition, as aws-cdk-lib's region-info knows their DNS suffixes. */
const HOST =
  /^cloudformation-custom-resource-response-[a-z0-9-]+\.s3[a-z0-9.-]*\.(amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** In the form of signature that knows only when it expires. */
const VALID_SECONDS = 7200;

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Whether a response may be put there. Plain HTTP on this machine only where the function's own calls to AWS stay on it,
 * which is how a local cloud runs it.
 */
export function isResponseUrl(text: string, environment: Environment): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return url.port === '' && HOST.test(url.hostname);
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname) && isLocal(environment);
}

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function isLocal(environment: Environment): boolean {
  const endpoints = Object.entries(environment).flatMap(([name, value = '']) =>
    name === 'AWS_ENDPOINT_URL' || name.startsWith('AWS_ENDPOINT_URL_') ? [value] : [],
  );
  return endpoints.some((each) => URL.canParse(each) && LOOPBACK.test(new URL(each).hostname));
}

/** When CloudFormation signed it, which is when it made the request; undefined if the URL does not say. */
export function signedAt(text: string): number | undefined {
  const query = new URL(text).searchParams;
  const amzDate = query.get('X-Amz-Date') ?? '';
  if (AMZ_DATE.test(amzDate)) {
    return Date.parse(amzDate.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
  }
  const expires = Number(query.get('Expires') || NaN);
  return Number.isNaN(expires) ? undefined : (expires - VALID_SECONDS) * 1000;
}
