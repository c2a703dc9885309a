// A run repeats: the same seed gives the same calls in the same order at the same virtual times.
import { PROMPT, startsDeployments } from '../support/deployment';
import type { CallRecord } from '../support/network';

const start = startsDeployments();

async function twoCreates(seed: number): Promise<readonly CallRecord[]> {
  const oneWayMs = (random: () => number): number => 5 + 400 * random();
  const deployment = await start(PROMPT, { seed, oneWayMs });
  deployment.step.dies = (invocation) => (invocation === 3 ? 'AFTER' : undefined);
  const logicalResourceIds = ['One', 'Other'];
  const creates = logicalResourceIds.map((logicalResourceId) =>
    deployment.cloudFormation.create(deployment.properties(), { logicalResourceId }),
  );
  for (const outcome of await Promise.all(creates)) deployment.expectSuccess(outcome);
  await deployment.timeline.quiet();
  return deployment.network.history;
}

test('the same seed gives the same calls in the same order at the same moments', async () => {
  const history = await twoCreates(7);
  expect(history.length).toBeGreaterThan(10);
  expect(await twoCreates(7)).toEqual(history);
});

test('another seed gives another order, so that many runs see many interleavings', async () => {
  expect(await twoCreates(7)).not.toEqual(await twoCreates(8));
});
