// Who uses a certificate in the local cloud: the load balancers in its account and Region, by their listeners, and the
// account's distributions of CloudFront. ACM names the load balancer, not the listener.
import {
  paginateListDistributions,
  type CloudFrontClient,
  type DistributionSummary,
} from '@aws-sdk/client-cloudfront';
import {
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  LoadBalancerNotFoundException,
  type ElasticLoadBalancingV2Client,
  type Listener,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { CertificateUsers } from 'acm-emulator';

/** The clients through which users are found. */
export interface UserClients {
  readonly loadBalancing: (region: string) => ElasticLoadBalancingV2Client;
  readonly cloudFront: CloudFrontClient;
}

/** @param clientsIn those of the root user of an account: only resources in its own account use a certificate */
export function usersIn(clientsIn: (account: string) => UserClients): CertificateUsers {
  return {
    usersOf: async (certificateArn) => {
      const [region = '', account = ''] = certificateArn.split(':').slice(3);
      const { loadBalancing, cloudFront } = clientsIn(account);
      const [listeners, distributions] = await Promise.all([
        listenersOf(loadBalancing(region)),
        distributionsOf(cloudFront),
      ]);
      return usersAmong(certificateArn, listeners, distributions);
    },
  };
}

/** The ARNs of the load balancers and distributions with the certificate, each once. */
export function usersAmong(
  certificateArn: string,
  listeners: readonly Listener[],
  distributions: readonly DistributionSummary[],
): string[] {
  const loadBalancers = listeners
    .filter(({ Certificates = [] }) =>
      Certificates.some(({ CertificateArn }) => CertificateArn === certificateArn),
    )
    .map(({ LoadBalancerArn = '' }) => LoadBalancerArn);
  const served = distributions
    .filter(({ ViewerCertificate }) => ViewerCertificate?.ACMCertificateArn === certificateArn)
    .map(({ ARN = '' }) => ARN);
  return [...new Set([...loadBalancers, ...served])];
}

/** Every listener in a Region. */
export async function listenersOf(client: ElasticLoadBalancingV2Client): Promise<Listener[]> {
  const found: Listener[] = [];
  for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, {})) {
    for (const { LoadBalancerArn } of LoadBalancers)
      found.push(...(await listenersOn(client, LoadBalancerArn)));
  }
  return found;
}

async function listenersOn(
  client: ElasticLoadBalancingV2Client,
  LoadBalancerArn: string | undefined,
): Promise<Listener[]> {
  const found: Listener[] = [];
  try {
    for await (const page of paginateDescribeListeners({ client }, { LoadBalancerArn }))
      found.push(...(page.Listeners ?? []));
  } catch (error) {
    // Deleted since it was listed, and its listeners with it.
    if (!(error instanceof LoadBalancerNotFoundException)) throw error;
  }
  return found;
}

export async function distributionsOf(client: CloudFrontClient): Promise<DistributionSummary[]> {
  const found: DistributionSummary[] = [];
  for await (const { DistributionList } of paginateListDistributions({ client }, {}))
    found.push(...(DistributionList?.Items ?? []));
  return found;
}
