// A stack with a certificate whose PEM is in two parameters, and who may read them. The demo reads them with the AWS CLI.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from '../lib';

const app = new App();
const context = (name: string): string => String(app.node.tryGetContext(name) ?? '');

const stack = new Stack(app, 'Pem', {
  env: { account: context('account'), region: context('region') },
});
const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName: `pem.${context('zoneName')}`,
  hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: context('hostedZoneId'),
    zoneName: context('zoneName'),
  }),
});

const pem = certificate.pemParameters();
pem.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
new CfnOutput(stack, 'CertificateParameter', { value: pem.certificateParameterName });
new CfnOutput(stack, 'ChainParameter', { value: pem.chainParameterName });
new CfnOutput(stack, 'Fingerprint', { value: certificate.certificateFingerprint });
new CfnOutput(stack, 'NotAfter', { value: certificate.certificateNotAfter });
