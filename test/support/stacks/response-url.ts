// The presigned URL to which a custom resource puts its response: an object in a bucket of the stack's Region.
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
import { createHash } from 'node:crypto';

/** Every URL that is shown in public since 2019 is valid for two hours. */
export const VALID_SECONDS = 7200;

export function responseUrl(key: string, region: string, nowMs: number): string {
  const date = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  const query = new URLSearchParams({
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': date,
    'X-Amz-SignedHeaders': 'host',
    'X-Amz-Expires': String(VALID_SECONDS),
    'X-Amz-Credential': `AKIAIOSFODNN7EXAMPLE/${date.slice(0, 8)}/${region}/s3/aws4_request`,
    'X-Amz-Signature': createHash('sha256').update(`${key} ${date}`).digest('hex'),
  });
  return `https://${bucket}.${endpoint(region)}/${encodeURIComponent(key)}?${query.toString()}`;
}

/** https://docs.aws.amazon.com/general/latest/gr/s3.html */
function endpoint(region: string): string {
  if (region === 'us-east-1') return 's3.amazonaws.com';
  return `s3.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
