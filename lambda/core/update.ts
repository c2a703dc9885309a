// Update: what is wanted is compared with the live certificate behind the physical id, not with the old properties.
// CloudFormation rolls back by updates, so one to the identity that is there never fails: what is wrong is said in its
// answer. Another identity is refused for now.
import { hasIdentity, namesOf } from './identity';
import { isPublishing, notDescribedYet, publishRest, untilIssued } from './issuance';
import type { Action, Look, Operation, UpdateRequest } from './lifecycle';
import { regionOf } from './physical-id';
import { failed, succeeded } from './responses';
import { DEADLINE_MS, GONE_AFTER_MS } from './schedule';

export function updateOperation(request: UpdateRequest): Operation {
  const { physicalResourceId } = request;
  const operation: Operation = {
    certificatesToDescribe: (known, moment) =>
      isPublishing(known, moment) ? [] : [physicalResourceId],
    decide: (look) => decideUpdate(request, operation, look),
    fail: (look, why) =>
      isIdentityThere(request, look)
        ? succeeded(physicalResourceId, why)
        : failed(request, look, why),
  };
  return operation;
}

/** What was ever published was for the identity that is wanted. */
function isIdentityThere(
  { spec, physicalResourceId, isIdentityKept }: UpdateRequest,
  { known, certificates }: Look,
): boolean {
  const certificate = certificates.get(physicalResourceId);
  if (certificate !== undefined) return hasIdentity(certificate, spec);
  return isIdentityKept || known.unpublished !== undefined || known.publishedAt !== undefined;
}

function decideUpdate(request: UpdateRequest, operation: Operation, look: Look): Action {
  const { spec, physicalResourceId } = request;
  const { unpublished } = look.known;
  if (unpublished !== undefined && isPublishing(look.known, look)) return publishRest(unpublished);
  const certificate = look.certificates.get(physicalResourceId);
  if (certificate === undefined) return whenAbsent(request, operation, look);
  if (!certificate.isInFull && look.now - look.begunAt < DEADLINE_MS) {
    return notDescribedYet(physicalResourceId, look);
  }
  if (hasIdentity(certificate, spec)) return untilIssued(certificate, { spec, operation, look });
  return failed(request, look, {
    code: 'REPLACEMENT_UNSUPPORTED',
    reason:
      `certificate for ${certificate.names.join(', ')} in ${regionOf(physicalResourceId)} cannot become one for ` +
      `${namesOf(spec).join(', ')} in ${spec.region}: replacing a certificate is not supported yet; ` +
      `declare the new one under another construct id and remove this one afterwards. ARN: ${physicalResourceId}`,
  });
}

function whenAbsent(
  { physicalResourceId }: UpdateRequest,
  operation: Operation,
  look: Look,
): Action {
  const { known, now, begunAt } = look;
  const absentMs = now - (known.absentSince?.[physicalResourceId] ?? now);
  if (absentMs < GONE_AFTER_MS && now - begunAt < DEADLINE_MS) {
    return notDescribedYet(physicalResourceId, look);
  }
  return operation.fail(look, {
    code: 'CERTIFICATE_GONE',
    reason:
      `ACM knows no certificate '${physicalResourceId}', and replacing one is not supported yet; ` +
      'give the construct another id to have a new certificate requested',
  });
}
