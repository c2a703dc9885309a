// CloudFront, and what is built on it: a certificate in us-east-1, from a stack in another Region.
/* eslint-disable @typescript-eslint/no-deprecated -- what is deprecated is still in use */
import type { Stack } from 'aws-cdk-lib';
import * as amplify from 'aws-cdk-lib/aws-amplify';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { HttpsRedirect } from 'aws-cdk-lib/aws-route53-patterns';
import type { DnsCertificate } from 'cdk-dns-certificate';
import { type Checks, consumes, DOMAIN, zoneIn } from './consumer';

const region = 'us-east-1';

export const DISTRIBUTION = {
  type: 'AWS::CloudFront::Distribution',
  path: ['DistributionConfig', 'ViewerCertificate', 'AcmCertificateArn'],
};

export function distributionIn(stack: Stack, certificate: DnsCertificate): void {
  new cloudfront.Distribution(stack, 'Distribution', {
    certificate,
    domainNames: [DOMAIN],
    defaultBehavior: { origin: new origins.HttpOrigin('origin.example.com') },
  });
}

export const contentDelivery: Checks = {
  'CloudFront Distribution': consumes({ region, ...DISTRIBUTION, add: distributionIn }),

  'CloudFront CloudFrontWebDistribution': consumes({
    region,
    ...DISTRIBUTION,
    add: (stack, certificate) => {
      new cloudfront.CloudFrontWebDistribution(stack, 'Distribution', {
        viewerCertificate: cloudfront.ViewerCertificate.fromAcmCertificate(certificate, {
          aliases: [DOMAIN],
        }),
        originConfigs: [
          {
            customOriginSource: { domainName: 'origin.example.com' },
            behaviors: [{ isDefaultBehavior: true }],
          },
        ],
      });
    },
  }),

  'CloudFront CfnDistributionTenant (ARN)': consumes({
    region,
    type: 'AWS::CloudFront::DistributionTenant',
    path: ['Customizations', 'Certificate', 'Arn'],
    add: (stack, { certificateArn }) => {
      new cloudfront.CfnDistributionTenant(stack, 'Tenant', {
        name: 'tenant',
        distributionId: 'E0123456789AB',
        domains: [DOMAIN],
        customizations: { certificate: { arn: certificateArn } },
      });
    },
  }),

  'route53-patterns HttpsRedirect': consumes({
    region,
    ...DISTRIBUTION,
    add: (stack, certificate) => {
      new HttpsRedirect(stack, 'Redirect', {
        certificate,
        recordNames: [DOMAIN],
        targetDomain: 'example.com',
        zone: zoneIn(stack),
      });
    },
  }),

  'Amplify CfnDomain (ARN)': consumes({
    region,
    type: 'AWS::Amplify::Domain',
    path: ['CertificateSettings', 'CustomCertificateArn'],
    add: (stack, { certificateArn }) => {
      new amplify.CfnDomain(stack, 'Domain', {
        appId: 'd0123456789abc',
        domainName: DOMAIN,
        subDomainSettings: [{ branchName: 'main', prefix: '' }],
        certificateSettings: {
          certificateType: 'CUSTOM',
          customCertificateArn: certificateArn,
        },
      });
    },
  }),
};
