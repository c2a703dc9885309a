// What is run: each scenario on a deployment of its own, with all chance from one seed.
import type { Timings } from 'acm-emulator';
import type { Outcome } from '../../test/support/cloudformation';
import { MINUTE, PROMPT, type Deployment } from '../../test/support/deployment';
import { randomFrom } from '../../test/support/random';
import { requestOthers } from './others';
import {
  costOf,
  costSince,
  create,
  deployed,
  nthOf,
  nths,
  TYPICAL,
  type Cost,
  type Nth,
} from './world';

export interface Run {
  readonly succeeded: number;
  readonly failed: number;
  /** Certificates of ours that should not be there in the end. */
  readonly leftOver: number;
  /** From the moment that is judged on. */
  readonly lastAnswerSeconds: number;
  /** Since the same moment: when the requests were made. */
  readonly begunSeconds: readonly number[];
  readonly cost: Cost;
  /** Of everything that the deployment did. */
  readonly allTicks: number;
}

/** So many creates at once in one zone. */
export async function creates(count: number, seed: number): Promise<Run> {
  const deployment = await deployed(TYPICAL, seed);
  const outcomes = await Promise.all(nths(deployment, count).map((nth) => create(deployment, nth)));
  const cost = costOf(deployment);
  const leftOver = deployment.certificates().length - count;
  await deployment.close();
  return {
    ...counted(outcomes),
    leftOver,
    begunSeconds: [0],
    cost,
    allTicks: deployment.step.invocations,
  };
}

/** CloudFormation gives up every create that has not answered by then. */
const SIBLING_FAILS_SECONDS = 30;

/** How much later than that it deletes what it has given up: 2 s was seen. */
const DELETE_AFTER_SECONDS = { shortest: 2, longest: 6 };

export async function rollback(
  count: number,
  seed: number,
  others = { old: 0, young: 0 },
): Promise<Run> {
  const deployment = await deployed(TYPICAL, seed);
  await requestOthers(deployment, others);
  const { timeline } = deployment;
  const failsAt = timeline.elapsed + SIBLING_FAILS_SECONDS;
  const random = randomFrom(seed, 'rollback');
  const { shortest, longest } = DELETE_AFTER_SECONDS;
  const begun: number[] = [];
  const outcomes = nths(deployment, count).map(async (nth) => {
    const id = await idOf(create(deployment, nth), nth, timeline.sleep(SIBLING_FAILS_SECONDS));
    const after = shortest + random() * (longest - shortest);
    begun.push(after);
    await timeline.sleep(failsAt + after - timeline.elapsed);
    return { ...(await remove(deployment, nth, id)), after };
  });
  const all = (await Promise.all(outcomes)).map((each) => ({
    ...each,
    seconds: each.seconds + each.after,
  }));
  await timeline.quiet();
  const cost = costOf(deployment);
  const leftOver = deployment.certificates().length - others.old - others.young;
  await deployment.close();
  return {
    ...counted(all),
    leftOver,
    begunSeconds: begun,
    cost,
    allTicks: deployment.step.invocations,
  };
}

/** So many certificates get another name at once. Each is then deleted: CloudFormation's users have moved. */
export async function replacements(count: number, seed: number): Promise<Run> {
  const deployment = await deployed(TYPICAL, seed);
  const all = nths(deployment, count);
  const before = await Promise.all(all.map((nth) => create(deployment, nth)));
  const costBefore = costOf(deployment);
  const outcomes = await Promise.all(
    all.map((nth, n) => replace(deployment, nth, before[n]?.physicalResourceId ?? '')),
  );
  const cost = costSince(costBefore, costOf(deployment));
  await Promise.all(
    all.map((nth, n) => remove(deployment, nth, before[n]?.physicalResourceId ?? '')),
  );
  const leftOver = deployment.certificates().length - count;
  await deployment.close();
  const allTicks = deployment.step.invocations;
  return { ...counted(outcomes), leftOver, begunSeconds: [0], cost, allTicks };
}

