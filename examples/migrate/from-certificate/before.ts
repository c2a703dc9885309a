// Before: a certificate by aws-cdk-lib's own class, in the stack's Region.
import { App, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { loadBalancerWith } from '../load-balancer';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Site', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});
const hostedZone = HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName });

const certificate = new Certificate(stack, 'Certificate', {
  domainName: zoneName,
  subjectAlternativeNames: [`*.${zoneName}`],
  validation: CertificateValidation.fromDns(hostedZone),
});

loadBalancerWith(certificate, stack);
