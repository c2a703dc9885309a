// The words of the lifecycle and what it asks of the world. Adapters implement the ports; decisions only read the
// values. ACM's and Route 53's own shapes end in the adapters.
import type { HostedZone } from '../../contract/zones';

/** A certificate as CloudFormation wants it. Names are in normal form: lower case, no trailing dot. */
export interface CertificateSpec {
  readonly region: string;
  /** The first name: ACM makes it the subject. */
  readonly domainName: string;
  /** The other names, without repetition and without the first. */
  readonly subjectAlternativeNames: readonly string[];
  readonly hostedZones: readonly HostedZone[];
}

/** Whose certificate it is. Written into ACM as tags, with the request itself. */
export interface Owner {
  readonly stackId: string;
  readonly logicalResourceId: string;
}

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export interface Certificate {
  readonly certificateArn: string;
  readonly status: string;
  readonly failureReason?: string;
  readonly domainName: string;
  /** Every name, the first one included, in normal form. */
  readonly names: readonly string[];
  /** The ARNs of what uses the certificate. */
  readonly inUseBy: readonly string[];
  readonly domainValidations: readonly DomainValidation[];
}

/** The validation of one name. Its record appears some seconds after the request. */
export interface DomainValidation {
  readonly domainName: string;
  readonly status: string;
  readonly record?: ValidationRecord;
}

/** The CNAME to publish. */
export interface ValidationRecord {
  readonly name: string;
  readonly value: string;
}

/** All records that go into one hosted zone, each name once. */
export interface RecordBatch {
  readonly hostedZoneId: string;
  /** The role to assume for it, if any. */
  readonly roleArn?: string;
  readonly records: readonly ValidationRecord[];
}

/** What a request is made for; the same request of CloudFormation asks for the same certificate. */
export interface Requester {
  readonly owner: Owner;
  readonly requestId: string;
}

export interface CertificateSearch {
  readonly region: string;
  readonly owner: Owner;
  /** In milliseconds since the epoch: older certificates are left out. */
  readonly requestedSince: number;
}

/**
 * ACM in the Region of an ARN or a spec.
 *
 * Every call may throw `CertificateError`: `UNAVAILABLE` when asking again can help, `ACCESS_DENIED` when the role may not,
 * `REFUSED` when ACM said no for good. Other errors pass through untouched.
 */
export interface Certificates {
  /**
   * Returns the ARN. MUST return the same one when the same requester asks for the same again, and MUST write the owner's
   * tags in the same call.
   */
  request(spec: CertificateSpec, requester: Requester): Promise<string>;
  /** Returns undefined for a certificate that is gone, and for one that ACM made seconds ago. */
  describe(certificateArn: string): Promise<Certificate | undefined>;
  /** Returns DELETED for one that is gone already, and IN_USE when something uses it, which can happen at any moment. */
  delete(certificateArn: string): Promise<'DELETED' | 'IN_USE'>;
  /** Returns the ARNs of what the owner has requested. MAY miss one that is seconds old. */
  find(wanted: CertificateSearch): Promise<readonly string[]>;
}

/** Route 53. Throws as `Certificates` does. */
export interface ValidationRecords {
  /** MUST be atomic and idempotent. Does not wait for the change to reach the name servers. */
  upsert(batch: RecordBatch): Promise<void>;
}

export interface World {
  readonly certificates: Certificates;
  readonly validationRecords: ValidationRecords;
}
