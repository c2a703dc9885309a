// Load balancers, and what is built on them.
import type { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import * as classic from 'aws-cdk-lib/aws-elasticloadbalancing';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ACCOUNT, type Checks, consumes, DOMAIN, REGION, zoneIn } from './consumer';

const LISTENER = {
  type: 'AWS::ElasticLoadBalancingV2::Listener',
  path: ['Certificates', 0, 'CertificateArn'],
};

const LISTENER_CERTIFICATE = {
  type: 'AWS::ElasticLoadBalancingV2::ListenerCertificate',
  path: ['Certificates', 0, 'CertificateArn'],
};

const IMAGE = ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:stable');

/** The listener's own; what is added is another resource. */
const OTHER = elbv2.ListenerCertificate.fromArn(
  `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/01234567-89ab-cdef-0123-456789abcdef`,
);

export const loadBalancers: Checks = {
  'Application Load Balancer': consumes({
    ...LISTENER,
    add: (stack, certificate) => {
      applicationListener(stack, [certificate]);
    },
  }),

  'Application Load Balancer: ListenerCertificate': consumes({
    ...LISTENER,
    add: (stack, certificate) => {
      applicationListener(stack, [elbv2.ListenerCertificate.fromCertificateManager(certificate)]);
    },
  }),

  'Application Load Balancer: addCertificates': consumes({
    ...LISTENER_CERTIFICATE,
    add: (stack, certificate) => {
      applicationListener(stack, [OTHER]).addCertificates('More', [certificate]);
    },
  }),

  'Network Load Balancer': consumes({
    ...LISTENER,
    add: (stack, certificate) => {
      networkListener(stack, certificate);
    },
  }),

  'Network Load Balancer: addCertificates': consumes({
    ...LISTENER_CERTIFICATE,
    add: (stack, certificate) => {
      networkListener(stack, OTHER).addCertificates('More', [certificate]);
    },
  }),

  'Classic Load Balancer (ARN)': consumes({
    type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    path: ['Listeners', 0, 'SSLCertificateId'],
    add: (stack, certificate) => {
      new classic.LoadBalancer(stack, 'LoadBalancer', { vpc: vpcIn(stack) }).addListener({
        externalPort: 443,
        sslCertificateArn: certificate.certificateArn,
      });
    },
  }),

  ApplicationLoadBalancedFargateService: consumes({
    ...LISTENER,
    add: (stack, certificate) => {
      new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
        certificate,
        domainName: DOMAIN,
        domainZone: zoneIn(stack),
        vpc: vpcIn(stack),
        taskImageOptions: { image: IMAGE },
      });
    },
  }),

  ApplicationMultipleTargetGroupsFargateService: consumes({
    ...LISTENER,
    add: (stack, certificate) => {
      new patterns.ApplicationMultipleTargetGroupsFargateService(stack, 'Service', {
        vpc: vpcIn(stack),
        loadBalancers: [
          {
            name: 'public',
            listeners: [{ name: 'https', certificate }],
            domainName: DOMAIN,
            domainZone: zoneIn(stack),
          },
        ],
        taskImageOptions: { image: IMAGE },
      });
    },
  }),

  NetworkLoadBalancedFargateService: consumes({
    ...LISTENER,
    add: (stack, certificate) => {
      new patterns.NetworkLoadBalancedFargateService(stack, 'Service', {
        listenerCertificate: certificate,
        vpc: vpcIn(stack),
        taskImageOptions: { image: IMAGE },
      });
    },
  }),
};

export function vpcIn(stack: Stack): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    publicSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    publicSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
    privateSubnetIds: ['subnet-0123456789abcdef2', 'subnet-0123456789abcdef3'],
    privateSubnetRouteTableIds: ['rtb-0123456789abcdef2', 'rtb-0123456789abcdef3'],
  });
}

function applicationListener(
  stack: Stack,
  certificates: elbv2.IListenerCertificate[],
): elbv2.ApplicationListener {
  const vpc = vpcIn(stack);
  return new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc }).addListener('Listener', {
    port: 443,
    certificates,
    defaultAction: elbv2.ListenerAction.fixedResponse(200),
  });
}

function networkListener(
  stack: Stack,
  certificate: elbv2.IListenerCertificate,
): elbv2.NetworkListener {
  const vpc = vpcIn(stack);
  const group = new elbv2.NetworkTargetGroup(stack, 'Group', { vpc, port: 80 });
  return new elbv2.NetworkLoadBalancer(stack, 'LoadBalancer', { vpc }).addListener('Listener', {
    port: 443,
    certificates: [certificate],
    defaultTargetGroups: [group],
  });
}
