// The words of the lifecycle and what it asks of the world. Adapters implement the ports; decisions only read the
// values. ACM's and Route 53's own shapes end in the adapters.
import type { KeyAlgorithm } from '../../contract/key-algorithms';
import type {
  OtherExecution,
  RecordBatch,
  Tags,
  Told,
  ValidationRecord,
} from '../../contract/state';
import type { HostedZone } from '../../contract/zones';

/** A certificate as CloudFormation wants it. Names are in normal form: lower case, no trailing dot. */
export interface CertificateSpec {
  readonly region: string;
  /** The first name: ACM makes it the subject. */
  readonly domainName: string;
  /** The other names, without repetition and without the first. */
  readonly subjectAlternativeNames: readonly string[];
  /** None if it is validated by e-mail. */
  readonly hostedZones: readonly HostedZone[];
  /** Undefined if it is validated by DNS. */
  readonly email?: EmailValidation;
  readonly keyAlgorithm: KeyAlgorithm;
  /** Whether its private key may be exported. */
  readonly isExportable: boolean;
  /** How long it may stay pending, counted from CloudFormation's request. */
  readonly validationTimeoutMs: number;
  /** Whether CloudFormation goes on only when it is issued. */
  readonly isWaitedFor: boolean;
  /** The tags of the user. */
  readonly tags: Tags;
  /** Whether CloudFormation keeps it when the resource is removed. */
  readonly isRetained: boolean;
}

export interface EmailValidation {
  /** The domain to whose mailboxes the mails for a name go, by name; a name that is not in here has mailboxes of its own. */
  readonly validationDomains: Readonly<Record<string, string>>;
  /** When mails for names that nobody has approved are sent again: rising, counted from CloudFormation's request. */
  readonly resendAfterMs: readonly number[];
}

/** Whose certificate it is. Written into ACM as tags, with the request itself. */
export interface Owner {
  readonly stackId: string;
  readonly logicalResourceId: string;
}

/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html */
export interface Certificate {
  readonly certificateArn: string;
  /** In its first seconds ACM may describe a certificate without its names. */
  readonly isInFull: boolean;
  readonly status: string;
  readonly failureReason?: string;
  readonly domainName: string;
  /** Undefined where ACM does not say. */
  readonly keyAlgorithm?: string;
  readonly isExportable: boolean;
  /** By what ACM validates it now; undefined as long as it does not say. */
  readonly method?: ValidationMethod;
  /** Whether ACM waits for records, to validate by DNS from then on what it has validated by e-mail. */
  readonly isChangingMethod: boolean;
  /** Every name, the first one included, in normal form. */
  readonly names: readonly string[];
  /** The ARNs of what uses the certificate. */
  readonly inUseBy: readonly string[];
  readonly domainValidations: readonly DomainValidation[];
  /** As ACM says it of what is issued. */
  readonly issued?: IssuedDetail;
}

