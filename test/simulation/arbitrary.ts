// Histories at random, within the bounds. What comes first in a choice is what a failing history shrinks to.
import fc from 'fast-check';
import { aimed } from './aimed';
import { BOUNDS } from './bounds';
import {
  KINDS,
  NAMES,
  OPERATIONS,
  TAGS,
  type ByHand,
  type Fault,
  type History,
  type Lag,
  type Layout,
  type StackPlan,
  type Step,
} from './history';
import { races } from './races';

const MOST_STACKS = 3;
const MOST_UPDATES = 2;
const MOST_FAULTS = 3;

const two = fc.constantFrom(0 as const, 1 as const);
const upTo = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most });
/** True so many times in a hundred. */
const rarely = (percent: number): fc.Arbitrary<boolean> =>
  upTo(99).map((drawn) => drawn >= 100 - percent);

const lag = (of: Lag): fc.Arbitrary<number> => upTo(BOUNDS.lags[of]);

const operation = fc.constantFrom(...OPERATIONS);

const lasting = (mostSeconds: number) => ({
  fromSeconds: fc.oneof(fc.constant(0), upTo(120)),
  forSeconds: fc.integer({ min: 1, max: mostSeconds }),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('THROTTLED' as const),
    operation,
    ...lasting(BOUNDS.throttledSeconds),
    share: fc.constantFrom(0.5, 0.9, 1),
  }),
  fc.record({
    kind: fc.constant('SERVER_ERROR' as const),
    operation,
    ...lasting(BOUNDS.serverErrorSeconds),
    share: fc.constantFrom(0.5, 0.9, 1),
  }),
  fc.record({
    kind: fc.constant('DENIED' as const),
    operation,
    forSeconds: fc.integer({ min: 1, max: BOUNDS.deniedSeconds }),
  }),
  fc.record({ kind: fc.constant('ZONE_BUSY' as const), ...lasting(60) }),
  fc.record({
    kind: fc.constant('UNKNOWN' as const),
    ...lasting(BOUNDS.serverErrorSeconds),
    share: fc.constantFrom(0.2, 1),
  }),
  fc.record({
    kind: fc.constant('START_REFUSED' as const),
    ...lasting(BOUNDS.startRefusedSeconds),
  }),
  fc.record({
    kind: fc.constantFrom(
      'ANSWER_LOST' as const,
      'CONNECTION_BROKEN' as const,
      'NO_ANSWER' as const,
    ),
    operation: fc.constantFrom(...OPERATIONS, 'PUT' as const),
    nth: fc.integer({ min: 1, max: 5 }),
    times: fc.integer({ min: 1, max: BOUNDS.brokenCallsInARow }),
  }),
  fc
    .record({
      kind: fc.constant('KILLED' as const),
      handler: fc.constantFrom('step' as const, 'intake' as const),
      nth: fc.integer({ min: 1, max: 12 }),
      times: fc.integer({ min: 1, max: BOUNDS.killsInARow }),
      atCall: fc.integer({ min: 1, max: 4 }),
      reached: fc.boolean(),
    })
    .map((kill) =>
      kill.handler === 'step'
        ? kill
        : { ...kill, times: Math.min(kill.times, BOUNDS.intakeKillsInARow) },
    ),
  fc.record({
    kind: fc.constant('LATE' as const),
    nth: fc.integer({ min: 1, max: 4 }),
    seconds: fc.integer({ min: 1, max: BOUNDS.lateSeconds }),
  }),
  fc.record({
    kind: fc.constant('DOUBLED' as const),
    nth: fc.integer({ min: 1, max: 4 }),
    seconds: upTo(BOUNDS.doubledWithinSeconds),
  }),
);

const searching = fc.constantFrom(
  ...([
    'ListCertificates',
    'ListTagsForCertificate',
    'ListExecutions',
    'StopExecution',
    'GetExecutionHistory',
  ] as const),
);

const searchFault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('THROTTLED' as const, 'SERVER_ERROR' as const),
    operation: searching,
    ...lasting(BOUNDS.serverErrorSeconds),
    share: fc.constantFrom(0.5, 1),
  }),
  fc.record({
    kind: fc.constant('DENIED' as const),
    operation: searching,
    forSeconds: fc.integer({ min: 1, max: BOUNDS.deniedSeconds }),
  }),
  fc.record({
    kind: fc.constantFrom(
      'ANSWER_LOST' as const,
      'CONNECTION_BROKEN' as const,
      'NO_ANSWER' as const,
    ),
    operation: searching,
    nth: fc.integer({ min: 1, max: 2 }),
    times: fc.integer({ min: 1, max: BOUNDS.brokenCallsInARow }),
  }),
);

