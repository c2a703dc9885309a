// What is compared: by which name the app knows it, and how tables show it.

/** It is installed in bench/node_modules, and takes aws-cdk-lib and constructs from the root as the others do. */
export const PEER = '@trautonen/cdk-dns-validated-certificate';

export const SOLUTIONS = {
  native: 'acm.Certificate',
  ours: 'DnsCertificate',
  deprecated: 'acm.DnsValidatedCertificate',
  peer: '@trautonen/…',
};

export type Solution = keyof typeof SOLUTIONS;

export const ALL: readonly Solution[] = ['native', 'ours', 'deprecated', 'peer'];
