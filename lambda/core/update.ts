// Update: what is wanted is compared with the live certificate behind the physical id, not with the old properties,
// so that a rollback to what is there changes nothing. Another identity is refused for now.
import { hasIdentity, namesOf } from './identity';
import { untilIssued } from './issuance';
import type { Action, Look, Operation, UpdateRequest } from './lifecycle';
import { regionOf } from './physical-id';
import { failed } from './responses';

export function updateOperation(request: UpdateRequest): Operation {
  return {
    certificatesToDescribe: () => [request.physicalResourceId],
    decide: (look) => decideUpdate(request, look),
  };
}

function decideUpdate(request: UpdateRequest, look: Look): Action {
  const { spec, physicalResourceId } = request;
  const certificate = look.certificates.get(physicalResourceId);
  if (certificate === undefined) {
    return failed(request, look, {
      code: 'CERTIFICATE_GONE',
      reason:
        `ACM knows no certificate '${physicalResourceId}', and replacing one is not supported yet; ` +
        'give the construct another id to have a new certificate requested',
    });
  }
  if (hasIdentity(certificate, spec)) return untilIssued(request, certificate, look);
  return failed(request, look, {
    code: 'REPLACEMENT_UNSUPPORTED',
    reason:
      `certificate for ${certificate.names.join(', ')} in ${regionOf(physicalResourceId)} cannot become one for ` +
      `${namesOf(spec).join(', ')} in ${spec.region}: replacing a certificate is not supported yet; ` +
      `declare the new one under another construct id and remove this one afterwards. ARN: ${physicalResourceId}`,
  });
}
