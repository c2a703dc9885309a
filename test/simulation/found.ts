// Histories that the handlers once failed, each as short as it became, by what the user suffered.
import { BOUNDS } from './bounds';
import type { Fault, History, Layout, StackPlan, Step } from './history';

const LAYOUT: Layout = {
  two: false,
  unnamedZone: false,
  renamed: false,
  users: 0,
  secondUsed: false,
};

type Change = Partial<Omit<Step, 'layout' | 'faults'>> & { readonly layout?: Partial<Layout> };

function step(faults: readonly Fault[], { layout, ...rest }: Change = {}): Step {
  return { act: 'DEPLOY', pauseSeconds: 0, faults, layout: { ...LAYOUT, ...layout }, ...rest };
}

function of(...stacks: readonly (readonly Step[])[]): History {
  const plan: Omit<StackPlan, 'steps'> = {
    account: 0,
    region: 0,
    names: [0, 0],
    regions: [0, 0],
    retained: false,
  };
  const plans = stacks.map((steps): StackPlan => ({ ...plan, steps }));
  return { seed: 0, issuanceSeconds: 0, inUseLagSeconds: 0, stacks: plans };
}

const killsThree = {
  kind: 'KILLED',
  handler: 'step',
  nth: 2,
  times: 3,
  atCall: 1,
  reached: false,
} as const;

const veryLate = (nth: number): Fault => ({ kind: 'VERY_LATE', nth, seconds: 4000 });

export const FOUND: readonly (readonly [string, History])[] = [
  [
    'A deployment does not fail because ACM throttles its request for five minutes',
    of([
      step([
        {
          kind: 'THROTTLED',
          operation: 'RequestCertificate',
          fromSeconds: 0,
          forSeconds: 282,
          share: 1,
        },
      ]),
    ]),
  ],
  [
    'A stack that is deleted while the answer to its request gets lost leaves no certificate that nobody knows',
    of([
      step([{ kind: 'ANSWER_LOST', operation: 'RequestCertificate', nth: 1, times: 1 }], {
        cancelSeconds: 2,
      }),
    ]),
  ],
  [
    'A delete that comes when CloudFormation has given it up does not take a certificate away that the stack still has',
    of([step([]), step([veryLate(1)], { act: 'DELETE' })]),
  ],
  [
    'A create that comes an hour late, after its rollback, requests nothing that would stay forever',
    of([step([veryLate(1)])]),
  ],
  [
    'A rollback during which Step dies three times does not leave the stack in UPDATE_ROLLBACK_FAILED',
    of([
      step([]),
      step([], { layout: { unnamedZone: true } }),
      step([killsThree], { layout: { siblingFailsSeconds: 0 } }),
    ]),
  ],
  [
    'A deployment does not fail because Step dies three times in a row',
    of([step([]), step([{ ...killsThree, nth: 1 }])], [step([{ ...killsThree, nth: 1 }])]),
  ],
  [
    'A delete does not leave a certificate because ACM says twice that it is not there and fails for a minute in between',
    of([
      step([]),
      step(
        [
          { kind: 'UNKNOWN', fromSeconds: 0, forSeconds: 90, share: 1 },
          {
            kind: 'SERVER_ERROR',
            operation: 'DescribeCertificate',
            fromSeconds: 3,
            forSeconds: 62,
            share: 1,
          },
        ],
        { act: 'DELETE' },
      ),
    ]),
  ],
  [
    'A stack whose delete came too late is deleted with all it requested when a person deletes it again',
    of([step([veryLate(2)], { cancelSeconds: 2 })]),
  ],
  [
    'A create and its delete that Step Functions refused at first do not leave a certificate that nobody knows',
    {
      ...of([
        step([{ kind: 'START_REFUSED', fromSeconds: 0, forSeconds: 5 }], { cancelSeconds: 2 }),
      ]),
      lags: { ...BOUNDS.lags, firstRecordSeconds: 0 },
      executionsLagSeconds: BOUNDS.executionsLagSeconds,
    },
  ],
];
