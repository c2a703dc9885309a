// From a certificate that exists to one that is ISSUED, and validated as it is wanted: publish its validation records when all
// of them are known, then wait; or wait for approvals by e-mail (emails.ts). Shared by every operation that ends with an issued
// certificate.
import type { Known, Unpublished } from '../../contract/state';
import { nextOfApproval } from './emails';
import type { Action, Look, Operation } from './lifecycle';
import { nextOfMethodChange } from './method-change';
import type { Certificate, CertificateSpec } from './ports';
import {
  issuedReason,
  notWaitedForReason,
  pendingReason,
  unusableReason,
  waitingReason,
} from './reasons';
import { succeeded } from './responses';
import {
  DEADLINE_MS,
  DESCRIBE_UNPUBLISHED_AFTER_MS,
  PUBLISH_AGAIN_AFTER_MS,
  pendingSeconds,
  type Moment,
} from './schedule';
import { areAllRecordsKnown, recordBatches } from './validation-records';
import { settleZones, zonesOf } from './zones';

/** Records that were written so shortly before the deadline are not written once more. */
const WRITTEN_JUST_NOW_MS = 60_000;

/** The next action for a certificate with the identity that is wanted. */
export function nextOfIssuance(
  certificate: Certificate,
  { spec, operation, look }: { spec: CertificateSpec; operation: Operation; look: Look },
): Action {
  const { status } = certificate;
  const isPending = status === 'PENDING_VALIDATION';
  if (!isPending && status !== 'ISSUED') return operation.fail(look, unusableReason(certificate));
  const { email } = spec;
  if (email === undefined) return nextOfDnsValidation(certificate, { spec, operation, look });
  return isPending
    ? nextOfApproval(certificate, { spec, email, operation, look })
    : succeeded(certificate.certificateArn, issuedReason(certificate, spec));
}

function nextOfDnsValidation(
  certificate: Certificate,
  { spec, operation, look }: { spec: CertificateSpec; operation: Operation; look: Look },
): Action {
  const { certificateArn } = certificate;
  const waitedMs = look.now - look.begunAt;
  const change = nextOfMethodChange(certificate, spec, look);
  if (change !== undefined) return change;
  const isPending = isValidationPending(certificate);
  const { unpublished } = look.known;
  if (unpublished?.certificateArn === certificateArn) return publishRest(unpublished);
  if (isPublicationDue(certificate, spec, look) && areAllRecordsKnown(certificate)) {
    return settleZones(spec, { operation, look }) ?? publishAll(spec, certificate, look);
  }
  if (isPending && !spec.isWaitedFor && areAllRecordsKnown(certificate)) {
    return succeeded(certificateArn, notWaitedForReason(certificate));
  }
  if (isPending && waitedMs >= spec.validationTimeoutMs) {
    const hostedZones = zonesOf(spec, look.known);
    return operation.fail(look, pendingReason(certificate, { hostedZones, waitedMs }));
  }
  if (isPending) {
    const seconds = pendingSeconds(look, spec.validationTimeoutMs);
    return { do: 'WAIT', seconds, ...waitingReason(certificate) };
  }
  return succeeded(certificateArn, issuedReason(certificate, spec));
}

/** Whether ACM has still to find records: to issue it, or to take DNS for the method by which it is validated. */
function isValidationPending({ status, method, isChangingMethod }: Certificate): boolean {
  return status === 'PENDING_VALIDATION' || method === 'EMAIL' || isChangingMethod;
}

/**
 * Of an issued certificate, too: the zone may be a new one, and ACM renews by the records in it. While it is pending, again
 * and again, because somebody may remove a record; and at the deadline, so that what is said of the records is true.
 */
function isPublicationDue(
  certificate: Certificate,
  { validationTimeoutMs }: CertificateSpec,
  look: Look,
): boolean {
  const publishedAt = look.known.publishedAt?.[certificate.certificateArn];
  if (publishedAt === undefined) return true;
  if (!isValidationPending(certificate)) return false;
  const isLast = look.now - look.begunAt >= validationTimeoutMs;
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
