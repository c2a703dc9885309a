// The emulator as its users see it: clients talk to it through the request handler or the endpoint,
// tests arrange and read its state through the rest. Nothing here is part of AWS's API.
import type { Email } from './acm/mailbox';
import type { Certificate, CertificateStatus } from './acm/certificate';
import type { CnameLookup } from './acm/cnames';
import type { Authorize } from './authorization';
import type { Clock } from './clock';
import type { AccessKeys } from './http/caller';
import type { Fault } from './http/faults';
import type { CallCount, RecordedCall } from './http/history';
import type { Dispatch } from './http/wire';
import type { RequestHandler } from './http/request-handler';
import type { Rates } from './rates';
import type { Role } from './sts/roles';
import type { Timings } from './timings';
import type { CertificateUsers } from './users';

export interface EmulatorOptions {
  /** SystemClock by default. */
  readonly clock?: Clock;
  readonly timings?: Partial<Timings>;
  /** How often an account may call: as AWS publishes it by default. */
  readonly rates?: Rates;
  /** The Regions whose hosts the request handler finds; all of AWS's by default. */
  readonly regions?: readonly string[];
  /** The Regions that accounts have enabled, besides those that they have without asking; none by default. */
  readonly enabledRegions?: readonly string[];
  /** Ids, serial numbers and every order that AWS leaves open follow from it and the calls; '' by default. */
  readonly seed?: string;
  /**
   * Whether all certificates with an RSA key have the same one, which is made once in a process: that takes a fifth of a
   * second. False by default.
   */
  readonly sharedKeys?: boolean;
  /** How many calls the history keeps at least; all by default. 0 keeps none: `calls` counts all the same. */
  readonly historyLimit?: number;
  /** Where ACM looks CNAMEs up; the emulator's own Route 53 by default. */
  readonly cnames?: CnameLookup;
  /** Who uses a certificate; what attach and detach say by default. */
  readonly users?: CertificateUsers;
  /** Whose the access keys are that are neither an account's number nor the emulator's own sessions. */
  readonly accessKeys?: AccessKeys;
  /** Asked before every call that is signed; allows all by default. */
  readonly authorize?: Authorize;
}

export interface CertificateView extends Pick<
  Certificate,
  | 'certificateArn'
  | 'account'
  | 'region'
  | 'domainName'
  | 'names'
  | 'validationMethod'
  | 'keyAlgorithm'
  | 'exportOption'
  | 'createdAt'
> {
  readonly status: CertificateStatus;
  /** As ACM shows it of what is issued. */
  readonly serialNumber: string;
  readonly failureReason?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The names of the CNAMEs that validate it, with trailing dot: each once; none by e-mail. */
  readonly validationRecords: readonly string[];
}

export interface RecordView {
  /** As Route 53 lists it: escaped, with trailing dot. */
  readonly name: string;
  readonly type: string;
  readonly ttl: number;
  readonly values: readonly string[];
}

export interface ParameterView {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly value: string;
  readonly version: number;
  readonly tier: 'Standard' | 'Advanced';
  readonly tags: Readonly<Record<string, string>>;
}

export interface ZoneOptions {
  readonly privateZone?: boolean;
  /** The owner; 000000000000 by default, the account of access keys that name no account. */
  readonly account?: string;
}

export interface Emulator {
  readonly clock: Clock;
  /** Answers a request that somebody else has received. */
  readonly dispatch: Dispatch;
  /** Give it to an SDK client: `new ACMClient({ requestHandler })`. */
  readonly requestHandler: RequestHandler;
  readonly history: readonly RecordedCall[];
  /** How often each operation was called and throttled, by its name, such as `acm:ListCertificates`. */
  calls(): Readonly<Record<string, CallCount>>;
  /** Forgets the history and what `calls` has counted. */
  clearHistory(): void;
  /** The local root in PEM. */
  rootCertificate(): Promise<string>;
  readonly emails: readonly Email[];
  /** Follows the link in a validation e-mail; no effect once the request is no longer pending. */
  approve(email: Email): void;
  /**
   * Makes a role, or gives one another trust policy. Any role may be assumed until the first is made; from then on only
   * those that were made, by those that they trust.
   */
  createRole(role: Role): void;
  /** @returns the zone's id */
  createHostedZone(name: string, options?: ZoneOptions): string;
  /** What a zone holds besides its own NS and SOA. */
  records(hostedZoneId: string): readonly RecordView[];
  /** All certificates of all accounts and Regions as they stand now. */
  certificates(): readonly CertificateView[];
  /** All parameters of all accounts and Regions. */
  parameters(): readonly ParameterView[];
  /** Throws if the certificate is not ISSUED: load balancers and distributions refuse it, too. */
  attach(certificateArn: string, resourceArn: string): void;
  /** Lets go of every certificate the resource uses. */
  detach(resourceArn: string): void;
  fail(fault: Fault): void;
  /** What was asked of `fail` and did not happen: fewer calls were struck than it said, or none before its end. */
  outstandingFaults(): readonly Fault[];
  /**
   * Certificates with this name go to FAILED: those refused as INVALID_PUBLIC_DOMAIN, DOMAIN_NOT_ALLOWED
   * or ADDITIONAL_VERIFICATION_REQUIRED without any record, all others when they would be ISSUED.
   */
  refuse(domainName: string, failureReason: string): void;
  /**
   * The next RequestCertificate that is new is answered with this ARN, and so is every other with its token for an hour,
   * as if the token had made that certificate: one with other names, or one that is deleted. What ACM answers for a token
   * whose certificate is deleted is not documented, nor is what it answers for one with other names: the same ARN has been
   * seen.
   * @see https://github.com/hashicorp/terraform-provider-aws/pull/6666
   */
  answerNextRequest(certificateArn: string): void;
  /** @returns the endpoint; a free port is taken by default */
  listen(port?: number): Promise<string>;
  close(): Promise<void>;
}
