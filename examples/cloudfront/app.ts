// A distribution of CloudFront, which wants its certificate in us-east-1, in a stack of another Region.
import { App, Stack } from 'aws-cdk-lib';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Cdn', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});

const domainName = `www.${zoneName}`;
const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName,
  hostedZone: HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName }),
  region: 'us-east-1',
});
new Distribution(stack, 'Distribution', {
  certificate,
  domainNames: [domainName],
  defaultBehavior: { origin: new HttpOrigin(`origin.${zoneName}`) },
});
