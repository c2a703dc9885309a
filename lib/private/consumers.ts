// Consumers that take certificates of us-east-1 only, and are given one of another Region: the deployment would fail on it.
// They arrive when the certificate is made already, so they are looked for at the very end.
import {
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isUnknown } from './unknown';

const REGION = 'us-east-1';

/** Where a resource has the ARN of such a certificate. A regional API has it in another property. */
const CERTIFICATES: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
  'AWS::CloudFront::Distribution': ['distributionConfig', 'viewerCertificate', 'acmCertificateArn'],
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/managed-cloudfront-certificates.html
  'AWS::CloudFront::DistributionTenant': ['customizations', 'certificate', 'arn'],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
  'AWS::ApiGateway::DomainName': ['certificateArn'],
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
  'AWS::Cognito::UserPoolDomain': ['customDomainConfig', 'certificateArn'],
  // A CloudFront distribution, too, says https://docs.aws.amazon.com/appsync/latest/devguide/custom-domain-name.html;
  // AppSync's words are in https://github.com/sid88in/serverless-appsync-plugin/issues/587
  'AWS::AppSync::DomainName': ['certificateArn'],
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-amplify-domain-certificatesettings.html
  'AWS::Amplify::Domain': ['certificateSettings', 'customCertificateArn'],
};

/** What is wrong with the consumers of a certificate, given by its resource; empty where its Region is not known. */
export function problemsWithConsumers(resource: CfnResource, region: string): string[] {
  if (isUnknown(region) || region === REGION) return [];
  return resource.node.root.node
    .findAll()
    .filter((each) => usesCertificate(each, resource))
    .map(
      ({ node, cfnResourceType }) =>
        `the certificate is in ${region}, and ${cfnResourceType} takes one of ${REGION} only ('${node.path}'); ` +
        `set region: '${REGION}', or hand it another certificate`,
    );
}

function usesCertificate(consumer: IConstruct, certificate: CfnResource): consumer is CfnResource {
  if (!CfnResource.isCfnResource(consumer)) return false;
  const path = CERTIFICATES[consumer.cfnResourceType];
  return path !== undefined && valueAt(consumer, path) === certificate;
}

/** A property of a property, and what it refers to if it is a reference. */
function valueAt(scope: CfnResource, [first = '', ...path]: readonly string[]): unknown {
  const properties = scope as unknown as Readonly<Record<string, unknown>>;
  const context = { scope, resolver: new TargetResolver(), preparing: false };
  const value = Tokenization.resolve(properties[first], context) as unknown;
  return path.reduce<unknown>(
    (object, key) =>
      typeof object === 'object' && object !== null
        ? (object as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

/** Resolves a reference to the construct that it refers to. */
class TargetResolver extends DefaultTokenResolver {
  constructor() {
    super(new StringConcat());
  }

  override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    return Reference.isReference(token)
      ? token.target
      : (super.resolveToken(token, context, postProcessor) as unknown);
  }
}
