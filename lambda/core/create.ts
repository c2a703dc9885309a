// Create: request once, publish the records when all of them are known, answer when ACM says ISSUED.
// Whatever goes wrong after the request is answered with the ARN, so that CloudFormation deletes it.
import { failed, succeeded } from './answers';
import type { Action, CreateRequest, Known, Look } from './lifecycle';
import { withoutArn } from './physical-id';
import type { Certificate, CertificateSpec } from './ports';
import { allRecordsKnown, hostedZoneFor, recordBatches } from './validation-records';
import { pendingReason, terminalReason } from './reasons';
import { DEADLINE, DESCRIBABLE_WITHIN, REQUESTED_WITHIN } from './schedule';

export function decideCreate(request: CreateRequest, look: Look): Action {
  const { spec } = request;
  const { certificateArn } = look.known;
  if (certificateArn === undefined) return requestInTime(request, look);
  const { certificate } = look;
  if (certificate === undefined) return absent(certificateArn, look);
  if (!sameNames(certificate, spec)) {
    // Not ours to delete: the answer must not carry this ARN.
    return failed(
      withoutArn(request.owner.logicalResourceId, look.startedAt),
      `ACM answered the request for ${namesOf(spec).join(', ')} with another certificate, ` +
        `${certificateArn} for ${certificate.names.join(', ')}; deploy again`,
    );
  }
  return untilIssued(certificate, spec, look);
}

function requestInTime({ spec, owner }: CreateRequest, { now, startedAt }: Look): Action {
  for (const name of namesOf(spec)) hostedZoneFor(name, spec.hostedZones);
  if (now - startedAt < REQUESTED_WITHIN) {
    return { do: 'REQUEST', spec, reason: `requesting a certificate for ${spec.domainName}` };
  }
  const minutes = Math.round((now - startedAt) / 60_000);
  return failed(
    withoutArn(owner.logicalResourceId, startedAt),
    `certificate for ${spec.domainName} was not requested: ${minutes} minutes late, when CloudFormation may ` +
      'have given it up; deploy again',
  );
}

/** From a certificate that exists to one that is ISSUED. Also what an update needs when nothing is to change. */
export function untilIssued(certificate: Certificate, spec: CertificateSpec, look: Look): Action {
  const { certificateArn, status } = certificate;
  const issued = status === 'ISSUED';
  if (!issued && status !== 'PENDING_VALIDATION') {
    return failed(certificateArn, terminalReason(certificate));
  }
  const waited = look.now - look.startedAt;
  if (!issued && waited >= DEADLINE) {
    return failed(certificateArn, pendingReason(certificate, spec.hostedZones, waited));
  }
  // Even when it is issued: the zone may be a new one, and ACM renews by the records in it.
  if (look.known.published !== true && allRecordsKnown(certificate)) {
    const batches = recordBatches(certificate.domainValidations, spec.hostedZones);
    return { do: 'PUBLISH', batches, reason: 'publishing the validation records' };
  }
  return issued
    ? succeeded(certificateArn, `${certificate.domainName} is ISSUED`)
    : { do: 'WAIT', reason: waitingFor(certificate, look.known) };
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

function waitingFor({ domainValidations }: Certificate, { published }: Known): string {
  if (published !== true) return 'ACM has not named every validation record yet';
  const open = domainValidations.filter(({ status }) => status !== 'SUCCESS');
  return open.length === 0
    ? 'every name is validated; ACM has not issued the certificate yet'
    : `ACM has not validated ${open.map(({ domainName }) => domainName).join(', ')} yet`;
}
