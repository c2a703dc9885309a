// Before: CloudFront's certificate in a stack of its own in us-east-1, and a reference across Regions.
import { App, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { distributionWith } from './distribution';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const account = process.env.CDK_DEFAULT_ACCOUNT;
const domainName = `www.${zoneName}`;

const certificates = new Stack(app, 'Certificates', {
  env: { account, region: 'us-east-1' },
  crossRegionReferences: true,
});
const hostedZone = HostedZone.fromLookup(certificates, 'Zone', { domainName: zoneName });
const certificate = new Certificate(certificates, 'Certificate', {
  domainName,
  validation: CertificateValidation.fromDns(hostedZone),
});

const site = new Stack(app, 'Site', {
  env: { account, region: 'eu-west-1' },
  crossRegionReferences: true,
});
distributionWith(certificate, site, domainName);
