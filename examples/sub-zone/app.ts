// A hosted zone for a subdomain, its delegation, and a certificate for it, all made by one deployment.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { HostedZone, NsRecord, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'SubZone', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});

const subdomain = `app.${zoneName}`;
const subZone = new PublicHostedZone(stack, 'SubZone', { zoneName: subdomain });
const delegation = new NsRecord(stack, 'Delegation', {
  zone: HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName }),
  recordName: subdomain,
  values: subZone.hostedZoneNameServers ?? [],
});

const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName: subdomain,
  subjectAlternativeNames: [`*.${subdomain}`],
  hostedZone: subZone,
  // Route 53 deletes no zone that has records in it. Certificates that need the same ones can be in no other Region: the zone is new.
  removeValidationRecords: true,
  validationRecordRegions: [stack.region],
});
// ACM finds nothing in a zone that nobody delegates to. Without this CloudFormation might make both at once.
certificate.node.addDependency(delegation);

new CfnOutput(stack, 'CertificateArn', { value: certificate.certificateArn });
