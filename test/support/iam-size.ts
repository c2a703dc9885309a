// What IAM counts of a synthesized template's policies, with the longest values that a deployment may bring: an oracle
// of its own for the library's reckoning.
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** Characters by role and by managed policy; IAM takes 10,240 in all inline policies of a role and 6,144 in a managed one. */
export interface PolicySizes {
  readonly resources: number;
  readonly inlineByRole: Readonly<Record<string, number>>;
  readonly managed: readonly number[];
}

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Policies?: readonly { readonly PolicyDocument: unknown }[];
    readonly PolicyDocument?: unknown;
    readonly Roles?: readonly unknown[];
  };
}

export function policySizes(stack: Stack): PolicySizes {
  const { Resources } = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, Resource>;
  };
  const all = Object.entries(Resources);
  const sizeOf = (document: unknown): number => JSON.stringify(withValues(document)).length;
  const roles = all.filter(([, { Type }]) => Type === 'AWS::IAM::Role');
  // Policies that are resources count as inline ones of the role that they are attached to.
  const attachedTo = (id: string) =>
    all
      .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
      .map(([, { Properties }]) => Properties)
      .filter(({ Roles }) => JSON.stringify(Roles).includes(`"${id}"`));
  const managed = all.filter(([, { Type }]) => Type === 'AWS::IAM::ManagedPolicy');
  return {
    resources: all.length,
    inlineByRole: Object.fromEntries(
      roles.map(([id, { Properties }]) => [
        id,
        [...(Properties.Policies ?? []), ...attachedTo(id)].reduce(
          (sum, { PolicyDocument }) => sum + sizeOf(PolicyDocument),
          0,
        ),
      ]),
    ),
    managed: managed.map(([, { Properties }]) => sizeOf(Properties.PolicyDocument)),
  };
}

/** In GovCloud, whose partition and Regions have the longest names, in a stack whose name has 128 characters. */
const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::AccountId': '111111111111',
  'AWS::Region': 'us-gov-east-1',
  'AWS::StackId': `arn:aws-us-gov:cloudformation:us-gov-east-1:111111111111:stack/${'s'.repeat(128)}/51af3dc0-da77-11e4-872e-1234567db123`,
};

function withValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withValues);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::Join': join } = value as {
    Ref?: string;
    'Fn::Join'?: [string, unknown[]];
  };
  if (ref !== undefined) return PSEUDO_PARAMETERS[ref] ?? 'v'.repeat(253);
  if (join !== undefined) return join[1].map(withValues).join(join[0]);
  if ('Fn::GetAtt' in value) return 'v'.repeat(253);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withValues(each)]));
}
