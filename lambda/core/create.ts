// Create: one request, then the way from pending to ISSUED. Whatever goes wrong after the request is answered with
// the ARN, so that CloudFormation deletes the certificate.
import { hasIdentity, isPartOf, namesOf } from './identity';
import {
  isPublishing,
  nameWithoutZone,
  notDescribedYet,
  publishRest,
  untilIssued,
} from './issuance';
import type { Action, CreateRequest, Look, Operation } from './lifecycle';
import { minutesText, noZoneReason } from './reasons';
import { failed } from './responses';
import {
  DEADLINE_MS,
  DESCRIBABLE_WITHIN_MS,
  GONE_AFTER_MS,
  IN_TIME_MS,
  NEWER_BY_MS,
} from './schedule';

export function createOperation(request: CreateRequest): Operation {
  const operation: Operation = {
    certificatesToDescribe: (known, moment) =>
      known.requested === undefined || isPublishing(known, moment) ? [] : [known.requested],
    decide: (look) => decideCreate(request, operation, look),
    fail: (look, why) => failed(request, look, why),
  };
  return operation;
}

function decideCreate(request: CreateRequest, operation: Operation, look: Look): Action {
  const { requested, unpublished } = look.known;
  if (requested === undefined) return beforeRequest(request, look);
  if (unpublished !== undefined && isPublishing(look.known, look)) return publishRest(unpublished);
  const certificate = look.certificates.get(requested);
  if (certificate === undefined) return whenAbsent(request, requested, look);
  if (hasIdentity(certificate, request.spec)) {
    return untilIssued(certificate, { spec: request.spec, operation, look });
  }
  const isPart = !certificate.isInFull || isPartOf(certificate, request.spec);
  if (isPart) return notInFull(request, requested, look);
  // The certificate is not this create's to delete, so the response must not carry its ARN.
  return failed(
    request,
    { ...look, known: {} },
    {
      code: 'ANOTHER_CERTIFICATE',
      reason:
        `ACM answered the request for ${namesOf(request.spec).join(', ')} with another certificate, ` +
        `${requested} for ${certificate.names.join(', ')}; deploy again`,
    },
  );
}

/** Nothing is requested that cannot be validated, nor what CloudFormation has given up meanwhile. */
function beforeRequest(request: CreateRequest, look: Look): Action {
  const { spec } = request;
  const uncovered = nameWithoutZone(spec);
  if (uncovered !== undefined) {
    return failed(request, look, noZoneReason(uncovered, spec.hostedZones));
  }
  const lateMs = look.now - look.begunAt;
  // What keeps it from being requested until the deadline is the better reason.
  if (lateMs >= DEADLINE_MS && look.known.failures === undefined) return tooLate(request, look);
  if (lateMs >= IN_TIME_MS && look.known.isNewest !== true) {
    const reason = `began ${Math.round(lateMs / 1000)} s late; looking whether CloudFormation has given it up`;
    if (look.known.others === undefined) return { do: 'LIST_OTHERS', code: 'TAKING_OVER', reason };
    if (isSuperseded(look)) return superseded(request, look);
  }
  const reason = `requesting a certificate for ${spec.domainName}`;
  return { do: 'REQUEST', spec, code: 'REQUESTING', reason };
}

/** CloudFormation makes a newer request for a resource only when it has given up the older one. */
function isSuperseded({ known: { others = [] }, begunAt }: Look): boolean {
  return others.some(({ endedAt = Infinity }) => endedAt > begunAt + NEWER_BY_MS);
}

function superseded(request: CreateRequest, look: Look): Action {
  return failed(request, look, {
    code: 'SUPERSEDED',
    reason: `certificate for ${request.spec.domainName} was not requested: CloudFormation has given this create up`,
  });
}

function tooLate(request: CreateRequest, look: Look): Action {
  const lateMs = look.now - look.begunAt;
  return failed(request, look, {
    code: 'TOO_LATE',
    reason: `certificate for ${request.spec.domainName} was not requested in ${minutesText(lateMs)}; deploy again`,
  });
}

/** ACM may take a while to describe what it has just made, and may fail to describe what it has described before. */
function whenAbsent(request: CreateRequest, certificateArn: string, look: Look): Action {
  const { known, now, begunAt } = look;
  const wasThere = known.described?.includes(certificateArn) === true;
  const absentMs = now - (known.absentSince?.[certificateArn] ?? now);
  const isGone = absentMs >= (wasThere ? GONE_AFTER_MS : DESCRIBABLE_WITHIN_MS);
  if (!isGone && now - begunAt < DEADLINE_MS) return notDescribedYet(certificateArn, look);
  return failed(request, look, {
    code: 'CERTIFICATE_GONE',
    reason: `certificate ${certificateArn} was deleted while it waited to be issued; deploy again if that was not intended`,
  });
}

function notInFull(request: CreateRequest, certificateArn: string, look: Look): Action {
  const waitedMs = look.now - look.begunAt;
  if (waitedMs < DEADLINE_MS) return notDescribedYet(certificateArn, look);
  return failed(request, look, {
    code: 'NOT_DESCRIBED_YET',
    reason: `ACM does not describe certificate ${certificateArn} in full after ${minutesText(waitedMs)}; deploy again`,
  });
}
