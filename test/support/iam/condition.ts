// Whether a condition holds for a request. All conditions of a statement must; that is for its caller to see to.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
import type { Comparison } from './comparison';
import type { Operator } from './operator';
import { anyOf, type Context } from './pattern';
import type { Condition } from './policy';

/** @throws Error where AWS does not say what would happen */
export function holds(condition: Condition, context: Context): boolean {
  const { operator, key } = condition;
  const values = context[key] ?? [];
  if (operator.compare === undefined) return isNull(condition, values);
  if (isEmpty(operator, values)) return holdsWithoutKey(operator);
  const test = valueTest(condition, operator.compare, context);
  if (operator.set === 'ForAllValues') return values.every(test);
  if (operator.set === undefined && values.length > 1) {
    throw new Error(`${operator.name} of '${key}', which has several values, needs a set operator`);
  }
  return values.some(test);
}

/** A set of nothing but empty strings is as good as none; a single empty string is a value. */
function isEmpty(operator: Operator, values: readonly string[]): boolean {
  if (operator.set === undefined) return values.length === 0;
  return values.every((value) => value === '');
}

/** `IfExists` holds, for all of nothing holds, for any of nothing does not, and otherwise nothing matches. */
function holdsWithoutKey({ ifExists, set, negated }: Operator): boolean {
  if (ifExists || set === 'ForAllValues') return true;
  return set === undefined && negated;
}

/** The policy's values are alternatives; negated, not one of them may match. */
function valueTest({ operator, values }: Condition, compare: Comparison, context: Context) {
  return (value: string): boolean =>
    anyOf(
      values.map((pattern) => compare(pattern, value, context)),
      operator.negated,
    );
}

/** Null is true when the key is not there. */
function isNull({ key, values: wanted }: Condition, values: readonly string[]): boolean {
  const [isAbsent = ''] = wanted;
  if (wanted.length !== 1 || !['true', 'false'].includes(isAbsent)) {
    throw new Error(`Null of '${key}' is neither true nor false`);
  }
  if (values.length > 0 && values.every((value) => value === '')) {
    throw new Error(`AWS does not say whether '${key}' with an empty value is Null`);
  }
  return (values.length === 0) === (isAbsent === 'true');
}
