// A domain's hosted zone in one account, and certificates for it in another: a stack for each account. The hosted zone is made
// once, when the domain is bought, and is passed to both.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { DnsCertificate, DnsValidationRole } from '../lib';

const app = new App();
const context = (name: string): string => String(app.node.tryGetContext(name) ?? '');

const DNS = { account: context('dnsAccount'), region: 'eu-west-1' };
const SITE = { account: context('siteAccount'), region: 'eu-west-1' };
const ROLE_NAME = 'dns-validation';

const zoneIn = (scope: Construct): route53.IHostedZone =>
  route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', {
    hostedZoneId: context('hostedZoneId'),
    zoneName: context('zoneName'),
  });

const dns = new Stack(app, 'Dns', { env: DNS });
new DnsValidationRole(dns, 'Validation', {
  hostedZones: [zoneIn(dns)],
  trustedAccount: SITE.account,
  externalId: context('externalId'),
  removeValidationRecords: true,
  roleName: ROLE_NAME,
});

const remote = new Stack(app, 'Remote', { env: SITE });
const validationZones = [
  {
    hostedZone: zoneIn(remote),
    role: iam.Role.fromRoleArn(remote, 'Role', `arn:aws:iam::${DNS.account}:role/${ROLE_NAME}`),
    externalId: context('externalIdSaid'),
  },
];
const domainName = `remote.${context('zoneName')}`;
const removal = {
  removeValidationRecords: true,
  validationRecordRegions: ['us-east-1', 'eu-west-1'],
};
new DnsCertificate(remote, 'Regional', { domainName, validationZones, ...removal });
new DnsCertificate(remote, 'Global', {
  domainName: `*.${domainName}`,
  validationZones,
  ...removal,
  region: 'us-east-1',
});
