// Whether a certificate is the one that is wanted: same Region, same first name, same set of names, same kind of key, same
// right to export it. ACM changes none of them in place but the last, and that only of newer certificates. How it is
// validated is not part of it.
import { regionOf } from './physical-id';
import type { Certificate, CertificateSpec } from './ports';

/** Every name, the first one first. */
export function namesOf(spec: CertificateSpec): readonly string[] {
  return [spec.domainName, ...spec.subjectAlternativeNames];
}

export function hasIdentity(certificate: Certificate, spec: CertificateSpec): boolean {
  return (
    regionOf(certificate.certificateArn) === spec.region &&
    certificate.domainName === spec.domainName &&
    isSameKind(certificate, spec) &&
    areSameNames(certificate.names, namesOf(spec))
  );
}

export function isSameIdentity(one: CertificateSpec, other: CertificateSpec): boolean {
  return (
    one.region === other.region &&
    one.domainName === other.domainName &&
    isSameKind(one, other) &&
    areSameNames(namesOf(one), namesOf(other))
  );
}

type Kind = Pick<Certificate, 'keyAlgorithm' | 'isExportable'>;

/** An algorithm that ACM does not tell is no other. */
function isSameKind(one: Kind, { keyAlgorithm, isExportable }: CertificateSpec): boolean {
  const algorithm = one.keyAlgorithm ?? keyAlgorithm;
  return algorithm === keyAlgorithm && one.isExportable === isExportable;
}

/**
 * Whether ACM validates it as it is wanted. What is issued fits in any case: DNS is as good as e-mail, and e-mail becomes DNS
 * in place. What is pending keeps its method.
 */
export function hasMethod({ status, method }: Certificate, { email }: CertificateSpec): boolean {
  if (status !== 'PENDING_VALIDATION' || method === undefined) return true;
  return method === (email === undefined ? 'DNS' : 'EMAIL');
}

/** The order of the names but for the first means nothing to ACM. */
function areSameNames(some: readonly string[], others: readonly string[]): boolean {
  const wanted = new Set(others);
  const present = new Set(some);
  return wanted.size === present.size && [...wanted].every((name) => present.has(name));
}

/** Whether a certificate may become the one that is wanted as soon as ACM describes it in full. */
export function isPartOf(certificate: Certificate, spec: CertificateSpec): boolean {
  const wanted = namesOf(spec);
  return (
    certificate.status === 'PENDING_VALIDATION' &&
    certificate.domainName === spec.domainName &&
    isSameKind(certificate, spec) &&
    certificate.names.length < wanted.length &&
    certificate.names.every((name) => wanted.includes(name))
  );
}
