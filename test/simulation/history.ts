// A history as data: what is done to which stack, and what goes wrong meanwhile. All chance is in it or follows from it.
import type { ResourceProperties } from '../../contract/properties';
import type { BOUNDS } from './bounds';

export const ACCOUNTS = ['000000000000', '111111111111'] as const;
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
export type Two = 0 | 1;

/** Each account has a zone of its own: only one zone of a name can be the one that the name is delegated to. */
export const DOMAINS = ['one.dns-certificate.dev', 'two.dns-certificate.dev'] as const;

/** What certificates are requested for, below the domain of their account: stacks share these. */
export const NAMES = [[''], ['www.'], ['', '*.'], ['a.', 'b.', 'c.']] as const;

/** What makes a certificate another one, though its names are the same. */
export const KINDS = [
  {},
  { KeyAlgorithm: 'EC_prime256v1' },
  { Export: true },
] as const satisfies readonly Partial<ResourceProperties>[];

/** What the certificates of a stack are tagged with. */
export const TAGS: readonly Readonly<Record<string, string>>[] = [
  {},
  { team: 'web', stage: 'test' },
  { team: 'shop', cost: '7' },
];

export const OPERATIONS = [
  'RequestCertificate',
  'DescribeCertificate',
  'DeleteCertificate',
  'ListCertificates',
  'ListTagsForCertificate',
  'AddTagsToCertificate',
  'RemoveTagsFromCertificate',
  'ChangeResourceRecordSets',
  'ListResourceRecordSets',
  'ListRegions',
  'ResendValidationEmail',
  'UpdateCertificateOptions',
  'ListCertificateDomainValidations',
  'AssumeRole',
  'ListExecutions',
  'StopExecution',
  'GetExecutionHistory',
  'GetCertificate',
  'PutParameter',
  'GetParameter',
  'DeleteParameter',
  'ListTagsForResource',
  'AddTagsToResource',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Every fault is counted from the beginning of the step that it belongs to: in seconds, or in calls. */
export type Fault =
  | {
      readonly kind: 'THROTTLED' | 'SERVER_ERROR';
      readonly operation: Operation;
      readonly fromSeconds: number;
      readonly forSeconds: number;
      /** How many of the calls, from 0 to 1. */
      readonly share: number;
    }
  | {
      /** OUTAGE: somebody has taken the permission away, and gives it back only when the stack is stuck. */
      readonly kind: 'DENIED' | 'OUTAGE';
      readonly operation: Operation;
      readonly forSeconds: number;
    }
  | { readonly kind: 'ZONE_BUSY'; readonly fromSeconds: number; readonly forSeconds: number }
  | { readonly kind: 'START_REFUSED'; readonly fromSeconds: number; readonly forSeconds: number }
  | {
      readonly kind: 'ANSWER_LOST' | 'CONNECTION_BROKEN' | 'NO_ANSWER';
      readonly operation: Operation | 'PUT';
      readonly nth: number;
      readonly times: number;
    }
  | {
      readonly kind: 'KILLED';
      readonly handler: 'intake' | 'step';
      readonly nth: number;
      readonly times: number;
      readonly atCall: number;
      readonly reached: boolean;
    }
  | { readonly kind: 'LATE' | 'VERY_LATE'; readonly nth: number; readonly seconds: number }
  | {
      /** ACM says now and then that it does not know a certificate that it has. */
      readonly kind: 'UNKNOWN';
      readonly fromSeconds: number;
      readonly forSeconds: number;
      readonly share: number;
    }
  /** The account has as many certificates as it may have. */
  | { readonly kind: 'QUOTA' }
  | { readonly kind: 'DOUBLED'; readonly nth: number; readonly seconds: number };

/** With these an operation may fail; but nothing may be left, and nothing be deleted that is needed. */
export function isOutOfBounds({ kind }: Fault): boolean {
  return kind === 'VERY_LATE' || kind === 'OUTAGE';
}

/** Who finds a stack in one of the states that end in _FAILED. */
export interface Person {
  readonly afterSeconds: number;
  /** Whether a failed rollback of an update is continued, rather than the stack deleted. */
  readonly continuesRollback: boolean;
}

export const PATIENT: Person = { afterSeconds: 7200, continuesRollback: true };

/** What a stack consists of in one step. */
export interface Layout {
  /** Whether there is a second certificate. */
  readonly two: boolean;
  /** Whether the first certificate's zone is known by its id only: another property, the same certificate. */
  readonly unnamedZone: boolean;
  /** Whether the first certificate has other names. */
  readonly renamed: boolean;
  /** How many resources use the first certificate. */
  readonly users: number;
  /** Whether something uses the second. */
  readonly secondUsed: boolean;
  /** Which of `KINDS` the first certificate is; the first by default. */
  readonly kind?: number;
  /** Whether the first certificate is validated by e-mail. */
  readonly byEmail?: boolean;
  /** Which of the two roles writes into a zone of the other account; the first by default. */
  readonly role?: Two;
  /** Which of `TAGS` both certificates have; none by default. */
  readonly tags?: number;
  /** Under which names both certificates have their PEM in parameters; 0, the default, is none. */
  readonly pem?: number;
  /** Whether the stack's certificates change between being retained and not. */
  readonly policyChanged?: boolean;
  /** Whether there is a certificate that ACM refuses to issue, because of a CAA record. */
  readonly refused?: boolean;
  /** Whether the first certificate has a name besides for which ACM refuses to issue it. */
  readonly refusedName?: boolean;
  /** After how many seconds a resource fails that has nothing to do with certificates. */
  readonly siblingFailsSeconds?: number;
}

export const PLAIN_LAYOUT: Layout = {
  two: false,
  unnamedZone: false,
  renamed: false,
  users: 0,
  secondUsed: false,
};

/** What somebody does in the console: to the first certificate of the stack, its records, or the roles of its zones. */
export interface ByHand {
  readonly what: 'RECORDS_REMOVED' | 'CERTIFICATE_DELETED' | 'USED' | 'ROLES_REPLACED';
  readonly afterSeconds: number;
  /** How long it is used, or the roles are gone. */
  readonly forSeconds: number;
}

export interface Step {
  readonly act: 'DEPLOY' | 'DELETE';
  readonly pauseSeconds: number;
  readonly layout: Layout;
  /** When an update is cancelled, or a stack deleted while it is created. */
  readonly cancelSeconds?: number;
  readonly faults: readonly Fault[];
  readonly byHand?: ByHand;
}

export interface StackPlan {
  readonly account: Two;
  readonly region: Two;
  /** The names of both certificates, and their Regions. */
  readonly names: readonly [number, number];
  readonly regions: readonly [Two, Two];
  /** Whose zones the names are in; the stack's own account's by default. */
  readonly zones?: 'OTHER_ACCOUNT' | 'BOTH';
  /** Whether the provider is in another stack, and assumes this one's role for all it does. */
  readonly served?: boolean;
  readonly retained: boolean;
  /** Whether validation records are removed, and whether all Regions or those that are used may need them; they stay by default. */
  readonly removes?: 'ALL_REGIONS' | 'GIVEN_REGIONS';
  /** PATIENT by default. */
  readonly person?: Person;
  readonly steps: readonly Step[];
}

export type Lag = keyof typeof BOUNDS.lags;

export interface History {
  /** Of the chance within: latencies, jitter, which calls of a share are struck. */
  readonly seed: number;
  readonly issuanceSeconds: number;
  readonly inUseLagSeconds: number;
  /** As the emulator has them by default. */
  readonly lags?: Readonly<Record<Lag, number>>;
  readonly executionsLagSeconds?: number;
  /** Within how many seconds after its first mail a person approves a name; a minute by default. */
  readonly approvalSeconds?: number;
  readonly stacks: readonly StackPlan[];
}

/** The zones of a stack, by their index in `DOMAINS`: the first has the names of its certificates, any other only one. */
export function zonesOf({ account, zones }: StackPlan): readonly [Two, ...Two[]] {
  const other = account === 0 ? 1 : 0;
  if (zones === undefined) return [account];
  return zones === 'BOTH' ? [account, other] : [other];
}
