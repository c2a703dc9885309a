// What is known of the other executions of a resource.
import type { OtherExecution } from '../../contract/state';

/**
 * The newest of a resource: older ones have been settled by those between. Each takes 300 bytes, until it is asked, of the
 * 256 KiB that Step Functions passes from state to state, and a stack that is deployed ten times a day has 900 in the 90 days
 * of its history.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const MOST_OTHERS = 200;

/** The newest first. What is known of an execution outlives a list that lags. */
export function merged(
  listed: readonly OtherExecution[],
  before: readonly OtherExecution[] = [],
): readonly OtherExecution[] {
  const known = new Map(before.map((each) => [each.executionArn, each]));
  const news = listed.map((each) => ({ ...each, ...known.get(each.executionArn) }));
  const isListed = new Set(listed.map(({ executionArn }) => executionArn));
  return [...news, ...before.filter(({ executionArn }) => !isListed.has(executionArn))]
    .sort((a, b) => b.begunAt - a.begunAt || b.startedAt - a.startedAt)
    .slice(0, MOST_OTHERS);
}

export function withChange(
  others: readonly OtherExecution[] = [],
  executionArn: string,
  change: Partial<OtherExecution>,
): readonly OtherExecution[] {
  return others.map((each) => (each.executionArn === executionArn ? { ...each, ...change } : each));
}
