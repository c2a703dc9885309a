// What a role of the account that owns hosted zones may do there: the same as Step in zones of its own account.
import { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import { covers, withoutPrefix } from '../../../contract/zones';
import { checkIsZone } from '../is-zone';
import { checkIsOne, checkName } from '../names';
import { refusePrivate } from '../private-zone';
import { problemAt } from '../problem-at';
import { isUnknown, mayCover, nameInNormalForm } from '../unknown';
import { zoneNameOf } from '../validation-zones';
import { warnOfOtherAccount } from '../zone-account';
import {
  ANY_RECORD,
  readRecordsStatement,
  recordPatterns,
  validationRecordsStatement,
  zoneNameStatement,
} from './route53';
import { INLINE_CHARACTERS_OF_A_ROLE, Ruler } from './size';

export interface ValidationRoleNeeds {
  readonly hostedZones: readonly route53.IHostedZone[];
  readonly domainNames?: readonly string[];
  readonly removeValidationRecords?: boolean;
}

/** @throws Error if a zone is private, a name is in none of the zones, or all of it is too much for a role */
export function validationRecordStatements(
  scope: Construct,
  { hostedZones, domainNames, removeValidationRecords = false }: ValidationRoleNeeds,
): readonly iam.PolicyStatement[] {
  checkZones(scope, hostedZones);
  checkNames(scope, domainNames);
  const names = domainNames?.map((name) => checkedName(scope, name, hostedZones));
  const ids = hostedZones.map(({ hostedZoneId }) => withoutPrefix(hostedZoneId));
  const patterns = names === undefined ? [ANY_RECORD] : [...new Set(recordPatterns(names))];
  const statements = [
    validationRecordsStatement(scope, {
      hostedZoneIds: ids,
      patterns,
      actions: removeValidationRecords ? ['UPSERT', 'DELETE'] : ['UPSERT'],
    }),
    zoneNameStatement(scope, ids),
    ...(removeValidationRecords ? [readRecordsStatement(scope, ids)] : []),
  ];
  const size = new Ruler(Stack.of(scope)).document(statements);
  if (size <= INLINE_CHARACTERS_OF_A_ROLE) return statements;
  throw problemAt(
    scope,
    `these zones and names need ${size} characters, and IAM lets a role have ${INLINE_CHARACTERS_OF_A_ROLE}; make several roles`,
  );
}

/** The types say so, but not to JavaScript. */
function checkZones(scope: Construct, hostedZones: unknown): void {
  if (!Array.isArray(hostedZones) || hostedZones.length === 0) {
    const what = hostedZones === undefined ? 'undefined' : JSON.stringify(hostedZones);
    const cure = 'pass the zones into which records may be written';
    throw problemAt(scope, `hostedZones is ${what}; ${cure}`);
  }
  hostedZones.forEach((hostedZone: route53.IHostedZone, n) => {
    checkIsZone(scope, `hostedZones[${n}]`, hostedZone);
    refusePrivate(scope, hostedZone);
    const cure = 'make the role in the account of the zone';
    warnOfOtherAccount(scope, { property: `hostedZones[${n}]`, hostedZone }, cure);
  });
}

function checkNames(scope: Construct, domainNames: readonly string[] | undefined): void {
  if (domainNames?.length === 0) {
    throw problemAt(
      scope,
      'domainNames is []; name one, or leave it out for all names in the zones',
    );
  }
  domainNames?.forEach((name, n) => {
    checkIsOne(scope, `domainNames[${n}]`, name);
  });
}

function checkedName(
  scope: Construct,
  domainName: string,
  hostedZones: readonly route53.IHostedZone[],
): string {
  const name = nameInNormalForm(domainName);
  checkName(scope, name);
  const isServedBy = isUnknown(name) ? mayCover : covers;
  const isCovered = hostedZones
    .map(zoneNameOf)
    .some((zone) => zone === undefined || isUnknown(zone) || isServedBy(zone, name));
  if (isCovered) return name;
  throw problemAt(
    scope,
    `none of the hostedZones covers '${name}'; add the one that does, or leave it out`,
  );
}
