// Create: one request, then the way from pending to ISSUED. Whatever goes wrong after the request is answered with
// the ARN, so that CloudFormation deletes the certificate.
import { hasIdentity, namesOf } from './identity';
import { nameWithoutZone, untilIssued } from './issuance';
import type { Action, CreateRequest, Look, Operation } from './lifecycle';
import { minutesText, noZoneReason } from './reasons';
import { failed } from './responses';
import { DESCRIBABLE_WITHIN_MS, REQUESTED_WITHIN_MS } from './schedule';

export function createOperation(request: CreateRequest): Operation {
  return {
    certificatesToDescribe: ({ requested }) => (requested === undefined ? [] : [requested]),
    decide: (look) => decideCreate(request, look),
  };
}

function decideCreate(request: CreateRequest, look: Look): Action {
  const { requested } = look.known;
  if (requested === undefined) return requestInTime(request, look);
  const certificate = look.certificates.get(requested);
  if (certificate === undefined) return absent(request, requested, look);
  if (hasIdentity(certificate, request.spec)) return untilIssued(request, certificate, look);
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

/** Nothing is requested that cannot be validated, and nothing so late that a delete may have stopped looking for it. */
function requestInTime(request: CreateRequest, look: Look): Action {
  const { spec } = request;
  const uncovered = nameWithoutZone(spec);
  if (uncovered !== undefined) {
    return failed(request, look, noZoneReason(uncovered, spec.hostedZones));
  }
  const lateMs = look.now - look.startedAt;
  if (lateMs < REQUESTED_WITHIN_MS) {
    const reason = `requesting a certificate for ${spec.domainName}`;
    return { do: 'REQUEST', spec, code: 'REQUESTING', reason };
  }
  return failed(request, look, {
    code: 'REQUESTED_TOO_LATE',
    reason:
      `certificate for ${spec.domainName} was not requested: ${minutesText(lateMs)} late, when CloudFormation may ` +
      'have given it up; deploy again',
  });
}

/** ACM may take a while to describe what it has just made. Once it has described a certificate, its absence means that it was deleted. */
function absent(request: CreateRequest, certificateArn: string, look: Look): Action {
  const wasThere = look.known.described?.includes(certificateArn) === true;
  if (!wasThere && look.now - look.startedAt < DESCRIBABLE_WITHIN_MS) {
    const reason = `ACM does not describe ${certificateArn} yet`;
    return { do: 'WAIT', code: 'NOT_DESCRIBED_YET', reason };
  }
  return failed(request, look, {
    code: 'CERTIFICATE_GONE',
    reason: `certificate ${certificateArn} was deleted while it waited to be issued; deploy again if that was not intended`,
  });
}