/** The same, given up while they are in flight: CloudFormation sends the old properties, and nobody waits for the new. */
export async function replacementsRolledBack(count: number, seed: number): Promise<Run> {
  const deployment = await deployed(TYPICAL, seed);
  const { timeline, cloudFormation } = deployment;
  const all = nths(deployment, count);
  const created = await Promise.all(all.map((nth) => create(deployment, nth)));
  const costBefore = costOf(deployment);
  const failsAt = timeline.elapsed + SIBLING_FAILS_SECONDS;
  const random = randomFrom(seed, 'rollback');
  const { shortest, longest } = DELETE_AFTER_SECONDS;
  const begun: number[] = [];
  const outcomes = await Promise.all(
    all.map(async (nth, n) => {
      const physicalResourceId = created[n]?.physicalResourceId ?? '';
      void replace(deployment, nth, physicalResourceId);
      const after = shortest + random() * (longest - shortest);
      begun.push(after);
      await timeline.sleep(failsAt + after - timeline.elapsed);
      const { logicalResourceId, properties } = nth;
      const back = { logicalResourceId, physicalResourceId };
      const outcome = await cloudFormation.update(properties, back);
      return { ...outcome, seconds: outcome.seconds + after };
    }),
  );
  await timeline.quiet();
  const cost = costSince(costBefore, costOf(deployment));
  const leftOver = deployment.certificates().length - count;
  await deployment.close();
  const allTicks = deployment.step.invocations;
  return { ...counted(outcomes), leftOver, begunSeconds: begun, cost, allTicks };
}

function replace(
  { cloudFormation }: Deployment,
  { logicalResourceId, properties }: Nth,
  physicalResourceId: string,
): Promise<Outcome> {
  const SubjectAlternativeNames = [`*.${String(properties['DomainName'])}`];
  const wanted = { ...properties, SubjectAlternativeNames };
  return cloudFormation.update(wanted, { logicalResourceId, physicalResourceId });
}

/** The ARN if the create has answered by then, and otherwise one that CloudFormation invents. */
async function idOf(created: Promise<Outcome>, nth: Nth, givenUp: Promise<void>): Promise<string> {
  const invented = `Stack-${nth.logicalResourceId}-1K2J3H4G5F6D`;
  return Promise.race([
    created.then(({ physicalResourceId }) => physicalResourceId),
    givenUp.then(() => invented),
  ]);
}

function remove(
  { cloudFormation }: Deployment,
  { logicalResourceId, properties }: Nth,
  physicalResourceId: string,
): Promise<Outcome> {
  return cloudFormation.delete(properties, { logicalResourceId, physicalResourceId });
}

/** Every one of them is deleted while something uses it, which lets go after ten minutes. */
export async function inUse(count: number, seed: number): Promise<Run> {
  const deployment = await deployed({ ...TYPICAL, inUseLagSeconds: 0 }, seed);
  const { timeline, emulator } = deployment;
  const created = await Promise.all(nths(deployment, count).map((nth) => create(deployment, nth)));
  const before = costOf(deployment);
  for (const { physicalResourceId: arn } of created) emulator.attach(arn, `${arn} user`);
  void timeline.sleep(10 * MINUTE).then(() => {
    for (const { physicalResourceId: arn } of created) emulator.detach(`${arn} user`);
  });
  const outcomes = await Promise.all(
    created.map(({ physicalResourceId }, n) =>
      remove(deployment, nthOf(deployment, n), physicalResourceId),
    ),
  );
  const cost = costSince(before, costOf(deployment));
  const leftOver = deployment.certificates().length;
  await deployment.close();
  const sinceLetGo = outcomes.map((each) => ({ ...each, seconds: each.seconds - 10 * MINUTE }));
  return {
    ...counted(sinceLetGo),
    leftOver,
    begunSeconds: [0],
    cost,
    allTicks: deployment.step.invocations,
  };
}

/** One create after the other, of which the slowest and the dearest are judged. */
export async function oneByOne(
  count: number,
  seed: number,
  timings: Partial<Timings>,
): Promise<Run> {
  const deployment = await deployed({ ...PROMPT, ...timings }, seed);
  const outcomes: Outcome[] = [];
  const costs: Cost[] = [];
  for (const nth of nths(deployment, count)) {
    const before = costOf(deployment);
    outcomes.push(await create(deployment, nth));
    costs.push(costSince(before, costOf(deployment)));
  }
  const leftOver = deployment.certificates().length - count;
  await deployment.close();
  const [dearest] = costs.toSorted((a, b) => b.transitions - a.transitions);
  if (dearest === undefined) throw new RangeError('no create, no cost');
  return {
    ...counted(outcomes),
    leftOver,
    begunSeconds: [0],
    cost: dearest,
    allTicks: deployment.step.invocations,
  };
}

function counted(
  outcomes: readonly Outcome[],
): Pick<Run, 'succeeded' | 'failed' | 'lastAnswerSeconds'> {
  const succeeded = outcomes.filter(({ status }) => status === 'SUCCESS').length;
  return {
    succeeded,
    failed: outcomes.length - succeeded,
    lastAnswerSeconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
  };
}
