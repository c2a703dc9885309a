// Whether a certificate is the one that is wanted: same Region, same first name, same set of names. ACM changes none of
// them in place.
import { regionOf } from './physical-id';
import type { Certificate, CertificateSpec } from './ports';

/** Every name, the first one first. */
export function namesOf(spec: CertificateSpec): readonly string[] {
  return [spec.domainName, ...spec.subjectAlternativeNames];
}

/** The order of the names but for the first means nothing to ACM. */
export function hasIdentity(certificate: Certificate, spec: CertificateSpec): boolean {
  const wanted = new Set(namesOf(spec));
  const present = new Set(certificate.names);
  return (
    regionOf(certificate.certificateArn) === spec.region &&
    certificate.domainName === spec.domainName &&
    wanted.size === present.size &&
    [...wanted].every((name) => present.has(name))
  );
}
