// A history as data: what is done to which stack, and what goes wrong meanwhile. All chance is in it or follows from it.
import type { Template } from '../support/stacks';
import type { BOUNDS } from './bounds';

export const ACCOUNTS = ['000000000000', '111111111111'] as const;
export const REGIONS = ['eu-west-1', 'us-east-1'] as const;
type Two = 0 | 1;

/** Each account has a zone of its own: only one zone of a name can be the one that the name is delegated to. */
export const DOMAINS = ['one.dns-certificate.dev', 'two.dns-certificate.dev'] as const;

/** What certificates are requested for, below the domain of their account: stacks share these. */
export const NAMES = [[''], ['www.'], ['', '*.'], ['a.', 'b.', 'c.']] as const;

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
  'ListExecutions',
  'StopExecution',
  'GetExecutionHistory',
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
  /** Which of `TAGS` both certificates have; none by default. */
  readonly tags?: number;
  /** Whether the stack's certificates change between being retained and not. */
  readonly policyChanged?: boolean;
  /** Whether there is a certificate that ACM refuses to issue, because of a CAA record. */
  readonly refused?: boolean;
  /** Whether the first certificate has a name besides for which ACM refuses to issue it. */
  readonly refusedName?: boolean;
  /** After how many seconds a resource fails that has nothing to do with certificates. */
  readonly siblingFailsSeconds?: number;
}

/** What somebody does to the first certificate of the stack, in the console. */
export interface ByHand {
  readonly what: 'RECORDS_REMOVED' | 'CERTIFICATE_DELETED' | 'USED';
  readonly afterSeconds: number;
  /** How long it is used. */
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
  readonly stacks: readonly StackPlan[];
}

/** Below the domain of an account: its CAA record allows no one at Amazon. */
export const REFUSED = 'caa.';

const USER_SECONDS = 30;

/** Whether CloudFormation keeps the certificates. */
export function isRetained({ retained }: StackPlan, { policyChanged = false }: Layout): boolean {
  return retained !== policyChanged;
}

/** `n` tells the resources apart that fail in different steps. */
export function templateOf(plan: StackPlan, layout: Layout, zoneId: string, n: number): Template {
  const kept = isRetained(plan, layout);
  const tags = Object.entries(TAGS[layout.tags ?? 0] ?? {}).map(([Key, Value]) => ({ Key, Value }));
  const certificate = (which: Two): Template[string] => {
    const index = plan.names[which] + (which === 0 && layout.renamed ? 1 : 0);
    const domain = DOMAINS[plan.account];
    const below = NAMES[index % NAMES.length] ?? NAMES[0];
    const isRefused = which === 0 && layout.refusedName === true;
    const labels = [...below, ...(isRefused ? [REFUSED] : [])];
    const [DomainName, ...others] = labels.map((each) => each + domain);
    const zone = {
      HostedZoneId: zoneId,
      ...(!(which === 0 && layout.unnamedZone) && { Name: domain }),
    };
    const properties = {
      ServiceToken: 'arn:intake',
      ServiceTimeout: 3600,
      Region: REGIONS[plan.regions[which]],
      DomainName,
      ...(others.length > 0 && { SubjectAlternativeNames: others }),
      HostedZones: [zone],
      ...(plan.removes !== undefined && { RemoveValidationRecords: true }),
      ...(plan.removes === 'GIVEN_REGIONS' && { ValidationRecordRegions: [...REGIONS] }),
      ...(tags.length > 0 && { Tags: tags }),
      ...(kept && { Retain: true }),
    };
    const policies = { deletionPolicy: 'Retain', updateReplacePolicy: 'Retain' } as const;
    return { type: 'certificate', properties, ...(kept && policies) };
  };
  const first = certificate(0);
  const refused = {
    ...first,
    properties: {
      ...('properties' in first && first.properties),
      DomainName: REFUSED + DOMAINS[plan.account],
      SubjectAlternativeNames: [],
    },
  } as Template[string];
  const user = (of: string): Template[string] => ({
    type: 'consumer',
    certificate: of,
    seconds: USER_SECONDS,
  });
  const seconds = layout.siblingFailsSeconds;
  return {
    First: first,
    ...(layout.refused === true && { Refused: refused }),
    ...(layout.two && { Second: certificate(1) }),
    ...(layout.users > 0 && { User: user('First') }),
    ...(layout.users > 1 && { OtherUser: user('First') }),
    ...(layout.two && layout.secondUsed && { SecondUser: user('Second') }),
    ...(seconds !== undefined && { [`Sibling${n}`]: { type: 'other', seconds, fails: 'CREATE' } }),
  };
}
