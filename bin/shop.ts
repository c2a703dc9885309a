// A shop that changes: one load balancer's listener with a certificate. What is passed as context makes it another version.
// The scenes of `npm run demo` deploy one after the other.
import { App, CfnResource, Stack, Tags, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { DnsCertificate } from '../lib';

interface ShopProps extends StackProps {
  readonly hostedZoneId: string;
  readonly zoneName: string;
  /** Below the zone's name, beside `shop`. */
  readonly otherNames: readonly string[];
  /** The value of the tag `team`; empty for none. */
  readonly team: string;
  /** Whether there is a resource that cannot be created. */
  readonly isBroken: boolean;
}

class Shop extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, props);
    const { hostedZoneId, zoneName, otherNames, team, isBroken } = props;
    const certificate = new DnsCertificate(this, 'Certificate', {
      domainName: `shop.${zoneName}`,
      subjectAlternativeNames: otherNames.map((name) => `${name}.${zoneName}`),
      hostedZone: route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
        hostedZoneId,
        zoneName,
      }),
    });
    if (team !== '') Tags.of(certificate).add('team', team);
    this.loadBalancer(certificate);
    if (isBroken) this.brokenResource(certificate);
  }

  private loadBalancer(certificate: DnsCertificate): void {
    const vpc = new ec2.Vpc(this, 'Vpc', {
      maxAzs: 2,
      subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
      restrictDefaultSecurityGroup: false,
    });
    const loadBalancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc });
    loadBalancer.addListener('Https', {
      port: 443,
      certificates: [certificate],
      defaultAction: elbv2.ListenerAction.fixedResponse(200, { messageBody: 'It works.' }),
    });
  }

  /** It comes after the certificate, so that there is something to be undone. */
  private brokenResource(certificate: DnsCertificate): void {
    const broken = new CfnResource(this, 'Broken', {
      type: 'AWS::ElasticLoadBalancingV2::Listener',
      properties: {
        LoadBalancerArn: this.formatArn({
          service: 'elasticloadbalancing',
          resource: 'loadbalancer/app/there-is-none/0123456789abcdef',
        }),
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      },
    });
    broken.node.addDependency(certificate);
  }
}

const app = new App();
const context = (name: string): string => String(app.node.tryGetContext(name) ?? '');

new Shop(app, 'Shop', {
  env: { region: 'eu-west-1' },
  hostedZoneId: context('hostedZoneId'),
  zoneName: context('zoneName'),
  otherNames: context('otherNames')
    .split(',')
    .filter((name) => name !== ''),
  team: context('team'),
  isBroken: context('broken') === 'true',
});
