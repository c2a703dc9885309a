// Histories at random, always the same; `npm run simulate` runs as many others as you like.
import { FOUND } from './found';
import { run } from './run';
import { simulate } from './simulate';
import { story } from './story';

const FIRST_SEED = 10;
const HISTORIES = 20;
const TIMEOUT_MS = 300_000;

test(
  'Whatever happens to stacks within the bounds, nothing is left behind, and nothing that is needed is deleted',
  async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + HISTORIES; seed += 1) {
      const { history, outcome } = await simulate(seed);
      const told = outcome.violations.length > 0 ? `seed ${seed}\n${story(history, outcome)}` : '';
      expect(told).toBe('');
    }
  },
  TIMEOUT_MS,
);

test('The same seed tells the same story', async () => {
  const [one, other] = [await simulate(8), await simulate(8)];
  expect(story(other.history, other.outcome)).toBe(story(one.history, one.outcome));
});

test.each(FOUND)('%s', async (_, history) => {
  const outcome = await run(history);
  expect(outcome.violations.length > 0 ? story(history, outcome) : '').toBe('');
});
