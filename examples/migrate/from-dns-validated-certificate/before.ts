// Before: a certificate by aws-cdk-lib's deprecated class. It does not remove validation records, which is its default.
import { App, Stack } from 'aws-cdk-lib';

import { DnsValidatedCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { loadBalancerWith } from '../load-balancer';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Site', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});
const hostedZone = HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName });

// eslint-disable-next-line @typescript-eslint/no-deprecated -- The same.
const certificate = new DnsValidatedCertificate(stack, 'Certificate', {
  domainName: zoneName,
  subjectAlternativeNames: [`*.${zoneName}`],
  hostedZone,
});

loadBalancerWith(certificate, stack);
