// Update: what is wanted is compared with the live certificate behind the physical id, not with the old
// properties, so that a rollback to what is there is no change. Another identity is refused for now.
import { failed } from './answers';
import { namesOf, sameNames, untilIssued } from './create';
import type { Action, Look, UpdateRequest } from './lifecycle';
import { regionOf } from './physical-id';

export function decideUpdate(request: UpdateRequest, look: Look): Action {
  const { spec, physicalResourceId } = request;
  const { certificate } = look;
  if (certificate === undefined) {
    return failed(
      physicalResourceId,
      `ACM knows no certificate '${physicalResourceId}', and replacing one is not supported yet; ` +
        'give the construct another id to have a new certificate requested',
    );
  }
  const region = regionOf(physicalResourceId);
  if (!sameNames(certificate, spec) || region !== spec.region) {
    return failed(
      physicalResourceId,
      `certificate for ${certificate.names.join(', ')} in ${region} cannot become one for ` +
        `${namesOf(spec).join(', ')} in ${spec.region}: replacing a certificate is not supported yet; ` +
        `declare the new one under another construct id and remove this one afterwards. ARN: ${physicalResourceId}`,
    );
  }
  return untilIssued(certificate, spec, look);
}
