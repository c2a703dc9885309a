// Who uses a certificate in the local cloud: the load balancers in its Region, by their listeners, and the
// distributions of CloudFront. ACM names the load balancer, not the listener.
import {
  paginateListDistributions,
  type CloudFrontClient,
  type DistributionSummary,
} from '@aws-sdk/client-cloudfront';
import {
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Associations } from '../emulator';

export interface Consumers {
  readonly loadBalancing: (region: string) => ElasticLoadBalancingV2Client;
  readonly cloudFront: CloudFrontClient;
}

export function associationsOf({ loadBalancing, cloudFront }: Consumers): Associations {
  return {
    usersOf: async (certificateArn) => {
      const region = certificateArn.split(':')[3] ?? '';
      const users = await Promise.all([
        loadBalancersWith(loadBalancing(region), certificateArn),
        distributionsWith(cloudFront, certificateArn),
      ]);
      return users.flat();
    },
  };
}

async function loadBalancersWith(
  client: ElasticLoadBalancingV2Client,
  certificateArn: string,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, {})) {
    for (const { LoadBalancerArn = '' } of LoadBalancers) {
      if (await hasListenerWith(client, LoadBalancerArn, certificateArn))
        found.push(LoadBalancerArn);
    }
  }
  return found;
}

async function hasListenerWith(
  client: ElasticLoadBalancingV2Client,
  loadBalancerArn: string,
  certificateArn: string,
): Promise<boolean> {
  const pages = paginateDescribeListeners({ client }, { LoadBalancerArn: loadBalancerArn });
  for await (const { Listeners = [] } of pages) {
    const certificates = Listeners.flatMap(({ Certificates = [] }) => Certificates);
    if (certificates.some(({ CertificateArn }) => CertificateArn === certificateArn)) return true;
  }
  return false;
}

async function distributionsWith(
  client: CloudFrontClient,
  certificateArn: string,
): Promise<string[]> {
  const found: string[] = [];
  for await (const { DistributionList } of paginateListDistributions({ client }, {})) {
    const using = (DistributionList?.Items ?? []).filter(
      ({ ViewerCertificate }: DistributionSummary) =>
        ViewerCertificate?.ACMCertificateArn === certificateArn,
    );
    found.push(...using.map(({ ARN = '' }) => ARN));
  }
  return found;
}
