// From a certificate that exists to one that is ISSUED: publish its validation records when all of them are known, then
// wait. Shared by every operation that ends with an issued certificate.
import type { Known, Unpublished } from '../../contract/state';
import type { Action, Look, Operation } from './lifecycle';
import type { Certificate, CertificateSpec } from './ports';
import { pendingReason, unusableReason, waitingReason } from './reasons';
import { succeeded } from './responses';
import {
  DEADLINE_MS,
  DESCRIBE_UNPUBLISHED_AFTER_MS,
  PUBLISH_AGAIN_AFTER_MS,
  pendingSeconds,
  type Moment,
} from './schedule';
import { areAllRecordsKnown, recordBatches } from './validation-records';
import { untilZonesAreSettled, zonesOf } from './zones';

/** Records that were written so shortly before the deadline are not written once more. */
const WRITTEN_JUST_NOW_MS = 60_000;

/** The next action for a certificate with the identity that is wanted. */
export function untilIssued(
  certificate: Certificate,
  { spec, operation, look }: { spec: CertificateSpec; operation: Operation; look: Look },
): Action {
  const { status, domainName, certificateArn } = certificate;
  const waitedMs = look.now - look.begunAt;
  const isPending = status === 'PENDING_VALIDATION';
  if (!isPending && status !== 'ISSUED') return operation.fail(look, unusableReason(certificate));
  const { unpublished } = look.known;
  if (unpublished?.certificateArn === certificateArn) return publishRest(unpublished);
  if (isPublicationDue(certificate, look) && areAllRecordsKnown(certificate)) {
    return untilZonesAreSettled(spec, { operation, look }) ?? publishAll(spec, certificate, look);
  }
  if (isPending && waitedMs >= DEADLINE_MS) {
    const hostedZones = zonesOf(spec, look.known);
    return operation.fail(look, pendingReason(certificate, { hostedZones, waitedMs }));
  }
  if (isPending)
    return { do: 'WAIT', seconds: pendingSeconds(look), ...waitingReason(certificate) };
  return succeeded(certificateArn, { code: 'ISSUED', reason: `${domainName} is ISSUED` });
}

/**
 * Of an issued certificate, too: the zone may be a new one, and ACM renews by the records in it. While it is pending, again
 * and again, because somebody may remove a record; and at the deadline, so that what is said of the records is true.
 */
function isPublicationDue({ certificateArn, status }: Certificate, look: Look): boolean {
  const publishedAt = look.known.publishedAt?.[certificateArn];
  if (publishedAt === undefined) return true;
  if (status === 'ISSUED') return false;
  const isLast = look.now - look.begunAt >= DEADLINE_MS;
  return look.now - publishedAt >= (isLast ? WRITTEN_JUST_NOW_MS : PUBLISH_AGAIN_AFTER_MS);
}

function publishAll(spec: CertificateSpec, certificate: Certificate, { known }: Look): Action {
  const { certificateArn, domainValidations } = certificate;
  const batches = recordBatches(domainValidations, zonesOf(spec, known));
  const reason = 'publishing the validation records';
  return { do: 'PUBLISH', certificateArn, batches, code: 'PUBLISHING', reason };
}

/** Route 53 takes one change of a zone at a time, so some of the records may have to wait for their turn. */
export function publishRest({ certificateArn, batches }: Unpublished): Action {
  const reason = 'publishing the validation records that Route 53 has not taken yet';
  return { do: 'PUBLISH', certificateArn, batches, code: 'PUBLISHING', reason };
}

/** Whether Route 53 is to be asked again without a look at the certificate, which costs a DescribeCertificate. */
export function isPublishing({ unpublished }: Known, { now, begunAt }: Moment): boolean {
  if (unpublished === undefined || now - begunAt >= DEADLINE_MS) return false;
  return now - unpublished.since < DESCRIBE_UNPUBLISHED_AFTER_MS;
}

/** ACM describes what it has just made only after some seconds, and first without its names. */
export function notDescribedYet(certificateArn: string, look: Look): Action {
  const reason = `ACM does not describe ${certificateArn} in full yet`;
  return { do: 'WAIT', seconds: pendingSeconds(look), code: 'NOT_DESCRIBED_YET', reason };
}
