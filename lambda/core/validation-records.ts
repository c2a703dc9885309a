// Which validation records there are, and which hosted zone each goes into. Pure.
import { zoneFor, type HostedZone } from '../../contract/zones';
import type { RecordBatch, ValidationRecord } from '../../contract/state';
import type { Certificate, DomainValidation } from './ports';

/** Whether ACM has named the record of every name that has not been validated. */
export function areAllRecordsKnown({ names, domainValidations }: Certificate): boolean {
  return names.every((name) =>
    domainValidations.some(
      ({ domainName, record, status }) =>
        domainName === name && (record !== undefined || status === 'SUCCESS'),
    ),
  );
}

/** One batch for each zone, every record name once: an apex and its wildcard share theirs. */
export function recordBatches(
  domainValidations: readonly DomainValidation[],
  hostedZones: readonly HostedZone[],
): readonly RecordBatch[] {
  const byZone = new Map<HostedZone, Map<string, ValidationRecord>>();
  for (const { domainName, record } of domainValidations) {
    const zone = zoneFor(domainName, hostedZones);
    if (record === undefined || zone === undefined) continue;
    const records = byZone.get(zone) ?? new Map<string, ValidationRecord>();
    byZone.set(zone, records.set(record.name, record));
  }
  return [...byZone].map(([{ hostedZoneId, roleArn, externalId }, records]) => ({
    hostedZoneId,
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
    records: [...records.values()],
  }));
}
