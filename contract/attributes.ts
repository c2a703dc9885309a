// What a response brings besides the ARN, for Fn::GetAtt. A template gets only what it asks for: CloudFormation asks for a
// resource's attributes only when it has created or updated it, so asking is a change of its properties.

/** What ACM says of the certificate, and the fingerprint of its PEM. Empty strings while it is not issued. */
export const ATTRIBUTES = [
  'SerialNumber',
  'Fingerprint',
  'NotBefore',
  'NotAfter',
  'Issuer',
  'KeyAlgorithm',
] as const;

export type Attribute = (typeof ATTRIBUTES)[number];

/** The names of the parameters that have the PEM, so that whoever takes a name waits for the certificate. */
export const PARAMETER_NAMES = {
  certificate: 'CertificateParameterName',
  chain: 'ChainParameterName',
} as const;

/** The members of the response's Data. */
export type ResponseData = Readonly<
  Partial<Record<Attribute | (typeof PARAMETER_NAMES)[keyof typeof PARAMETER_NAMES], string>>
>;
