// One certificate for names of several hosted zones. Each name goes into the zone with the longest name that it ends in.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const otherZoneName = String(app.node.tryGetContext('otherZoneName'));
const stack = new Stack(app, 'SeveralZones', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});

const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName: zoneName,
  subjectAlternativeNames: [`www.${zoneName}`, otherZoneName, `www.${otherZoneName}`],
  validationZones: [
    { hostedZone: HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName }) },
    { hostedZone: HostedZone.fromLookup(stack, 'OtherZone', { domainName: otherZoneName }) },
  ],
});

new CfnOutput(stack, 'CertificateArn', { value: certificate.certificateArn });
