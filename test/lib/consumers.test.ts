import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as amplify from 'aws-cdk-lib/aws-amplify';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ACCOUNT, certificateIn, newApp, newStack } from '../support/synth';
import { DOMAIN } from '../support/names';

function distribution(stack: Stack, certificate: acm.ICertificate): void {
  new cloudfront.Distribution(stack, 'Distribution', {
    domainNames: [DOMAIN],
    certificate,
    defaultBehavior: { origin: new origins.HttpOrigin(`origin.${DOMAIN}`) },
  });
}

function apiDomain(
  stack: Stack,
  certificate: acm.ICertificate,
  type: apigateway.EndpointType,
): void {
  new apigateway.DomainName(stack, 'Domain', {
    domainName: DOMAIN,
    certificate,
    endpointType: type,
  });
}

function userPoolDomain(stack: Stack, certificate: acm.ICertificate): void {
  new cognito.UserPool(stack, 'Pool').addDomain('Domain', {
    customDomain: { domainName: DOMAIN, certificate },
  });
}

function tenant(stack: Stack, { certificateArn }: acm.ICertificate): void {
  new cloudfront.CfnDistributionTenant(stack, 'Tenant', {
    name: 'tenant',
    distributionId: 'E0123456789AB',
    domains: [DOMAIN],
    customizations: { certificate: { arn: certificateArn } },
  });
}

function graphqlDomain(stack: Stack, certificate: acm.ICertificate): void {
  new appsync.GraphqlApi(stack, 'Api', {
    name: 'api',
    definition: appsync.Definition.fromSourceApis({ sourceApis: [] }),
    domainName: { domainName: DOMAIN, certificate },
  });
}

function amplifyDomain(stack: Stack, { certificateArn }: acm.ICertificate): void {
  new amplify.CfnDomain(stack, 'Domain', {
    appId: 'd0123456789abc',
    domainName: DOMAIN,
    subDomainSettings: [{ branchName: 'main', prefix: '' }],
    certificateSettings: { certificateType: 'CUSTOM', customCertificateArn: certificateArn },
  });
}

const CONSUMERS: [string, (stack: Stack, certificate: acm.ICertificate) => void][] = [
  ['AWS::CloudFront::Distribution', distribution],
  ['AWS::CloudFront::DistributionTenant', tenant],
  [
    'AWS::ApiGateway::DomainName',
    (stack, certificate) => {
      apiDomain(stack, certificate, apigateway.EndpointType.EDGE);
    },
  ],
  ['AWS::Cognito::UserPoolDomain', userPoolDomain],
  ['AWS::AppSync::DomainName', graphqlDomain],
  ['AWS::Amplify::Domain', amplifyDomain],
];

test.each(CONSUMERS)(
  '%s is refused a certificate outside us-east-1, while synthesizing',
  (type, use) => {
    const stack = newStack();
    use(stack, certificateIn(stack));
    expect(() => Template.fromStack(stack)).toThrow(
      `the certificate is in eu-west-1, and ${type} takes one of us-east-1 only`,
    );
  },
);

test.each(CONSUMERS)('%s takes one in us-east-1', (type, use) => {
  const stack = newStack();
  use(stack, certificateIn(stack, { region: 'us-east-1' }));
  expect(Object.keys(Template.fromStack(stack).findResources(type))).toHaveLength(1);
});

function listener(
  stack: Stack,
  certificates: readonly acm.ICertificate[],
): elb.ApplicationListener {
  const vpc = new ec2.Vpc(stack, 'Vpc');
  return new elb.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Listener', {
    port: 443,
    certificates: [...certificates],
    defaultAction: elb.ListenerAction.fixedResponse(200),
  });
}

const REGIONAL: [string, (stack: Stack, certificate: acm.ICertificate) => void][] = [
  [
    'AWS::ElasticLoadBalancingV2::Listener',
    (stack, certificate) => {
      listener(stack, [certificate]);
    },
  ],
  [
    'AWS::ElasticLoadBalancingV2::ListenerCertificate',
    (stack, certificate) => {
      listener(stack, [certificateIn(stack, {}, 'Default')]).addCertificates('More', [certificate]);
    },
  ],
  [
    'AWS::ApiGateway::DomainName',
    (stack, certificate) => {
      apiDomain(stack, certificate, apigateway.EndpointType.REGIONAL);
    },
  ],
  [
    'AWS::ApiGatewayV2::DomainName',
    (stack, certificate) => {
      new apigatewayv2.DomainName(stack, 'Domain', { domainName: DOMAIN, certificate });
    },
  ],
];

test.each(REGIONAL)('%s is refused a certificate of another Region than its own', (type, use) => {
  const stack = newStack();
  use(stack, certificateIn(stack, { region: 'us-east-1' }));
  expect(() => Template.fromStack(stack)).toThrow(
    `the certificate is in us-east-1, and ${type} takes one of eu-west-1 only`,
  );
});

test.each(REGIONAL)('%s takes one of its own Region', (type, use) => {
  const stack = newStack();
  use(stack, certificateIn(stack));
  expect(Object.keys(Template.fromStack(stack).findResources(type))).not.toHaveLength(0);
});

test('Nothing is said where the Region of the consumer is not known', () => {
  const stack = new Stack(newApp(), 'Stack');
  listener(stack, [certificateIn(stack, { region: 'us-east-1' })]);
  expect(() => Template.fromStack(stack)).not.toThrow();
});

test('A consumer in another stack is seen, and one that uses the certificate of an equal stack is not', () => {
  const app = newApp();
  const env = { account: ACCOUNT, region: 'eu-west-1' };
  const [one, other] = ['One', 'Other'].map((id) => new Stack(app, id, { env }));
  const regional = certificateIn(one!);
  // Under the same logical id as the other.
  distribution(other!, certificateIn(other!, { region: 'us-east-1' }));
  expect(() => app.synth()).not.toThrow();
  const consumer = new Stack(app, 'Consumer', { env });
  distribution(consumer, regional);
  expect(() => app.synth({ force: true })).toThrow("('Consumer/Distribution/Resource')");
});

test('Who opts out of transparency logging is told that ACM logs every certificate', () => {
  const stack = newStack();
  certificateIn(stack, { transparencyLoggingEnabled: false });
  Annotations.fromStack(stack).hasWarning(
    '/Stack/Certificate',
    Match.stringLikeRegexp('ACM has logged every certificate since June 2026; leave it out'),
  );
});
