// Two stacks of one account that share a name, and remove records: one is deleted while the other is created, and Route 53
// holds the removal up for as long as that takes. At random they would hardly ever meet.
import fc from 'fast-check';
import { BOUNDS } from './bounds';
import { PLAIN_LAYOUT, type Fault, type StackPlan, type Step } from './history';

/** From the first look for who shares a record, which comes after that many seconds, to its removal. */
const LOOKED_AFTER_SECONDS = 16;

const heldUp: fc.Arbitrary<Fault> = fc.record({
  kind: fc.constant('THROTTLED' as const),
  operation: fc.constant('ChangeResourceRecordSets' as const),
  fromSeconds: fc.constant(0),
  forSeconds: fc.integer({ min: 120, max: BOUNDS.throttledSeconds }),
  share: fc.constant(1),
});

export const races: fc.Arbitrary<StackPlan[]> = fc
  .record({
    account: fc.constantFrom(0 as const, 1 as const),
    region: fc.constantFrom(0 as const, 1 as const),
    removes: fc.constantFrom('ALL_REGIONS' as const, 'GIVEN_REGIONS' as const),
    otherRegion: fc.constantFrom(0 as const, 1 as const),
    deletedAfterSeconds: fc.integer({ min: 600, max: 1200 }),
    createdAfterSeconds: fc.integer({ min: LOOKED_AFTER_SECONDS, max: 300 }),
    fault: heldUp,
  })
  .map(({ deletedAfterSeconds, createdAfterSeconds, fault, otherRegion, ...of }) => {
    const plan = {
      ...of,
      names: [0, 0],
      regions: [of.region, of.region],
      retained: false,
    } as const;
    const step = (act: Step['act'], pauseSeconds: number, faults: readonly Fault[]): Step => ({
      act,
      pauseSeconds,
      faults,
      layout: PLAIN_LAYOUT,
    });
    const createdAt = 2 * deletedAfterSeconds + createdAfterSeconds;
    return [
      {
        ...plan,
        steps: [
          step('DEPLOY', deletedAfterSeconds, []),
          step('DELETE', deletedAfterSeconds, [fault]),
        ],
      },
      { ...plan, regions: [otherRegion, otherRegion], steps: [step('DEPLOY', createdAt, [])] },
    ];
  });
