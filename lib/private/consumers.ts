// Consumers that are given a certificate of another Region than the one of which they take it: the deployment would fail on
// it. They arrive when the certificate is made already, so they are looked for at the very end.
import {
  CfnResource,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Tokenization,
} from 'aws-cdk-lib';
import { isUnknown } from './unknown';

const GLOBAL_REGION = 'us-east-1';

interface Consumer {
  /** Where a resource of the type has the ARN of a certificate; `*` is every member of a list. */
  readonly path: readonly string[];
  /** Whether it takes a certificate of us-east-1, and not of its own Region. */
  readonly isGlobal: boolean;
}

const globally = (...path: readonly string[]): Consumer => ({ path, isGlobal: true });
const regionally = (...path: readonly string[]): Consumer => ({ path, isGlobal: false });

/** By the type of the resource. */
const CONSUMERS: Readonly<Record<string, readonly Consumer[]>> = {
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
  'AWS::CloudFront::Distribution': [
    globally('distributionConfig', 'viewerCertificate', 'acmCertificateArn'),
  ],
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/managed-cloudfront-certificates.html
  'AWS::CloudFront::DistributionTenant': [globally('customizations', 'certificate', 'arn')],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-edge-optimized-custom-domain-name.html
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-create.html
  'AWS::ApiGateway::DomainName': [globally('certificateArn'), regionally('regionalCertificateArn')],
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
  'AWS::ApiGatewayV2::DomainName': [regionally('domainNameConfigurations', '*', 'certificateArn')],
  // https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-add-custom-domain.html
  'AWS::Cognito::UserPoolDomain': [globally('customDomainConfig', 'certificateArn')],
  // A CloudFront distribution, too, says https://docs.aws.amazon.com/appsync/latest/devguide/custom-domain-name.html;
  // AppSync's words are in https://github.com/sid88in/serverless-appsync-plugin/issues/587
  'AWS::AppSync::DomainName': [globally('certificateArn')],
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-amplify-domain-certificatesettings.html
  'AWS::Amplify::Domain': [globally('certificateSettings', 'customCertificateArn')],
  // https://docs.aws.amazon.com/acm/latest/userguide/acm-regions.html
  'AWS::ElasticLoadBalancingV2::Listener': [regionally('certificates', '*', 'certificateArn')],
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': [
    regionally('certificates', '*', 'certificateArn'),
  ],
};

/** What is wrong with the consumers of a certificate, given by its resource; empty where its Region is not known. */
export function problemsWithConsumers(resource: CfnResource, region: string): string[] {
  if (isUnknown(region)) return [];
  return resource.node.root.node.findAll().flatMap((each) => {
    if (!CfnResource.isCfnResource(each)) return [];
    return (CONSUMERS[each.cfnResourceType] ?? [])
      .filter((consumer) => takesAnother(each, consumer, region))
      .filter(({ path }) => valuesAt(each, path).includes(resource))
      .map((consumer) => problemOf(each, consumer, region));
  });
}

function takesAnother(resource: CfnResource, consumer: Consumer, region: string): boolean {
  const wanted = regionFor(resource, consumer);
  return !isUnknown(wanted) && wanted !== region;
}

function regionFor(resource: CfnResource, { isGlobal }: Consumer): string {
  return isGlobal ? GLOBAL_REGION : Stack.of(resource).region;
}

function problemOf(resource: CfnResource, consumer: Consumer, region: string): string {
  const wanted = regionFor(resource, consumer);
  const cure = consumer.isGlobal
    ? `set region: '${wanted}', or hand it another certificate`
    : `hand it one of ${wanted}: a certificate cannot be used in two Regions`;
  return (
    `the certificate is in ${region}, and ${resource.cfnResourceType} takes one of ${wanted} only ` +
    `('${resource.node.path}'); ${cure}`
  );
}

/** What is at a path of a resource's properties: of a reference, the construct that it refers to. */
export function valuesAt(
  scope: CfnResource,
  [first = '', ...path]: readonly string[],
): readonly unknown[] {
  const properties = scope as unknown as Readonly<Record<string, unknown>>;
  const context = { scope, resolver: new TargetResolver(), preparing: false };
  const value = Tokenization.resolve(properties[first], context) as unknown;
  return path.reduce<readonly unknown[]>(
    (values, key) => values.flatMap((each) => membersOf(each, key)),
    [value],
  );
}

function membersOf(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (key === '*') return Array.isArray(value) ? value : [];
  return [(value as Readonly<Record<string, unknown>>)[key]];
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
