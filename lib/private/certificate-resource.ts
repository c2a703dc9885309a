// The custom resource behind every certificate, however it is validated. Its type and its child id can never change:
// CloudFormation refuses another type under one logical id, and takes another logical id for another resource.
import { CfnDeletionPolicy, CfnResource, Lazy, RemovalPolicy, type TagManager } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { CLOUDFORMATION_WAITS_SECONDS } from '../../contract/constants';
import {
  RESOURCE_TYPE,
  type HostedZoneProperty,
  type ResourceProperties,
} from '../../contract/properties';
import type { HostedZone } from '../../contract/zones';
import type { CertificateProvider } from '../certificate-provider';
import { tagProperties } from './tags';

/**
 * `AcmCertificate`, as its type is called. Not `Resource`, which is the child of aws-cdk-lib's certificates: under its logical id CloudFormation would refuse our
 * type. So whoever changes the class name in a deployed stack has ours created, the users moved, and theirs deleted.
 */
const CHILD_ID = RESOURCE_TYPE.replace('Custom::', '');

export interface CertificateResourceProps {
  readonly provider: CertificateProvider;
  readonly properties: Omit<
    ResourceProperties,
    'ServiceToken' | 'ServiceTimeout' | 'Tags' | 'Retain'
  >;
  readonly tags: TagManager;
  /** What must be there before the certificate, and stay until it has been deleted. */
  readonly waitsFor: readonly IDependable[];
  /** RemovalPolicy.DESTROY by default. */
  readonly removalPolicy?: RemovalPolicy | undefined;
}

/** Its `ref` is the ARN of the certificate. */
export function certificateResource(
  scope: Construct,
  { provider, properties, tags, waitsFor, removalPolicy }: CertificateResourceProps,
): CfnResource {
  const all: ResourceProperties = {
    ServiceToken: provider.serviceToken,
    ServiceTimeout: CLOUDFORMATION_WAITS_SECONDS,
    ...properties,
  };
  const resource: CfnResource = new CfnResource(scope, CHILD_ID, {
    type: RESOURCE_TYPE,
    properties: {
      ...all,
      Tags: Lazy.any({ produce: () => tagProperties(tags) }, { omitEmptyArray: true }),
      Retain: Lazy.any({ produce: () => isRetained(resource) || undefined }),
    },
  });
  resource.applyRemovalPolicy(removalPolicy, { default: RemovalPolicy.DESTROY });
  scope.node.addValidation({ validate: () => problemsWithPolicy(resource) });
  resource.node.addDependency(...waitsFor);
  scope.node.defaultChild = resource;
  return resource;
}

/**
 * Whether CloudFormation may leave the certificate in the account: when the resource is removed, or when it is replaced. Then no search
 * may take it for a leftover; a delete that names it deletes it nevertheless. By whatever gave the resource its policies, the
 * property, `applyRemovalPolicy` or an aspect, but an override of the template, which CDK cannot be asked for.
 */
function isRetained({ cfnOptions }: CfnResource): boolean {
  const { deletionPolicy, updateReplacePolicy } = cfnOptions;
  return [deletionPolicy, updateReplacePolicy].some(
    (policy) => policy !== undefined && policy !== CfnDeletionPolicy.DELETE,
  );
}

function problemsWithPolicy({ cfnOptions }: CfnResource): string[] {
  const { deletionPolicy, updateReplacePolicy } = cfnOptions;
  return [deletionPolicy, updateReplacePolicy].includes(CfnDeletionPolicy.SNAPSHOT)
    ? ['removalPolicy is SNAPSHOT, and a certificate has none; use RETAIN']
    : [];
}

/** A hosted zone as the handlers read it. */
export function zoneProperty({
  hostedZoneId,
  name,
  names,
  roleArn,
  externalId,
}: HostedZone): HostedZoneProperty {
  return {
    HostedZoneId: hostedZoneId,
    ...(name !== undefined && { Name: name }),
    ...(names !== undefined && { Names: names }),
    ...(roleArn !== undefined && { RoleArn: roleArn }),
    ...(externalId !== undefined && { ExternalId: externalId }),
  };
}
