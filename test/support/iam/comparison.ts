// How one value of a policy is held against one value of a request.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
import { fill, literal, regExpOf, splitArn, type Context } from './pattern';

/** `undefined` when a policy variable in the pattern has no value in the request. */
export type Comparison = (pattern: string, value: string, context: Context) => boolean | undefined;

/** Case matters, and wildcards are characters like others. */
export const equals: Comparison = (pattern, value, context) => {
  const filled = fill(pattern, context);
  return filled && literal(filled) === value;
};

/** Case matters; `*` and `?` stand for any characters: dots, slashes and colons too. */
export const isLike: Comparison = (pattern, value, context) => {
  const filled = fill(pattern, context);
  return filled && regExpOf(filled).test(value);
};

/** Like isLike, for each of the six parts of an ARN by itself. What is no ARN matches nothing. */
export const isArnLike: Comparison = (pattern, value, context) => {
  const patterns = splitArn(pattern);
  if (patterns === undefined) throw new Error(`'${pattern}' is not an ARN`);
  const values = splitArn(value);
  const results = patterns.map((part, index) => isLike(part, values?.[index] ?? '', context));
  if (results.includes(undefined)) return undefined;
  return values !== undefined && !results.includes(false);
};

export const isBool: Comparison = (pattern, value) => {
  const wanted = pattern.toLowerCase();
  if (wanted !== 'true' && wanted !== 'false') throw new Error(`'${pattern}' is not a Bool`);
  return wanted === value.toLowerCase();
};
