// Before: a certificate by @trautonen/cdk-dns-validated-certificate, which removes validation records unless it is told not to.
// With `-c cleanUp=true` it does.
import { DnsValidatedCertificate } from '@trautonen/cdk-dns-validated-certificate';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { loadBalancerWith } from '../load-balancer';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Site', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});
const hostedZone = HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName });

const certificate = new DnsValidatedCertificate(stack, 'Certificate', {
  domainName: zoneName,
  alternativeDomainNames: [`*.${zoneName}`],
  validationHostedZones: [{ hostedZone }],
  cleanupValidationRecords: app.node.tryGetContext('cleanUp') === 'true',
});

loadBalancerWith(certificate, stack);
