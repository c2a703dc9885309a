// Which validation records there are, and which hosted zone each goes into. Pure.
import { lists, zonesFor, type HostedZone } from '../../contract/zones';
import { normalForm } from '../../contract/names';
import type { Known, RecordBatch, ValidationRecord } from '../../contract/state';
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
  return batched(domainValidations, (name) => zonesFor(name, hostedZones).slice(0, 1));
}

/** The same where each record may be: a zone without a name may be the best one. */
export function recordPlaces(
  domainValidations: readonly DomainValidation[],
  hostedZones: readonly HostedZone[],
): readonly RecordBatch[] {
  const nameless = hostedZones.filter(({ name }) => name === undefined);
  return batched(domainValidations, (name) => {
    const best = zonesFor(name, hostedZones);
    return best.some((zone) => lists(zone, name)) ? best : [...new Set([...best, ...nameless])];
  });
}

function batched(
  domainValidations: readonly DomainValidation[],
  zonesOf: (name: string) => readonly HostedZone[],
): readonly RecordBatch[] {
  const byZone = new Map<HostedZone, Map<string, ValidationRecord>>();
  for (const { domainName, record } of domainValidations) {
    if (record === undefined) continue;
    for (const zone of zonesOf(domainName)) {
      const records = byZone.get(zone) ?? new Map<string, ValidationRecord>();
      byZone.set(zone, records.set(record.name, record));
    }
  }
  return [...byZone].map(([{ hostedZoneId, roleArn, externalId }, records]) => ({
    hostedZoneId,
    ...(roleArn !== undefined && { roleArn }),
    ...(externalId !== undefined && { externalId }),
    records: [...records.values()],
  }));
}

/** The records of what this execution has deleted, each in a batch of its own. */
export function recordsOfDeleted({ records = {}, deleted = [] }: Known): readonly RecordBatch[] {
  const single = deleted
    .flatMap((arn) => records[arn] ?? [])
    .flatMap((batch) => batch.records.map((record) => ({ ...batch, records: [record] })));
  return [...new Map(single.map((batch) => [keyOf(batch), batch])).values()];
}

/** Of a single record: where it is, and its name. */
export function keyOf({ hostedZoneId, records: [record] }: RecordBatch): string {
  return `${record?.name ?? ''} in zone ${hostedZoneId}`;
}

/** Of a single record: the name that it validates, for which its own has a label more. */
export function domainOf({ records: [record] }: RecordBatch): string {
  return normalForm(record?.name ?? '').replace(/^[^.]*\./, '');
}
