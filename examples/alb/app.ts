// A load balancer with a certificate, in the stack's own Region.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Alb', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});

const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName: zoneName,
  subjectAlternativeNames: [`*.${zoneName}`],
  hostedZone: HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName }),
});

const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', {
  vpc: new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 2,
    subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
  }),
  internetFacing: true,
});
loadBalancer.addListener('Https', {
  port: 443,
  certificates: [certificate],
  defaultAction: elbv2.ListenerAction.fixedResponse(200, { messageBody: 'It works.' }),
});

new CfnOutput(stack, 'CertificateArn', { value: certificate.certificateArn });
