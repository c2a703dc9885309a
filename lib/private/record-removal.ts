// Whether validation records are removed, and who may need them, as the handlers read it.
import { Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { ResourceProperties } from '../../contract/properties';
import { problemAt } from './problem-at';
import { checkRegion } from './region';

export interface RecordRemovalProps {
  readonly removeValidationRecords?: boolean;
  readonly validationRecordRegions?: readonly string[];
}

/** @throws Error if Regions are given without removal, or one of them is none */
export function recordRemoval(
  scope: IConstruct,
  { removeValidationRecords = false, validationRecordRegions: regions }: RecordRemovalProps,
): Pick<ResourceProperties, 'RemoveValidationRecords' | 'ValidationRecordRegions'> {
  if (!removeValidationRecords) {
    if (regions === undefined) return {};
    const cure = 'set removeValidationRecords, or leave validationRecordRegions out';
    throw problemAt(
      scope,
      `validationRecordRegions is ${JSON.stringify(regions)}, and no record is removed; ${cure}`,
    );
  }
  if (regions === undefined) return { RemoveValidationRecords: true };
  if (!Token.isUnresolved(regions)) {
    regions.forEach((region, n) => {
      checkRegion(scope, region, `validationRecordRegions[${n}]`);
    });
  }
  return { RemoveValidationRecords: true, ValidationRecordRegions: regions };
}
