// A hosted zone in one account, and a certificate for it in another: a stack in each. The first makes the role by which the
// other's function writes validation records, and nothing else, into the zone.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { DnsCertificate, DnsValidationRole } from 'cdk-dns-certificate';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const hostedZoneId = String(app.node.tryGetContext('hostedZoneId'));
const dns = { account: String(app.node.tryGetContext('dnsAccount')), region: 'eu-west-1' };
const site = { account: String(app.node.tryGetContext('siteAccount')), region: 'eu-west-1' };

const ROLE_NAME = 'dns-validation';
const EXTERNAL_ID = 'certificates';

// By its id: from the account of the certificate the zone can't be looked up.
const zoneIn = (scope: Construct): IHostedZone =>
  HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId, zoneName });

// In the account of the zone. It has to be deployed first.
const dnsStack = new Stack(app, 'Dns', { env: dns });
new DnsValidationRole(dnsStack, 'Validation', {
  hostedZones: [zoneIn(dnsStack)],
  trustedAccount: site.account,
  externalId: EXTERNAL_ID,
  roleName: ROLE_NAME,
});

// In the account of the certificate.
const siteStack = new Stack(app, 'OtherAccountsZone', { env: site });
const roleArn = `arn:aws:iam::${dns.account}:role/${ROLE_NAME}`;
const certificate = new DnsCertificate(siteStack, 'Certificate', {
  domainName: `www.${zoneName}`,
  validationZones: [
    {
      hostedZone: zoneIn(siteStack),
      role: Role.fromRoleArn(siteStack, 'Role', roleArn),
      externalId: EXTERNAL_ID,
    },
  ],
});
siteStack.addDependency(dnsStack);

new CfnOutput(siteStack, 'CertificateArn', { value: certificate.certificateArn });
