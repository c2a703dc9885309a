// Stacks that call what few stacks call, and then have the fault that strikes just this. Of faults and stacks that are drawn
// apart, both would hardly ever meet.
import fc from 'fast-check';
import { BOUNDS } from './bounds';
import {
  NAMES,
  PLAIN_LAYOUT,
  type Fault,
  type Layout,
  type Operation,
  type StackPlan,
  type Step,
} from './history';

type Call = Operation | 'PUT';

interface Aim {
  readonly at: readonly Call[];
  readonly plan?: Partial<StackPlan>;
  readonly first?: Partial<Layout>;
  /** What the step has in which the operations are called; the stack is deleted by default. */
  readonly then?: Partial<Layout>;
  readonly isCancelled?: true;
}

const AIMS: readonly Aim[] = [
  {
    // Called once in a change of the method, and less often than all others: so it is aimed at twice.
    at: [
      'UpdateCertificateOptions',
      'UpdateCertificateOptions',
      'ListCertificateDomainValidations',
    ],
    first: { byEmail: true },
    then: {},
  },
  { at: ['ResendValidationEmail'], then: { byEmail: true, renamed: true } },
  { at: ['ResendValidationEmail'], first: { byEmail: true }, then: { byEmail: true, kind: 1 } },
  { at: ['GetCertificate', 'PutParameter'], then: { pem: 1 } },
  // Another certificate of the same names, which is issued at once, takes the parameters over.
  {
    at: ['GetParameter', 'AddTagsToResource', 'ListTagsForResource', 'PutParameter'],
    first: { pem: 1 },
    then: { pem: 1, kind: 1 },
  },
  { at: ['DeleteParameter'], first: { pem: 1 }, then: {} },
  {
    at: ['ListTagsForCertificate', 'AddTagsToCertificate', 'RemoveTagsFromCertificate'],
    first: { tags: 1 },
    then: { tags: 2 },
  },
  {
    at: ['ListRegions', 'ListResourceRecordSets', 'ListCertificates'],
    plan: { removes: 'ALL_REGIONS' },
  },
  {
    at: ['ListExecutions', 'StopExecution', 'GetExecutionHistory'],
    then: { renamed: true },
    isCancelled: true,
  },
  { at: ['AssumeRole'], plan: { zones: 'OTHER_ACCOUNT' }, then: { renamed: true } },
  { at: ['AssumeRole'], plan: { served: true }, then: { renamed: true } },
  { at: ['RequestCertificate', 'ChangeResourceRecordSets', 'PUT'], then: { renamed: true } },
  { at: ['DeleteCertificate'] },
];

const two = fc.constantFrom(0 as const, 1 as const);
const secondsUpTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });

function faultOf(operation: Call): fc.Arbitrary<Fault> {
  const lost = fc.record({
    operation: fc.constant(operation),
    kind: fc.constantFrom(
      'ANSWER_LOST' as const,
      'CONNECTION_BROKEN' as const,
      'NO_ANSWER' as const,
    ),
    nth: fc.constant(1),
    times: fc.integer({ min: 1, max: BOUNDS.brokenCallsInARow }),
  });
  // S3 refuses nobody, see `CELLS`.
  if (operation === 'PUT') return lost;
  // Strikes once to three times, where a refusal does until it is over.
  return fc.oneof({ weight: 5, arbitrary: lost }, { weight: 4, arbitrary: refusalOf(operation) });
}

function refusalOf(operation: Operation): fc.Arbitrary<Fault> {
  const always = { operation: fc.constant(operation), fromSeconds: fc.constant(0) };
  const failing = {
    ...always,
    forSeconds: secondsUpTo(BOUNDS.serverErrorSeconds),
    share: fc.constant(1),
  };
  return fc.oneof(
    fc.record({ ...failing, kind: fc.constant('THROTTLED' as const) }),
    fc.record({ ...failing, kind: fc.constant('SERVER_ERROR' as const) }),
    fc.record({
      ...always,
      kind: fc.constant('DENIED' as const),
      forSeconds: fc.integer({ min: BOUNDS.deniedSeconds / 2, max: BOUNDS.deniedSeconds }),
    }),
    fc.record({
      ...always,
      kind: fc.constant('OUTAGE' as const),
      forSeconds: fc.integer({ min: BOUNDS.deniedSeconds, max: BOUNDS.outageSeconds }),
    }),
  );
}

function planOf({ plan, first, then, isCancelled }: Aim, fault: Fault): fc.Arbitrary<StackPlan> {
  return fc
    .record({
      account: two,
      region: two,
      name: fc.integer({ min: 0, max: NAMES.length - 1 }),
      users: fc.integer({ min: 0, max: 2 }),
      pauses: fc.tuple(secondsUpTo(60), secondsUpTo(4000), secondsUpTo(4000)),
      cancelSeconds: secondsUpTo(BOUNDS.deniedSeconds / 2),
    })
    .map(({ name, users, pauses, cancelSeconds, ...of }) => {
      const layout = (of: Partial<Layout> = {}): Layout => ({ ...PLAIN_LAYOUT, users, ...of });
      const [created, changed, deleted] = pauses;
      const deploy: Step = {
        act: 'DEPLOY',
        pauseSeconds: created,
        layout: layout(first),
        faults: [],
      };
      const struck: Step = {
        act: then === undefined ? 'DELETE' : 'DEPLOY',
        pauseSeconds: changed,
        layout: layout(then),
        faults: [fault],
        ...(isCancelled && { cancelSeconds }),
      };
      const last: Step = { ...struck, act: 'DELETE', pauseSeconds: deleted, faults: [] };
      return {
        ...of,
        names: [name, name],
        regions: [of.region, of.region],
        retained: false,
        ...plan,
        steps: then === undefined ? [deploy, struck] : [deploy, struck, last],
      } as const;
    });
}

export const aimed: fc.Arbitrary<StackPlan> = fc
  .constantFrom(...AIMS.flatMap((aim) => aim.at.map((call) => ({ aim, call }))))
  .chain(({ aim, call }) => faultOf(call).chain((fault) => planOf(aim, fault)));
