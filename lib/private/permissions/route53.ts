// What Step, or a role that it assumes, may do with Route 53: write validation records, and nothing else.
import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { withoutWildcard } from '../../../contract/names';

/** ACM's validation records are named `_` and 32 hexadecimal digits, under the name that they validate. */
const LABEL = `_${'?'.repeat(32)}`;

/** The validation record of any name. */
export const ANY_RECORD = `${LABEL}.*`;

/** The validation records of these names. A token may be a wildcard, whose record is under the name that it stands for. */
export function recordPatterns(names: readonly string[]): string[] {
  return names.map((name) =>
    Token.isUnresolved(name) ? ANY_RECORD : `${LABEL}.${withoutWildcard(name)}`,
  );
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
    resources: zoneArns(scope, hostedZoneIds),
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
    resources: zoneArns(scope, hostedZoneIds),
  });
}

function zoneArns(scope: IConstruct, hostedZoneIds: readonly string[]): string[] {
  const stack = Stack.of(scope);
  return hostedZoneIds.map((resourceName) =>
    stack.formatArn({
      ...{ service: 'route53', region: '', account: '' },
      ...{ resource: 'hostedzone', resourceName },
    }),
  );
}
