// The example app, as a user would write it: one stack in eu-west-1 with two certificates, one there for its load balancer and
// one in us-east-1 for its distribution, because CloudFront wants it there. `npm run demo` deploys it to the local cloud.
import { App, CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { DnsCertificate } from '../lib';

interface SiteProps extends StackProps {
  readonly hostedZoneId: string;
  readonly zoneName: string;
}

class Site extends Stack {
  constructor(scope: Construct, id: string, { hostedZoneId, zoneName, ...props }: SiteProps) {
    super(scope, id, props);
    const hostedZone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId,
      zoneName,
    });
    this.loadBalancer(hostedZone);
    this.distribution(hostedZone);
  }

  private loadBalancer(hostedZone: route53.IHostedZone): void {
    const certificate = new DnsCertificate(this, 'Certificate', {
      domainName: hostedZone.zoneName,
      subjectAlternativeNames: [`*.${hostedZone.zoneName}`],
      hostedZone,
    });
    const vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 2,
      subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
      restrictDefaultSecurityGroup: false,
    });
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', {
      vpc,
      internetFacing: true,
    });
    loadBalancer.addListener('Https', {
      port: 443,
      certificates: [certificate],
      defaultAction: elbv2.ListenerAction.fixedResponse(200, { messageBody: 'It works.' }),
    });
    new CfnOutput(this, 'CertificateArn', { value: certificate.certificateArn });
  }

  private distribution(hostedZone: route53.IHostedZone): void {
    const domainName = `www.${hostedZone.zoneName}`;
    const certificate = new DnsCertificate(this, 'CdnCertificate', {
      domainName,
      hostedZone,
      region: 'us-east-1',
    });
    new cloudfront.Distribution(this, 'Distribution', {
      domainNames: [domainName],
      certificate,
      defaultBehavior: { origin: new origins.HttpOrigin(hostedZone.zoneName) },
    });
    new CfnOutput(this, 'CdnCertificateArn', { value: certificate.certificateArn });
  }
}

const app = new App();

// The hosted zone is made once, when the domain is bought, and not by this app: it is passed to it.
function context(name: string, example: string): string {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`context '${name}' is missing; pass it, as in cdk deploy -c ${name}=${example}`);
}

new Site(app, 'Site', {
  env: { region: 'eu-west-1' },
  hostedZoneId: context('hostedZoneId', 'Z0123456789ABCDEFGHIJ'),
  zoneName: context('zoneName', 'example.com'),
});
