// A certificate that is validated by e-mail, and what goes on when it is issued. With `-c validation=DNS` it is another class
// under the same id: the certificate stays.
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { DnsCertificate, EmailCertificate, type CertificateBase } from '../lib';

const app = new App();
const context = (name: string): string => String(app.node.tryGetContext(name) ?? '');
const zoneName = context('zoneName');
const domainName = `mail.${zoneName}`;

const stack = new Stack(app, 'Mail', { env: { region: 'eu-west-1' } });

function certificate(): CertificateBase {
  if (context('validation') !== 'DNS') {
    return new EmailCertificate(stack, 'Certificate', {
      domainName,
      validationDomains: { [domainName]: zoneName },
      resendAfter: [Duration.seconds(30)],
    });
  }
  const attributes = { hostedZoneId: context('hostedZoneId'), zoneName };
  const hostedZone = route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', attributes);
  return new DnsCertificate(stack, 'Certificate', { domainName, hostedZone });
}

new ssm.StringParameter(stack, 'Arn', { stringValue: certificate().certificateArn });
