// The condition operators that are known, by name. Any other is refused.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { equals, isArnLike, isBool, isLike, type Comparison } from './comparison';

export interface Operator {
  /** As it is written in the policy. */
  readonly name: string;
  readonly base: string;
  readonly set?: 'ForAllValues' | 'ForAnyValue';
  readonly ifExists: boolean;
  /** Whether none, instead of one, of the policy's values may match. */
  readonly negated: boolean;
  /** Whether one value of the policy matches one of the request. Absent for Null, which looks at no value. */
  readonly compare?: Comparison;
}

const OPERATORS: Readonly<Record<string, Pick<Operator, 'compare' | 'negated'>>> = {
  StringEquals: { compare: equals, negated: false },
  StringNotEquals: { compare: equals, negated: true },
  StringLike: { compare: isLike, negated: false },
  StringNotLike: { compare: isLike, negated: true },
  // The page says that Equals and Like of an ARN behave identically.
  ArnEquals: { compare: isArnLike, negated: false },
  ArnLike: { compare: isArnLike, negated: false },
  ArnNotEquals: { compare: isArnLike, negated: true },
  ArnNotLike: { compare: isArnLike, negated: true },
  Bool: { compare: isBool, negated: false },
  Null: { negated: false },
};

const NAME = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/;

/** @throws Error if the operator is not known here */
export function parseOperator(name: string): Operator {
  const [, set, base = '', ifExists] = NAME.exec(name) ?? [];
  const known = Object.hasOwn(OPERATORS, base) ? OPERATORS[base] : undefined;
  const qualified = set !== undefined || ifExists !== undefined;
  if (known === undefined || (base === 'Null' && qualified)) {
    throw new Error(`unknown condition operator '${name}'`);
  }
  return { name, base, set: set as Operator['set'], ifExists: ifExists !== undefined, ...known };
}