export interface IssuedDetail {
  readonly serialNumber: string;
  readonly issuer: string;
  /** In ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** An issued certificate and its chain. */
export interface Pem {
  readonly certificate: string;
  readonly chain: string;
  /** SHA-256, as OpenSSL prints it. */
  readonly fingerprint: string;
}

export type ValidationMethod = 'DNS' | 'EMAIL';

/** The validation of one name. */
export interface DomainValidation {
  readonly domainName: string;
  readonly status: string;
  /** By DNS. It appears some seconds after the request. */
  readonly record?: ValidationRecord;
  /** By e-mail: the domain to whose mailboxes the mails go. */
  readonly validationDomain?: string;
  /** Their addresses, which appear some seconds after the request. */
  readonly mailboxes?: readonly string[];
}

/** The mails for a name, to the mailboxes of a domain. */
export interface Mails {
  readonly domainName: string;
  readonly validationDomain: string;
}

/** What a request is made for; the same request of CloudFormation asks for the same certificate. */
export interface Requester {
  readonly owner: Owner;
  readonly requestId: string;
  /** Another one asks for another certificate all the same. */
  readonly tokenSalt?: number;
}

/** A page of what an owner may have requested, or of what may need a validation record. */
export interface CertificateSearch {
  readonly region: string;
  /** Undefined if any first name will do. */
  readonly domainName?: string;
  /** What has one of these names, or the wildcard under it, and is of Amazon's public authority. */
  readonly validatedNames?: readonly string[];
  /** In milliseconds since the epoch: older certificates are left out. */
  readonly requestedSince?: number;
  /** The same: certificates that are not older are left out. */
  readonly requestedBefore?: number;
  /** Undefined for the first page. */
  readonly nextToken?: string;
}

export interface CertificatePage {
  readonly certificateArns: readonly string[];
  /** Undefined on the last page that matters. */
  readonly nextToken?: string;
}

/** By its tags: the owner's, the owner's but retained on purpose, or somebody else's. */
export type Ownership = 'OWN' | 'RETAINED' | 'FOREIGN';

/**
 * ACM in the Region of an ARN or a spec.
 *
 * Every call may throw `CertificateError`; its code says whether the call may have had an effect and whether asking again can
 * help. Other errors pass through untouched.
 */
export interface Certificates {
  /**
   * Returns the ARN. MUST return the same one when the same requester asks for the same again, and MUST write the owner's
   * tags in the same call.
   */
  request(spec: CertificateSpec, requester: Requester): Promise<string>;
  /** Returns undefined for a certificate that is gone, and for one that ACM made seconds ago. */
  describe(certificateArn: string): Promise<Certificate | undefined>;
  /** Returns undefined for what ACM has not got ready yet, and for what it does not know. */
  pem(certificateArn: string): Promise<Pem | undefined>;
  /** Sends the mails for a name once more. MUST NOT be repeated: every call sends mails. */
  resend(certificateArn: string, mails: Mails): Promise<void>;
  /** Asks ACM to validate by DNS what is issued and was validated by e-mail. Its records are described some seconds later. */
  validateByDns(certificateArn: string): Promise<void>;
  /** Returns DELETED for one that is gone already, and IN_USE when something uses it, which can happen at any moment. */
  delete(certificateArn: string): Promise<'DELETED' | 'IN_USE'>;
  /** Lists what may be the owner's, the newest first. MAY miss one that is seconds old. One call. */
  list(wanted: CertificateSearch): Promise<CertificatePage>;
  /** Whose a certificate is. One call. */
  ownership(certificateArn: string, owner: Owner): Promise<Ownership>;
  /** All tags. One call. */
  tags(certificateArn: string): Promise<Tags>;
  /** A key that is there gets the new value. */
  addTags(certificateArn: string, tags: Tags): Promise<void>;
  /** What is not there is gone already. */
  removeTags(certificateArn: string, keys: readonly string[]): Promise<void>;
}

/** Route 53. Throws as `Certificates` does. */
export interface ValidationRecords {
  /** MUST be atomic and idempotent. Does not wait for the change to reach the name servers. */
  upsert(batch: RecordBatch): Promise<void>;
  /**
   * Removes the only record of a batch, as it stands there. GONE: it is not there any more. ANOTHER: what is there does not
   * have its value. Two calls.
   */
  remove(batch: RecordBatch): Promise<'GONE' | 'ANOTHER'>;
  /** The name of a public zone, in normal form. Refuses a private one. */
  nameOf(zone: HostedZone): Promise<string>;
}

/** The Regions of the account. Throws as `Certificates` does. */
export interface Regions {
  /** Those that are enabled. */
  list(): Promise<readonly string[]>;
}

/** Parameter Store in the stack's Region. Each is one call but where it says so. Throws as `Certificates` does. */
export interface Parameters {
  /** Returns undefined for one that is not there. */
  tags(name: string): Promise<Tags | undefined>;
  /** The same of its value. */
  value(name: string): Promise<string | undefined>;
  /** MUST write the tags in the same call. EXISTS: there is one of this name, or was a moment ago. */
  create(name: string, value: string, tags: Tags): Promise<'CREATED' | 'EXISTS'>;
  /** One call or two. */
  overwrite(name: string, value: string): Promise<void>;
  /** A key that is there gets the new value. */
  addTags(name: string, tags: Tags): Promise<void>;
  /** What is not there is gone already. */
  remove(name: string): Promise<void>;
}

/** The executions of the state machine for one resource but the asking one. Throws as `Certificates` does. */
export interface Executions {
  /** The newest first. MAY lack what happened seconds ago. */
  list(owner: Owner): Promise<readonly OtherExecution[]>;
  /** Ends an execution, but not a tick that is running. One that has ended stays as it is. */
  stop(executionArn: string): Promise<void>;
  /** What an execution knew at its end. */
  ask(executionArn: string): Promise<Told>;
}

export interface World {
  readonly certificates: Certificates;
  readonly validationRecords: ValidationRecords;
  readonly executions: Executions;
  readonly regions: Regions;
  readonly parameters: Parameters;
}
