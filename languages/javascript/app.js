// The app that every language declares: its template is what theirs are compared with.
const { App, CfnOutput, Duration, Stack, Tags } = require('aws-cdk-lib');
const { KeyAlgorithm } = require('aws-cdk-lib/aws-certificatemanager');
const { Distribution } = require('aws-cdk-lib/aws-cloudfront');
const { HttpOrigin } = require('aws-cdk-lib/aws-cloudfront-origins');
const { RetentionDays } = require('aws-cdk-lib/aws-logs');
const { HostedZone } = require('aws-cdk-lib/aws-route53');
const { CertificateProvider, DnsCertificate } = require('cdk-dns-certificate');

const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Site', { env: { account: '123456789012', region: 'eu-west-1' } });
CertificateProvider.getOrCreate(stack, { logRetention: RetentionDays.ONE_WEEK });

const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: 'Z0123456789EXAMPLE',
  zoneName: 'example.com',
});
const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName: 'example.com',
  subjectAlternativeNames: ['*.example.com'],
  validationZones: [{ hostedZone }],
  region: 'us-east-1',
  keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
  validationTimeout: Duration.minutes(20),
});
Tags.of(certificate).add('team', 'web');

new Distribution(stack, 'Distribution', {
  certificate,
  domainNames: ['example.com'],
  defaultBehavior: { origin: new HttpOrigin('origin.example.com') },
});
new CfnOutput(stack, 'Arn', { value: certificate.certificateArn });
app.synth();
