// Whatever else takes a certificate, or the ARN of one, in its own Region.
/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is still in use */
import * as appmesh from 'aws-cdk-lib/aws-appmesh';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticsearch from 'aws-cdk-lib/aws-elasticsearch';
import * as iot from 'aws-cdk-lib/aws-iot';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as transfer from 'aws-cdk-lib/aws-transfer';
import * as vpclattice from 'aws-cdk-lib/aws-vpclattice';
import { type Checks, consumes, DOMAIN } from './consumer';
import { vpcIn } from './load-balancers';

export const endpoints: Checks = {
  'OpenSearch Domain': consumes({
    type: 'AWS::OpenSearchService::Domain',
    path: ['DomainEndpointOptions', 'CustomEndpointCertificateArn'],
    add: (stack, certificate) => {
      new opensearch.Domain(stack, 'Domain', {
        version: opensearch.EngineVersion.OPENSEARCH_2_5,
        customEndpoint: { certificate, domainName: DOMAIN },
      });
    },
  }),

  'Elasticsearch Domain': consumes({
    type: 'AWS::Elasticsearch::Domain',
    path: ['DomainEndpointOptions', 'CustomEndpointCertificateArn'],
    add: (stack, certificate) => {
      new elasticsearch.Domain(stack, 'Domain', {
        version: elasticsearch.ElasticsearchVersion.V7_10,
        customEndpoint: { certificate, domainName: DOMAIN },
      });
    },
  }),

  'App Mesh TlsCertificate': consumes({
    type: 'AWS::AppMesh::VirtualGateway',
    path: ['Spec', 'Listeners', 0, 'TLS', 'Certificate', 'ACM', 'CertificateArn'],
    add: (stack, certificate) => {
      const tls = {
        mode: appmesh.TlsMode.STRICT,
        certificate: appmesh.TlsCertificate.acm(certificate),
      };
      new appmesh.VirtualGateway(stack, 'Gateway', {
        mesh: new appmesh.Mesh(stack, 'Mesh'),
        listeners: [appmesh.VirtualGatewayListener.http({ port: 443, tls })],
      });
    },
  }),

  'Client VPN (ARN)': consumes({
    type: 'AWS::EC2::ClientVpnEndpoint',
    path: ['ServerCertificateArn'],
    add: (stack, { certificateArn }) => {
      new ec2.ClientVpnEndpoint(stack, 'Vpn', {
        vpc: vpcIn(stack),
        cidr: '10.100.0.0/16',
        serverCertificateArn: certificateArn,
        clientCertificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
        logging: false,
      });
    },
  }),

  'Verified Access CfnVerifiedAccessEndpoint (ARN)': consumes({
    type: 'AWS::EC2::VerifiedAccessEndpoint',
    path: ['DomainCertificateArn'],
    add: (stack, { certificateArn }) => {
      new ec2.CfnVerifiedAccessEndpoint(stack, 'Endpoint', {
        applicationDomain: DOMAIN,
        attachmentType: 'vpc',
        domainCertificateArn: certificateArn,
        endpointDomainPrefix: 'www',
        endpointType: 'load-balancer',
        verifiedAccessGroupId: 'vagr-0123456789abcdef0',
      });
    },
  }),

  'VPC Lattice CfnService (ARN)': consumes({
    type: 'AWS::VpcLattice::Service',
    path: ['CertificateArn'],
    add: (stack, { certificateArn }) => {
      new vpclattice.CfnService(stack, 'Service', { certificateArn, customDomainName: DOMAIN });
    },
  }),

  'IoT CfnDomainConfiguration (ARN)': consumes({
    type: 'AWS::IoT::DomainConfiguration',
    path: ['ServerCertificateArns', 0],
    add: (stack, { certificateArn }) => {
      new iot.CfnDomainConfiguration(stack, 'Configuration', {
        domainName: DOMAIN,
        serverCertificateArns: [certificateArn],
      });
    },
  }),

  'Transfer CfnServer (ARN)': consumes({
    type: 'AWS::Transfer::Server',
    path: ['Certificate'],
    add: (stack, { certificateArn }) => {
      new transfer.CfnServer(stack, 'Server', { certificate: certificateArn, protocols: ['FTPS'] });
    },
  }),
};
