// Custom domains of APIs and of user pools.
import type { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { DnsCertificate } from 'cdk-dns-certificate';
import { type Checks, consumes, DOMAIN } from './consumer';

const region = 'us-east-1';

const APPSYNC_DOMAIN = { region, type: 'AWS::AppSync::DomainName', path: ['CertificateArn'] };

function addDomain(
  stack: Stack,
  certificate: DnsCertificate,
  endpointType: apigateway.EndpointType,
): void {
  new apigateway.DomainName(stack, 'Domain', { certificate, domainName: DOMAIN, endpointType });
}

export const apis: Checks = {
  'API Gateway, regional': consumes({
    type: 'AWS::ApiGateway::DomainName',
    path: ['RegionalCertificateArn'],
    add: (stack, certificate) => {
      addDomain(stack, certificate, apigateway.EndpointType.REGIONAL);
    },
  }),

  'API Gateway, edge-optimized': consumes({
    region,
    type: 'AWS::ApiGateway::DomainName',
    path: ['CertificateArn'],
    add: (stack, certificate) => {
      addDomain(stack, certificate, apigateway.EndpointType.EDGE);
    },
  }),

  'API Gateway: RestApi.addDomainName': consumes({
    type: 'AWS::ApiGateway::DomainName',
    path: ['RegionalCertificateArn'],
    add: (stack, certificate) => {
      const api = new apigateway.RestApi(stack, 'Api');
      api.root.addMethod('GET');
      api.addDomainName('Domain', { certificate, domainName: DOMAIN });
    },
  }),

  'API Gateway v2': consumes({
    type: 'AWS::ApiGatewayV2::DomainName',
    path: ['DomainNameConfigurations', 0, 'CertificateArn'],
    add: (stack, certificate) => {
      new apigatewayv2.DomainName(stack, 'Domain', { certificate, domainName: DOMAIN });
    },
  }),

  'AppSync GraphqlApi': consumes({
    ...APPSYNC_DOMAIN,
    add: (stack, certificate) => {
      new appsync.GraphqlApi(stack, 'Api', {
        name: 'api',
        definition: appsync.Definition.fromSourceApis({ sourceApis: [] }),
        domainName: { certificate, domainName: DOMAIN },
      });
    },
  }),

  'AppSync EventApi': consumes({
    ...APPSYNC_DOMAIN,
    add: (stack, certificate) => {
      new appsync.EventApi(stack, 'Api', {
        apiName: 'api',
        domainName: { certificate, domainName: DOMAIN },
      });
    },
  }),

  'Cognito UserPoolDomain': consumes({
    region,
    type: 'AWS::Cognito::UserPoolDomain',
    path: ['CustomDomainConfig', 'CertificateArn'],
    add: (stack, certificate) => {
      new cognito.UserPool(stack, 'Pool').addDomain('Domain', {
        customDomain: { certificate, domainName: DOMAIN },
      });
    },
  }),
};
