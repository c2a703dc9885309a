// A REST API of API Gateway with a domain name of its own.
import { App, Stack } from 'aws-cdk-lib';
import { EndpointType, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { DnsCertificate } from 'cdk-dns-certificate';

const app = new App();
const zoneName = String(app.node.tryGetContext('zoneName'));
const stack = new Stack(app, 'Api', {
  env: { account: process.env.CDK_DEFAULT_ACCOUNT, region: 'eu-west-1' },
});

// A regional endpoint takes a certificate of its own Region; an edge-optimized one takes it from us-east-1.
const domainName = `api.${zoneName}`;
const certificate = new DnsCertificate(stack, 'Certificate', {
  domainName,
  hostedZone: HostedZone.fromLookup(stack, 'Zone', { domainName: zoneName }),
});

const api = new RestApi(stack, 'RestApi', {
  domainName: { domainName, certificate, endpointType: EndpointType.REGIONAL },
  endpointTypes: [EndpointType.REGIONAL],
  cloudWatchRole: false,
});
api.root.addMethod('GET', new MockIntegration());
