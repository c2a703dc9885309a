// Reasons for people, each with its code. The first sentence stands alone, because CloudFormation shows it first: which
// certificate, which name, ACM's status, what to do.
import type { Reason, ReasonCode } from '../../contract/reason-codes';
import { zoneFor, type HostedZone } from '../../contract/zones';
import type { Certificate, CertificateSpec, DomainValidation, Owner } from './ports';
import { areAllRecordsKnown } from './validation-records';

/** @see https://docs.aws.amazon.com/acm/latest/userguide/troubleshooting-failed.html */
const FAILURES: Readonly<Record<string, string>> = {
  ADDITIONAL_VERIFICATION_REQUIRED:
    'ACM wants to verify the domain further; open a case with AWS Support',
  CAA_ERROR:
    'a CAA record keeps Amazon from issuing; add one that names amazon.com, amazontrust.com, awstrust.com or amazonaws.com',
  DOMAIN_NOT_ALLOWED:
    'a name is on a list of unsafe domains; have it reviewed, then ask AWS Support',
  DOMAIN_VALIDATION_DENIED: 'the validation was refused; ask the owner of the domain',
  INVALID_PUBLIC_DOMAIN: 'a name does not end in a public domain; correct its spelling',
  NO_AVAILABLE_CONTACTS: 'no e-mail address was found for a name; validate by DNS',
  OTHER: 'most often a name is misspelt; correct it and deploy again',
};

/** Why ACM will never issue this certificate. */
export function unusableReason(certificate: Certificate): Reason {
  const { domainName, certificateArn, status, failureReason } = certificate;
  const failedNames = certificate.domainValidations
    .filter((validation) => validation.status === 'FAILED')
    .map((validation) => validation.domainName);
  const where = failedNames.length > 0 ? ` at ${failedNames.join(', ')}` : '';
  const what = failureReason === undefined ? '' : ` (${failureReason})`;
  const how = FAILURES[failureReason ?? ''] ?? 'deploy again to request another';
  return {
    code: 'CERTIFICATE_UNUSABLE',
    reason: `certificate for ${domainName} is ${status}${what}${where}: ${how}. ARN: ${certificateArn}`,
  };
}

/** What a pending certificate still waits for. */
export function waitingReason(certificate: Certificate): Reason {
  if (!areAllRecordsKnown(certificate)) {
    return {
      code: 'RECORDS_NOT_NAMED',
      reason: 'ACM has not named every validation record yet',
    };
  }
  const open = openValidations(certificate).map(({ domainName }) => domainName);
  return open.length > 0
    ? { code: 'VALIDATION_PENDING', reason: `ACM has not validated ${open.join(', ')} yet` }
    : {
        code: 'ISSUANCE_PENDING',
        reason: 'every name is validated; ACM has not issued the certificate yet',
      };
}

/** How a certificate is validated is said where it is not as the template has it. */
export function issuedReason(
  { domainName, method, isChangingMethod }: Certificate,
  { email }: CertificateSpec,
): Reason {
  const change = 'ACM validates it by DNS as soon as it finds the records that an update asked for';
  const how = isChangingMethod ? `; ${change}` : method === 'DNS' ? ', validated by DNS' : '';
  return { code: 'ISSUED', reason: `${domainName} is ISSUED${email === undefined ? '' : how}` };
}

/** In what state a certificate is left that is not waited for. */
export function notWaitedForReason(certificate: Certificate): Reason {
  const { domainName, status } = certificate;
  const { code } = waitingReason(certificate);
  return {
    code,
    reason: `${domainName} is ${status}, its records are written, and it is not waited for`,
  };
}

