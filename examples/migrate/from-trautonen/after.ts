// After: the class is another, the construct's id is the same.
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';
import { loadBalancerWith } from '../load-balancer';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Site', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});
const hostedZone = HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName });

const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName: zoneName,
  subjectAlternativeNames: [`*.${zoneName}`],
  hostedZone,
});

loadBalancerWith(certificate, stack);
