// What Step, or a role that it assumes, may do with Route 53: write validation records, and nothing else.
import { CfnResource, Fn, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { withoutWildcard } from '../../../contract/names';
import { HOSTED_ZONE_ID_PREFIX } from '../../../contract/zones';
import { isUnknown } from '../unknown';

/** ACM's validation records are named `_` and 32 hexadecimal digits, under the name that they validate. */
const LABEL = `_${'?'.repeat(32)}`;

/** The validation record of any name. */
export const ANY_RECORD = `${LABEL}.*`;

/** The validation records of these names. A token may be a wildcard, whose record is under the name that it stands for. */
export function recordPatterns(names: readonly string[]): string[] {
  return names.map((name) => (isUnknown(name) ? ANY_RECORD : `${LABEL}.${withoutWildcard(name)}`));
}

export interface AllowedRecords {
  readonly hostedZoneIds: readonly string[];
  /** Of the names of records. */
  readonly patterns: readonly string[];
  readonly actions: readonly ('UPSERT' | 'DELETE')[];
}

/**
 * Only these actions, only CNAME, only records that match `patterns`, only in these hosted zones. The records of another
 * protocol's challenge are left out: IAM's `?` matches a dot, too, so `_acme-challenge.` and 17 characters would match,
 * and who writes that record gets certificates elsewhere.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
 */
export function validationRecordsStatement(
  scope: IConstruct,
  { hostedZoneIds, patterns, actions }: AllowedRecords,
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['route53:ChangeResourceRecordSets'],
    resources: hostedZoneIds.map((id) => zoneArn(scope, id)),
    conditions: {
      'ForAllValues:StringEquals': {
        'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME'],
        'route53:ChangeResourceRecordSetsActions': actions,
      },
      'ForAllValues:StringLike': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': patterns,
      },
      'ForAllValues:StringNotLike': {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['_acme-challenge.*'],
      },
    },
  });
}

/** Read what is in these hosted zones, to the last detail: Route 53 deletes nothing else. */
export function readRecordsStatement(
  scope: IConstruct,
  hostedZoneIds: readonly string[],
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['route53:ListResourceRecordSets'],
    resources: hostedZoneIds.map((id) => zoneArn(scope, id)),
  });
}

/** Ask Route 53 for the name of a zone that is known by its id only. */
export function zoneNameStatement(
  scope: IConstruct,
  hostedZoneIds: readonly string[],
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['route53:GetHostedZone'],
    resources: hostedZoneIds.map((id) => zoneArn(scope, id)),
  });
}

function zoneArn(scope: IConstruct, hostedZoneId: string): string {
  return Stack.of(scope).formatArn({
    service: 'route53',
    region: '',
    account: '',
    resource: 'hostedzone',
    resourceName: idWithoutPrefix(hostedZoneId),
  });
}

/**
 * A parameter may have the prefix /hostedzone/, as Route 53 prints ids, or not. CloudFormation knows no condition on a part of
 * a text, but of the id, the prefix and the id again, what comes after the first prefix is the bare id either way.
 */
function idWithoutPrefix(hostedZoneId: string): string {
  if (!Token.isUnresolved(hostedZoneId) || isOfZone(hostedZoneId)) return hostedZoneId;
  const twice = `${hostedZoneId}${HOSTED_ZONE_ID_PREFIX}${hostedZoneId}`;
  return Fn.select(1, Fn.split(HOSTED_ZONE_ID_PREFIX, twice));
}

/** CloudFormation itself gives the id of a zone without the prefix. */
function isOfZone(hostedZoneId: string): boolean {
  const { firstToken: token, length } = Tokenization.reverseString(hostedZoneId);
  if (length !== 1 || token === undefined || !Reference.isReference(token)) return false;
  const { target } = token;
  return CfnResource.isCfnResource(target) && target.cfnResourceType === 'AWS::Route53::HostedZone';
}
