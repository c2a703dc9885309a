// How large IAM finds a policy, reckoned while synthesizing with the longest values that tokens may have.
import { Token, type Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { DYNAMIC_REFERENCE } from '../unknown';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const INLINE_CHARACTERS_OF_A_ROLE = 10_240;
export const MANAGED_POLICY_CHARACTERS = 6_144;
/** IAM's quota of managed policies on a role, before anybody has it raised. */
export const MANAGED_POLICIES_OF_A_ROLE = 10;

const PSEUDO_PARAMETERS: Readonly<Record<string, number>> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 'aws-us-gov'.length,
  'AWS::Region': 'ap-southeast-1'.length + 2,
  // A stack's name has up to 128 characters.
  'AWS::StackId': 'arn:aws-us-gov:cloudformation::111111111111:stack//'.length + 16 + 128 + 36,
};

/** What is selected of a stack's ARN is the UUID at its end. */
const UUID = 36;

/** The longest that any other token stands for: a domain name. */
const LONGEST_VALUE = 253;

const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}'.length;

/** Measures documents of one stack; remembers how long each token may get. */
export class Ruler {
  private readonly lengths = new Map<string, number>();

  constructor(private readonly stack: Stack) {}

  /** Characters of a document with these statements, as IAM counts them. */
  document(statements: readonly iam.PolicyStatement[]): number {
    return statements.reduce(
      (sum, statement) => sum + this.lengthOf(statement.toStatementJson()) + 1,
      DOCUMENT,
    );
  }

  private lengthOf(value: unknown): number {
    if (typeof value === 'string') return 2 + this.lengthOfText(value);
    if (Array.isArray(value)) {
      return value.reduce((sum: number, each) => sum + this.lengthOf(each) + 1, 1);
    }
    if (typeof value !== 'object' || value === null) return 5;
    return Object.entries(value).reduce(
      (sum, [key, each]) => sum + key.length + 4 + this.lengthOf(each),
      1,
    );
  }

  private lengthOfText(text: string): number {
    if (!Token.isUnresolved(text)) return longest(text);
    const known = this.lengths.get(text);
    if (known !== undefined) return known;
    const length = longest(this.stack.resolve(text));
    this.lengths.set(text, length);
    return length;
  }
}

function longest(resolved: unknown): number {
  if (typeof resolved === 'string') return longestText(resolved);
  // A Lazy that has no value yet.
  if (typeof resolved !== 'object' || resolved === null) return LONGEST_VALUE;
  const { Ref: ref, 'Fn::Join': join } = resolved as {
    readonly Ref?: string;
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (join !== undefined) {
    const [separator, parts] = join;
    return parts.reduce((sum: number, part) => sum + longest(part) + separator.length, 0);
  }
  if (isOfStackId(resolved)) return UUID;
  return PSEUDO_PARAMETERS[ref ?? ''] ?? LONGEST_VALUE;
}

function longestText(text: string): number {
  const references = text.match(DYNAMIC_REFERENCE) ?? [];
  return text.replace(DYNAMIC_REFERENCE, '').length + references.length * LONGEST_VALUE;
}

function isOfStackId(resolved: unknown): boolean {
  const { 'Fn::Select': select } = resolved as { readonly 'Fn::Select'?: readonly unknown[] };
  return JSON.stringify(select?.[1]) === '{"Fn::Split":["/",{"Ref":"AWS::StackId"}]}';
}
