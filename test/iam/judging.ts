// Short forms for tests of the IAM evaluator.
import { evaluate, type Call, type Verdict } from '../support/iam';

export const VERSION = '2012-10-17';

export const ALLOW_ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

export type Context = Readonly<Record<string, readonly string[]>>;

export function document(...statements: readonly object[]): object {
  return { Version: VERSION, Statement: statements };
}

export function callOf(action: string, resource = '*', context: Context = {}): Call {
  return { action, resource, region: 'eu-west-1', context };
}

/** What a principal with this one policy is told. */
export function judge(call: Call, ...statements: readonly object[]): Verdict {
  return evaluate(call, { identity: { Policy: document(...statements) } });
}

/** What a principal with these statements is told about an action on a resource. */
export function decisionOf(
  action: string,
  resource: string,
  context: Context,
  statements: readonly object[],
): Verdict['decision'] {
  return judge(callOf(action, resource, context), ...statements).decision;
}

/** Whether a condition holds: a call that it alone decides about is allowed. */
export function isMet(condition: object, context: Context): boolean {
  const statement = { Effect: 'Allow', Action: 'a:Do', Resource: '*', Condition: condition };
  return judge(callOf('a:Do', '*', context), statement).decision === 'Allow';
}
