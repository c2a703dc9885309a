// Create: one request, then the way from pending to ISSUED. Whatever goes wrong after the request is answered with
// the ARN, so that CloudFormation deletes the certificate.
import { isPublishing } from './issuance';
import type { CreateRequest, Operation } from './lifecycle';
import { requestCertificate, rejectIfSuperseded, nextOfRequested } from './requested';
import { failed } from './responses';

export function createOperation(request: CreateRequest): Operation {
  const operation: Operation = {
    certificatesToDescribe: (known, moment) =>
      known.requested === undefined || isPublishing(known, moment) ? [] : [known.requested],
    decide: (look) => {
      const { requested } = look.known;
      const requesting = { request, operation, look };
      if (requested === undefined) return requestCertificate(requesting);
      const next = nextOfRequested(requested, requesting);
      // Its tags say that it is kept, so that the delete that follows could not tell it from one that is.
      return request.spec.isRetained ? rejectIfSuperseded(next, requesting) : next;
    },
    fail: (look, why) => failed(request, look, why),
  };
  return operation;
}
