// The public surface, every name by hand.
export { CertificateProvider, type CertificateProviderProps } from './certificate-provider';
export { DnsCertificate, type DnsCertificateProps } from './dns-certificate';
export { DnsValidationRole, type DnsValidationRoleProps } from './dns-validation-role';
export { PemParameters, type PemParametersOptions } from './pem-parameters';
export type { ValidationZone } from './validation-zone';
