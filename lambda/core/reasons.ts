// Sentences for people. The first one stands alone, because CloudFormation shows it first: which
// certificate, which name, ACM's status, what to do.
import type { HostedZone } from '../../contract/zones';
import type { Certificate } from './ports';
import { hostedZoneFor } from './validation-records';

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
export function terminalReason(certificate: Certificate): string {
  const { domainName, certificateArn, status, failureReason } = certificate;
  const failedNames = certificate.domainValidations
    .filter((validation) => validation.status === 'FAILED')
    .map((validation) => validation.domainName);
  const where = failedNames.length > 0 ? ` at ${failedNames.join(', ')}` : '';
  const what = failureReason === undefined ? '' : ` (${failureReason})`;
  const how = FAILURES[failureReason ?? ''] ?? 'deploy again to request another';
  return `certificate for ${domainName} is ${status}${what}${where}: ${how}. ARN: ${certificateArn}`;
}

/** Why ACM has not issued this certificate by the deadline, name by name. */
export function pendingReason(
  certificate: Certificate,
  hostedZones: readonly HostedZone[],
  waited: number,
): string {
  const { domainName, certificateArn, status, domainValidations } = certificate;
  const open = domainValidations.filter((validation) => validation.status !== 'SUCCESS');
  const names = open.map((validation) => validation.domainName).join(', ');
  const minutes = Math.round(waited / 60_000);
  const head =
    `certificate for ${domainName} is still ${status} after ${minutes} minutes: ACM could not validate ${names}; ` +
    'check that the name servers registered for the domain are those of the hosted zone';
  const lines = open.map(({ domainName: name, record }) => {
    const { hostedZoneId } = hostedZoneFor(name, hostedZones);
    return record === undefined
      ? `${name}: ACM named no validation record`
      : `${name}: CNAME ${record.name} -> ${record.value} was written to zone ${hostedZoneId}`;
  });
  return `${head}. ARN: ${certificateArn}. ${lines.join('; ')}`;
}

/** Why a certificate could not be deleted by the deadline. */
export function inUseReason(held: {
  readonly certificateArn: string;
  readonly users: readonly string[];
  readonly waited: number;
}): string {
  const minutes = Math.round(held.waited / 60_000);
  return (
    `certificate ${held.certificateArn} is still in use after ${minutes} minutes by ` +
    `${usersText(held.users)}; take it off there and delete again`
  );
}

export function usersText(users: readonly string[]): string {
  return users.length > 0 ? users.join(', ') : 'a resource that ACM does not name';
}