const veryLate: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constant('VERY_LATE' as const),
  nth: fc.integer({ min: 1, max: 4 }),
  seconds: fc.integer({ min: BOUNDS.lateSeconds, max: BOUNDS.rarelyLateSeconds }),
});

/** What happens rarely. */
const quota: fc.Arbitrary<Fault> = fc.constant({ kind: 'QUOTA' as const });

const outage: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constant('OUTAGE' as const),
  operation,
  forSeconds: fc.integer({ min: BOUNDS.deniedSeconds, max: BOUNDS.outageSeconds }),
});

/** Two that follow each other would be more than the bounds have: kills of one handler, refusals of Step Functions. */
function compatible(all: readonly Fault[]): Fault[] {
  const limited = (each: Fault): string | undefined => {
    if (each.kind === 'KILLED') return each.handler;
    return each.kind === 'START_REFUSED' ? each.kind : undefined;
  };
  return all.filter((each) => {
    const what = limited(each);
    return what === undefined || all.find((other) => limited(other) === what) === each;
  });
}

const drawn = fc.array(
  fc.oneof(
    { weight: 30, arbitrary: fault },
    { weight: 1, arbitrary: veryLate },
    { weight: 1, arbitrary: outage },
    { weight: 1, arbitrary: quota },
  ),
  { maxLength: MOST_FAULTS },
);

/** Of a create that is given up while nobody knows what it requested: its delete has to ask, and to search. */
const lost: fc.Arbitrary<Fault[]> = fc
  .tuple(
    fc.oneof(
      fc.record({
        kind: fc.constant('KILLED' as const),
        handler: fc.constant('step' as const),
        nth: fc.integer({ min: 1, max: 2 }),
        times: fc.integer({ min: 1, max: BOUNDS.killsInARow }),
        atCall: fc.constant(1),
        reached: fc.constant(true),
      }),
      fc.record({
        kind: fc.constantFrom('ANSWER_LOST' as const, 'NO_ANSWER' as const),
        operation: fc.constant('RequestCertificate' as const),
        nth: fc.constant(1),
        times: fc.integer({ min: 1, max: BOUNDS.brokenCallsInARow }),
      }),
    ),
    searchFault,
  )
  .map(([first, second]) => [first, second]);

const faults: fc.Arbitrary<Fault[]> = drawn.map(compatible);

const byHand: fc.Arbitrary<ByHand> = fc.record({
  what: fc.constantFrom(
    'RECORDS_REMOVED' as const,
    'CERTIFICATE_DELETED' as const,
    'USED' as const,
    'ROLES_REPLACED' as const,
  ),
  afterSeconds: fc.oneof(upTo(30), upTo(600)),
  forSeconds: fc.integer({ min: 1, max: BOUNDS.usedByHandSeconds }),
});

const layout: fc.Arbitrary<Layout> = fc.record(
  {
    two: rarely(30),
    unnamedZone: rarely(30),
    renamed: rarely(15),
    users: upTo(2),
    secondUsed: fc.boolean(),
    refused: rarely(5),
    refusedName: rarely(5),
    kind: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, upTo(KINDS.length - 1)),
    byEmail: rarely(25),
    role: two,
    tags: upTo(TAGS.length - 1),
    policyChanged: rarely(15),
    pem: fc.constantFrom(0, 0, 0, 1, 1, 2),
    siblingFailsSeconds: fc.integer({ min: 0, max: 120 }),
  },
  {
    requiredKeys: [
      ...(['two', 'unnamedZone', 'renamed', 'users', 'secondUsed'] as const),
      ...(['refused', 'refusedName', 'kind', 'role', 'tags', 'policyChanged'] as const),
      ...(['pem', 'byEmail'] as const),
    ],
  },
);

