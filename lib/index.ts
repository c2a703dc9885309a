// The public surface, every name by hand.
export { DnsCertificate, type DnsCertificateProps } from './dns-certificate';
