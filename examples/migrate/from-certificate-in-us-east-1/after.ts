// After: one stack. The certificate is in it and still in us-east-1; the other stack is deleted afterwards.
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';
import { distributionWith } from './distribution';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const account = process.env.CDK_DEFAULT_ACCOUNT;
const domainName = `www.${zoneName}`;

const site = new Stack(app, 'Site', { env: { account, region: 'eu-west-1' } });
const certificate = new DnsCertificate(site, 'Certificate', {
  domainName,
  hostedZone: HostedZone.fromLookup(site, 'Zone', { domainName: zoneName }),
  region: 'us-east-1',
});
distributionWith(certificate, site, domainName);
