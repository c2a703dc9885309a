// Create: request once, publish the records when all of them are known, answer when ACM says ISSUED.
// Whatever goes wrong after the request is answered with the ARN, so that CloudFormation deletes it.
import {
  DESCRIBABLE_WITHIN,
  ISSUANCE_DEADLINE,
  type Action,
  type CreateRequest,
  type Look,
} from './lifecycle';
import type { Certificate, CertificateSpec } from './ports';
import { allRecordsKnown, hostedZoneFor, recordBatches } from './records';
import { pendingReason, terminalReason } from './reasons';

export function decideCreate(request: CreateRequest, look: Look): Action {
  const { spec } = request;
  const { certificateArn } = look.known;
  if (certificateArn === undefined) {
    for (const name of namesOf(spec)) hostedZoneFor(name, spec.hostedZones);
    return { do: 'REQUEST', spec, reason: `requesting a certificate for ${spec.domainName}` };
  }
  const { certificate } = look;
  if (certificate === undefined) return absent(certificateArn, look);
  if (!sameNames(certificate, spec)) {
    // Not ours to delete: the answer must not carry this ARN.
    return failed(
      nothingRequested(request.owner.logicalResourceId),
      `ACM answered the request for ${namesOf(spec).join(', ')} with another certificate, ` +
        `${certificateArn} for ${certificate.names.join(', ')}; deploy again`,
    );
  }
  return untilIssued(certificate, spec, look);
}

/** From a certificate that exists to one that is ISSUED. Also what an update needs when nothing is to change. */
export function untilIssued(certificate: Certificate, spec: CertificateSpec, look: Look): Action {
  const { certificateArn, status, domainValidations } = certificate;
  if (status === 'ISSUED') {
    return succeeded(certificateArn, `${certificate.domainName} is ISSUED`);
  }
  if (status !== 'PENDING_VALIDATION') return failed(certificateArn, terminalReason(certificate));
  const waited = look.now - look.startedAt;
  if (waited >= ISSUANCE_DEADLINE) {
    return failed(certificateArn, pendingReason(certificate, spec.hostedZones, waited));
  }
  if (look.known.published === true) {
    return { do: 'WAIT', reason: waitingFor(certificate) };
  }
  if (allRecordsKnown(domainValidations)) {
    const batches = recordBatches(domainValidations, spec.hostedZones);
    return { do: 'PUBLISH', batches, reason: 'publishing the validation records' };
  }
  return { do: 'WAIT', reason: 'ACM has not named every validation record yet' };
}

/** The physical id of a create that requested nothing. Its delete finds nothing to delete. */
export function nothingRequested(logicalResourceId: string): string {
  return `${logicalResourceId}-not-requested`;
}

/** First name first. */
export function namesOf(spec: CertificateSpec): readonly string[] {
  return [spec.domainName, ...spec.subjectAlternativeNames];
}

/** The same first name and the same set of names: the order of the others means nothing to ACM. */
export function sameNames(certificate: Certificate, spec: CertificateSpec): boolean {
  const wanted = new Set(namesOf(spec));
  const present = new Set(certificate.names);
  return (
    certificate.domainName === spec.domainName &&
    wanted.size === present.size &&
    [...wanted].every((name) => present.has(name))
  );
}

function absent(certificateArn: string, { known, now, startedAt }: Look): Action {
  if (known.seen !== true && now - startedAt < DESCRIBABLE_WITHIN) {
    return { do: 'WAIT', reason: `ACM does not describe ${certificateArn} yet` };
  }
  return failed(
    certificateArn,
    `certificate ${certificateArn} was deleted while it waited to be issued; deploy again if that was not intended`,
  );
}

function waitingFor({ domainValidations }: Certificate): string {
  const open = domainValidations.filter(({ status }) => status !== 'SUCCESS');
  return open.length === 0
    ? 'every name is validated; ACM has not issued the certificate yet'
    : `ACM has not validated ${open.map(({ domainName }) => domainName).join(', ')} yet`;
}

type Answered = Extract<Action, { do: 'ANSWER' }>;

export function succeeded(physicalResourceId: string, reason: string): Answered {
  return { do: 'ANSWER', answer: { status: 'SUCCESS', physicalResourceId, reason } };
}

export function failed(physicalResourceId: string, reason: string): Answered {
  return { do: 'ANSWER', answer: { status: 'FAILED', physicalResourceId, reason } };
}
