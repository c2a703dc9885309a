// The presigned URL that CloudFormation puts into an event, in the form of those that are in public logs.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { createHash } from 'node:crypto';
import { ACCOUNT } from './names';

/** A little more than the hour that CloudFormation waits at most. */
const EXPIRES_SECONDS = 7200;

export const RESPONSE_HOST =
  /^cloudformation-custom-resource-response-[a-z0-9]+\.s3[.-][a-z0-9.-]*amazonaws\.com(\.cn)?$/;

export interface ResponseUrlParts {
  readonly region: string;
  readonly stackId: string;
  readonly logicalResourceId: string;
  /** A UUID of its own. */
  readonly id: string;
  readonly timeMs: number;
}

export function responseUrl(parts: ResponseUrlParts): string {
  const { region, stackId, logicalResourceId, id, timeMs } = parts;
  const date = new Date(timeMs).toISOString().replace(/\.\d+|[:-]/g, '');
  const [arn = '', ...rest] = `${stackId}|${logicalResourceId}|${id}`.split('/');
  const key = [arn, ...rest].map(encodeURIComponent).join('/');
  const scope = `${ACCOUNT}/${date.slice(0, 8)}/${region}/s3/aws4_request`;
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(EXPIRES_SECONDS),
    'X-Amz-Credential': scope,
  });
  const unsigned = `https://${hostIn(region)}/${key}?${query.toString()}`;
  const signature = createHash('sha256').update(unsigned).digest('hex');
  return `${unsigned}&X-Amz-Signature=${signature}`;
}

export function hasExpired(url: URL, timeMs: number): boolean {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(url.searchParams.get('X-Amz-Date') ?? '') ??
    [];
  const signed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return timeMs > signed + Number(url.searchParams.get('X-Amz-Expires')) * 1000;
}

function hostIn(region: string): string {
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  if (region === 'us-east-1') return `${bucket}.s3.amazonaws.com`;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `${bucket}.s3.${region}.${suffix}`;
}
