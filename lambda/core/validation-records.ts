// Which validation record goes into which hosted zone. Pure: names in, batches out.
import { zoneFor, type HostedZone } from '../../contract/zones';
import { CertificateError } from './errors';
import type { Certificate, DomainValidation, RecordBatch, ValidationRecord } from './ports';

/**
 * The zone with the longest name that `domainName` ends in, on a label boundary. A zone whose name is not
 * known comes last: Route 53 itself refuses it if it does not fit.
 *
 * @throws CertificateError `NO_HOSTED_ZONE` if there is none
 */
export function hostedZoneFor(domainName: string, hostedZones: readonly HostedZone[]): HostedZone {
  const zone = zoneFor(domainName, hostedZones);
  if (zone !== undefined) return zone;
  const given = hostedZones.map(({ name, hostedZoneId }) => `'${name ?? hostedZoneId}'`).join(', ');
  throw new CertificateError(
    'NO_HOSTED_ZONE',
    `no hosted zone covers '${domainName}' (given: ${given}); pass the zone that serves it`,
  );
}

/** One batch a zone, every record name once: an apex and its wildcard share theirs. */
export function recordBatches(
  domainValidations: readonly DomainValidation[],
  hostedZones: readonly HostedZone[],
): readonly RecordBatch[] {
  const byZone = new Map<string, Map<string, ValidationRecord>>();
  for (const { domainName, record } of domainValidations) {
    if (record === undefined) continue;
    const { hostedZoneId } = hostedZoneFor(domainName, hostedZones);
    const records = byZone.get(hostedZoneId) ?? new Map<string, ValidationRecord>();
    byZone.set(hostedZoneId, records.set(record.name, record));
  }
  return [...byZone].map(([hostedZoneId, records]) => ({
    hostedZoneId,
    records: [...records.values()],
  }));
}

/** Whether every name of the certificate that still has to be proved says which record proves it. */
export function allRecordsKnown({ names, domainValidations }: Certificate): boolean {
  return names.every((name) =>
    domainValidations.some(
      ({ domainName, record, status }) =>
        domainName === name && (record !== undefined || status === 'SUCCESS'),
    ),
  );
}
