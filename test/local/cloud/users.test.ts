import type { DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import { usersAmong } from '../../../local/cloud/users';

const listener = (LoadBalancerArn: string, ...arns: string[]): Listener => ({
  LoadBalancerArn,
  Certificates: arns.map((CertificateArn) => ({ CertificateArn })),
});
const distribution = (ARN: string, ACMCertificateArn?: string) =>
  ({ ARN, ViewerCertificate: { ACMCertificateArn } }) as DistributionSummary;

test.each<[string, Listener[], DistributionSummary[], string[]]>([
  ['nobody', [listener('alb', 'other')], [distribution('cdn', 'other')], []],
  ['a load balancer, not its listener', [listener('alb', 'it')], [], ['alb']],
  [
    'a load balancer with two listeners, once',
    [listener('alb', 'it'), listener('alb', 'it')],
    [],
    ['alb'],
  ],
  ['a listener whose second certificate it is', [listener('alb', 'other', 'it')], [], ['alb']],
  ['a listener without certificates', [{ LoadBalancerArn: 'http' }], [], []],
  [
    'distributions',
    [],
    [distribution('a', 'it'), distribution('b'), distribution('c', 'it')],
    ['a', 'c'],
  ],
  ['both', [listener('alb', 'it')], [distribution('cdn', 'it')], ['alb', 'cdn']],
])('it is used by %s', (_case, listeners, distributions, users) => {
  expect(usersAmong('it', listeners, distributions)).toEqual(users);
});
