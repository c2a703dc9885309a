// The public surface, every name by hand.
export { CertificateBase, type CertificateBaseProps } from './certificate-base';
export { CertificateProvider, type CertificateProviderProps } from './certificate-provider';
export { DnsCertificate, type DnsCertificateProps } from './dns-certificate';
export { DnsValidationRole, type DnsValidationRoleProps } from './dns-validation-role';
export { EmailCertificate, type EmailCertificateProps } from './email-certificate';
export { PemParameters, type PemParametersOptions } from './pem-parameters';
export type { ValidationZone } from './validation-zone';
