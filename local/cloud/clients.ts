// Clients of MiniStack, in any of its accounts.
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { Route53Client } from '@aws-sdk/client-route-53';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An account's number as its key: MiniStack takes it for the account's root user, who may do everything. */
export function rootOf(account: string): Credentials {
  return { accessKeyId: account, secretAccessKey: 'local' };
}

export interface Place {
  readonly endpoint: string;
  readonly region: string;
}

/** The clients of whoever has the credentials. */
export type Clients = ReturnType<typeof clientsOf>;

export function clientsOf(credentials: Credentials, place: Place) {
  const client = { ...place, credentials };
  return {
    cloudFront: new CloudFrontClient(client),
    loadBalancing: (region: string) => new ElasticLoadBalancingV2Client({ ...client, region }),
    route53: new Route53Client(client),
    // A bucket's name in front of 127.0.0.1 would be no host. There are buckets in every Region.
    s3: new S3Client({ ...client, forcePathStyle: true, followRegionRedirects: true }),
    stepFunctions: new SFNClient(client),
    ssm: new SSMClient(client),
    sts: new STSClient(client),
  };
}
