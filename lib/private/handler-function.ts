// A handler as a Lambda function: the bundle that comes with the package, never bundled at the user's synth.
import { AssetStaging, Duration, FileAssetPackaging, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledged';
import { bundleOf } from './bundles';

const DESCRIPTIONS = {
  Intake: 'cdk-dns-certificate: starts an execution for each request of CloudFormation',
  Step: 'cdk-dns-certificate: one tick of requesting, validating or deleting a certificate',
};

/** Intake tries for four minutes to start an execution. A tick takes a second or two. */
const MINUTES = { Intake: 5, Step: 1 };

export interface HandlerProps {
  readonly role: iam.IRole;
  readonly logGroup: logs.ILogGroup;
  readonly vpc?: ec2.IVpc | undefined;
  readonly vpcSubnets?: ec2.SubnetSelection | undefined;
  readonly securityGroups?: ec2.ISecurityGroup[] | undefined;
  readonly environment?: Record<string, string>;
}

export function handlerFunction(
  scope: Construct,
  id: keyof typeof DESCRIPTIONS,
  { role, vpc, vpcSubnets, securityGroups, ...props }: HandlerProps,
): lambda.Function {
  const made = new lambda.Function(scope, id, {
    ...props,
    ...(vpc !== undefined && { vpc }),
    ...(vpcSubnets !== undefined && { vpcSubnets }),
    ...(securityGroups !== undefined && { securityGroups }),
    description: DESCRIPTIONS[id],
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: 'index.handler',
    code: new Bundle(bundleOf(id.toLowerCase())),
    memorySize: 256,
    timeout: Duration.minutes(MINUTES[id]),
    // What it may do is said in its role; aws-cdk-lib would add to it.
    role: withoutUpdates(role),
  });
  acknowledge(made, 'AwsSolutions-L1');
  return made;
}

/** As `Code.fromAsset`, which loads S3 with the facts of all Regions to say nothing more: a fifth of the time of a small app. */
class Bundle extends lambda.Code {
  constructor(private readonly folder: string) {
    super();
  }

  override bind(scope: Construct): lambda.CodeConfig {
    const stack = Stack.of(scope);
    const staging = new AssetStaging(scope, 'Code', { sourcePath: this.folder });
    const { bucketName, objectKey } = stack.synthesizer.addFileAsset({
      fileName: staging.relativeStagedPath(stack),
      packaging: FileAssetPackaging.ZIP_DIRECTORY,
      sourceHash: staging.assetHash,
    });
    return { s3Location: { bucketName, objectKey } };
  }
}

function withoutUpdates(role: iam.IRole): iam.IRole {
  return 'withoutPolicyUpdates' in role ? (role as iam.Role).withoutPolicyUpdates() : role;
}
