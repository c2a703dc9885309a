// What must be true of a migration, from what was seen during its deployment. Pure.

/** What there was at one moment. */
export interface Look {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Every HTTPS listener and distribution, with the ARN of the certificate that it serves, if it has one. */
  readonly served: readonly { readonly user: string; readonly certificate: string | undefined }[];
  readonly certificates: readonly Certificate[];
  /** The names whose validation records are in the zone. */
  readonly records: readonly string[];
}

export interface Certificate {
  readonly certificateArn: string;
  readonly status: string;
  readonly tags: Readonly<Record<string, string | undefined>>;
}

/** The tag by which DnsCertificate knows what it has requested. */
const OWNERSHIP_TAG = 'cdk-dns-certificate:stack';

/** Each promise, and whether it was kept. @param looks during the deployment, and one after all of it */
export function promisesOf(looks: readonly Look[]): Readonly<Record<string, boolean>> {
  const [first, last] = [looks[0], looks.at(-1)];
  const served = certificatesServed(looks);
  return {
    'something was served before': first !== undefined && first.served.length > 0,
    'nothing was ever without a certificate': looks.every(
      ({ served: each }) =>
        each.length === first?.served.length &&
        each.every(({ certificate }) => certificate !== undefined),
    ),
    'every certificate that was served was ISSUED': looks.every(isServedByIssued),
    'the certificate changed once': served.length === 2,
    'no validation record that was there was ever missing': looks.every(
      ({ records }) => first?.records.every((name) => records.includes(name)) === true,
    ),
    'there are validation records at the end': last !== undefined && last.records.length > 0,
    'the old certificate is gone': last?.certificates.length === 1,
    'the one that is left is served': last?.certificates[0]?.certificateArn === served.at(-1),
    'it is of DnsCertificate': last?.certificates[0]?.tags[OWNERSHIP_TAG] !== undefined,
  };
}

/** The ARNs in the order in which they were first served. */
export function certificatesServed(looks: readonly Look[]): string[] {
  const arns = looks.flatMap(({ served }) => served.map(({ certificate }) => certificate));
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

function isServedByIssued({ served, certificates }: Look): boolean {
  const issued = certificates.filter(({ status }) => status === 'ISSUED');
  return served.every(({ certificate }) =>
    issued.some(({ certificateArn }) => certificateArn === certificate),
  );
}