/** Why ACM has not issued this certificate by the deadline, name by name. */
export function pendingReason(
  certificate: Certificate,
  { hostedZones, waitedMs }: { hostedZones: readonly HostedZone[]; waitedMs: number },
): Reason {
  const { domainName, certificateArn, status } = certificate;
  const open = openValidations(certificate);
  const names = open.map((validation) => validation.domainName).join(', ');
  const state = status === 'ISSUED' ? 'validated by e-mail' : status;
  const head = `certificate for ${domainName} is still ${state} after ${minutesText(waitedMs)}`;
  const code = waitingReason(certificate).code;
  if (code === 'ISSUANCE_PENDING') {
    const cure = 'every name is validated, and ACM is late; deploy again';
    return { code, reason: `${head}: ${cure}. ARN: ${certificateArn}` };
  }
  if (code === 'RECORDS_NOT_NAMED') {
    const cure = 'ACM has not named every validation record; deploy again';
    return { code, reason: `${head}: ${cure}. ARN: ${certificateArn}` };
  }
  const cure =
    `ACM could not validate ${names}; ` +
    'check that the name servers registered for the domain are those of the hosted zone';
  const lines = open.map((validation) => recordText(validation, hostedZones)).join('; ');
  return { code, reason: `${head}: ${cure}. ARN: ${certificateArn}. ${lines}` };
}

export function openValidations({ domainValidations }: Certificate): readonly DomainValidation[] {
  return domainValidations.filter(({ status }) => status !== 'SUCCESS');
}

function recordText(
  { domainName, record }: DomainValidation,
  hostedZones: readonly HostedZone[],
): string {
  if (record === undefined) return `${domainName}: ACM named no validation record`;
  const zone = zoneFor(domainName, hostedZones)?.hostedZoneId ?? 'unknown';
  return `${domainName}: CNAME ${record.name} -> ${record.value} is in zone ${zone}, where it was written again just now`;
}

/** Why a certificate is not deleted yet. */
export function inUseReason(certificateArn: string, users: readonly string[]): Reason {
  return {
    code: 'CERTIFICATE_IN_USE',
    reason: `certificate ${certificateArn} is in use by ${usersText(users)}`,
  };
}

/** Why a certificate could not be deleted by the deadline. */
export function stillInUseReason(held: {
  readonly certificateArn: string;
  readonly users: readonly string[];
  readonly waitedMs: number;
}): Reason {
  return {
    code: 'CERTIFICATE_IN_USE',
    reason:
      `certificate ${held.certificateArn} is still in use after ${minutesText(held.waitedMs)} by ` +
      `${usersText(held.users)}; take it off there and delete again`,
  };
}

function usersText(users: readonly string[]): string {
  return users.length > 0 ? users.join(', ') : 'a resource that ACM does not name';
}

export function noZoneReason(domainName: string, hostedZones: readonly HostedZone[]): Reason {
  const given = hostedZones.map(({ name, hostedZoneId }) => `'${name ?? hostedZoneId}'`).join(', ');
  return {
    code: 'NO_HOSTED_ZONE',
    reason: `no hosted zone covers '${domainName}' (given: ${given}); pass the zone that serves it`,
  };
}

export function severalZonesReason(domainName: string, hostedZoneIds: readonly string[]): Reason {
  return {
    code: 'SEVERAL_HOSTED_ZONES',
    reason:
      `hosted zones ${hostedZoneIds.join(' and ')} both serve '${domainName}'; pass the one that the name is delegated to, ` +
      'or say which with CertificateValidation.fromDnsMultiZone',
  };
}

export function minutesText(ms: number): string {
  return `${Math.round(ms / 60_000)} minutes`;
}

/** @param deleted what older updates had left, if anything was deleted */
export function tooLateReason(
  { logicalResourceId }: Owner,
  deleted: readonly string[] = [],
): Reason {
  const late = `CloudFormation has waited for ${logicalResourceId} for an hour, and waits no more`;
  const reason =
    deleted.length === 0
      ? `nothing was done: ${late}`
      : `nothing was done but to delete what older updates had left (${deleted.join(', ')}): ${late}`;
  return { code: 'TOO_LATE', reason };
}

/** With these all is as wanted. */
const ALL_IS_WELL: ReadonlySet<ReasonCode> = new Set(['ISSUED', 'DELETED']);

/**
 * Something that is to be said besides. Its code must not hide one that says more: what CloudFormation is to do next, and what
 * the next update has to look for, goes by it.
 */
export function withRemark({ code, reason }: Reason, remark: Reason): Reason {
  return {
    code: ALL_IS_WELL.has(code) ? remark.code : code,
    reason: `${reason}. ${remark.reason}`,
  };
}
