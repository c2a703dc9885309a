// From a certificate that exists to one that is ISSUED: publish its validation records when all of them are known, then
// wait. Shared by every operation that ends with an issued certificate.
import { zoneFor } from '../../contract/zones';
import { namesOf } from './identity';
import type { Action, CreateRequest, Look, UpdateRequest } from './lifecycle';
import type { Certificate, CertificateSpec } from './ports';
import { noZoneReason, pendingReason, unusableReason, waitingReason } from './reasons';
import { failed, succeeded } from './responses';
import { DEADLINE_MS } from './schedule';
import { areAllRecordsKnown, recordBatches } from './validation-records';

/** The next action for a certificate with the identity that is wanted. */
export function untilIssued(
  request: CreateRequest | UpdateRequest,
  certificate: Certificate,
  look: Look,
): Action {
  const { status, domainName, certificateArn } = certificate;
  const waitedMs = look.now - look.startedAt;
  const isPending = status === 'PENDING_VALIDATION';
  if (!isPending && status !== 'ISSUED') return failed(request, look, unusableReason(certificate));
  // Of an issued certificate, too: the zone may be a new one, and ACM renews by the records in it. And at the deadline,
  // too: what keeps the records from being written is then the reason.
  const isPublished = look.known.published?.includes(certificateArn) === true;
  if (!isPublished && areAllRecordsKnown(certificate)) return publish(request, certificate, look);
  if (isPending && waitedMs >= DEADLINE_MS) {
    const { hostedZones } = request.spec;
    return failed(request, look, pendingReason(certificate, { hostedZones, waitedMs }));
  }
  if (isPending) return { do: 'WAIT', ...waitingReason(certificate) };
  return succeeded(certificateArn, { code: 'ISSUED', reason: `${domainName} is ISSUED` });
}

function publish(
  request: CreateRequest | UpdateRequest,
  { certificateArn, domainValidations }: Certificate,
  look: Look,
): Action {
  const { hostedZones } = request.spec;
  const uncovered = nameWithoutZone(request.spec);
  if (uncovered !== undefined) return failed(request, look, noZoneReason(uncovered, hostedZones));
  const batches = recordBatches(domainValidations, hostedZones);
  const reason = 'publishing the validation records';
  return { do: 'PUBLISH', certificateArn, batches, code: 'PUBLISHING', reason };
}

/** The first name that none of the hosted zones covers, so that its validation record has no place. */
export function nameWithoutZone(spec: CertificateSpec): string | undefined {
  return namesOf(spec).find((name) => zoneFor(name, spec.hostedZones) === undefined);
}