const step = (act: Step['act']): fc.Arbitrary<Step> =>
  fc
    .record(
      {
        act: fc.constant(act),
        pauseSeconds: fc.oneof(upTo(60), upTo(4000)),
        layout,
        /** So that most siblings do not fail, and most steps are not cancelled. */
        sound: rarely(70),
        cancelSeconds: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 240 })),
        faults,
        byHand,
        byHandToo: rarely(15),
      },
      { requiredKeys: ['act', 'pauseSeconds', 'layout', 'sound', 'faults', 'byHandToo'] },
    )
    .map(
      ({
        sound,
        cancelSeconds,
        byHand: hand,
        byHandToo,
        layout: { siblingFailsSeconds, ...rest },
        ...others
      }) => ({
        ...others,
        layout:
          sound || siblingFailsSeconds === undefined ? rest : { ...rest, siblingFailsSeconds },
        ...(!sound && cancelSeconds !== undefined && { cancelSeconds }),
        ...(byHandToo && hand !== undefined && { byHand: hand }),
      }),
    );

const lostStep: fc.Arbitrary<Step> = fc
  .tuple(step('DEPLOY'), lost, fc.integer({ min: 2, max: 8 }))
  .map(([rest, lostFaults, cancelSeconds]) => ({ ...rest, faults: lostFaults, cancelSeconds }));

/** A tick dies when it has sent mails again, or a little before or after it: at random that would hardly ever happen. */
const mailedStep: fc.Arbitrary<Step> = fc
  .tuple(step('DEPLOY'), fc.integer({ min: 10, max: 20 }))
  .map(([{ layout: rest, act, pauseSeconds }, nth]) => ({
    act,
    pauseSeconds,
    layout: { ...rest, two: false, refused: false, byEmail: true },
    faults: [
      { kind: 'KILLED', handler: 'step', nth, times: 1, atCall: 2, reached: true },
    ] satisfies Fault[],
  }));

const varied: fc.Arbitrary<StackPlan> = fc
  .record({
    account: two,
    region: two,
    names: fc.tuple(upTo(NAMES.length - 1), upTo(NAMES.length - 1)),
    regions: fc.tuple(two, two),
    zones: fc.constantFrom(
      undefined,
      undefined,
      undefined,
      ...(['OTHER_ACCOUNT', 'BOTH'] as const),
    ),
    served: rarely(20),
    retained: rarely(10),
    removal: fc.constantFrom(
      undefined,
      undefined,
      'GIVEN_REGIONS' as const,
      'GIVEN_REGIONS' as const,
      'ALL_REGIONS' as const,
    ),
    person: fc.record({
      afterSeconds: fc.integer({ min: 60, max: BOUNDS.personSeconds }),
      continuesRollback: rarely(70),
    }),
    steps: fc
      .tuple(
        fc.oneof(
          { weight: 8, arbitrary: step('DEPLOY') },
          { weight: 1, arbitrary: lostStep },
          { weight: 1, arbitrary: mailedStep },
        ),
        fc.array(step('DEPLOY'), { maxLength: MOST_UPDATES }),
        fc.array(step('DELETE'), { minLength: 0, maxLength: 1 }),
      )
      .map(([first, updates, last]) => [first, ...updates, ...last]),
  })
  .map(({ removal, zones, ...rest }) => ({
    ...rest,
    ...(removal !== undefined && { removes: removal }),
    ...(zones !== undefined && { zones }),
  }));

const plan = fc.oneof({ weight: 4, arbitrary: varied }, { weight: 1, arbitrary: aimed });

export const histories: fc.Arbitrary<History> = fc.record({
  seed: upTo(0xffff),
  issuanceSeconds: fc.oneof(upTo(10), upTo(BOUNDS.issuanceSeconds)),
  inUseLagSeconds: fc.oneof(upTo(10), upTo(BOUNDS.inUseLagSeconds)),
  lags: fc.record({
    detailSeconds: lag('detailSeconds'),
    listedAfterSeconds: lag('listedAfterSeconds'),
    deletionLagSeconds: lag('deletionLagSeconds'),
    methodLagSeconds: lag('methodLagSeconds'),
    firstRecordSeconds: lag('firstRecordSeconds'),
    furtherRecordSeconds: lag('furtherRecordSeconds'),
    changeSeconds: lag('changeSeconds'),
    propagationSeconds: lag('propagationSeconds'),
  }),
  executionsLagSeconds: upTo(BOUNDS.executionsLagSeconds),
  approvalSeconds: upTo(BOUNDS.approvalSeconds),
  stacks: fc.oneof(
    { weight: 24, arbitrary: fc.array(plan, { minLength: 1, maxLength: MOST_STACKS }) },
    { weight: 1, arbitrary: races },
  ),
});
