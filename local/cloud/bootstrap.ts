// `cdk bootstrap` of the local cloud, whose endpoint is http.
import { DeleteBucketPolicyCommand, type S3Client } from '@aws-sdk/client-s3';
import { cdk, type CdkPlace } from './cdk';
import type { Cloud } from './cloud';

export interface Target {
  readonly account: string;
  readonly region: string;
}

export async function bootstrap(
  cloud: CdkPlace & Pick<Cloud, 's3'>,
  target: Target,
  context: readonly string[],
): Promise<void> {
  const environment = `aws://${target.account}/${target.region}`;
  await cdk(cloud, ['bootstrap', environment, ...context], () => undefined);
  await allowHttp(cloud.s3, target);
}

/**
 * Deletes the policy of the bucket that assets are uploaded to. All that it does is deny requests over http, and the
 * local cloud speaks nothing else: with IAM enforced no role could upload. What the roles of the bootstrap stack and
 * their trust allow stays in force.
 */
export async function allowHttp(s3: S3Client, { account, region }: Target): Promise<void> {
  // CDK's name of it, with the qualifier that bootstrap stacks have by default.
  const Bucket = `cdk-hnb659fds-assets-${account}-${region}`;
  await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
}
