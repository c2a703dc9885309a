// The door: a policy document as it stands in a template, made into statements. Whatever IAM's grammar has and
// this file does not know is refused, so that nothing is ever judged without it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
import { parseOperator, type Operator } from './operator';

export interface Statement {
  /** The document's name and the statement's Sid, or its index where it has none. */
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly action: Patterns;
  /** Absent in a trust policy: the resource is the role itself. */
  readonly resource?: Patterns;
  /** Only in a trust policy: ids by kind, such as AWS or Service. */
  readonly principal?: Readonly<Record<string, readonly string[]>>;
  readonly conditions: readonly Condition[];
}

/** Action or Resource; `negated` when it is NotAction or NotResource. */
export interface Patterns {
  readonly values: readonly string[];
  readonly negated: boolean;
}

export interface Condition {
  readonly operator: Operator;
  /** In lower case. */
  readonly key: string;
  readonly values: readonly string[];
}

const VERSION = '2012-10-17';
const ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'Condition',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
];

type Raw = Readonly<Record<string, unknown>>;

/** @throws Error if the document has something that is not known here */
export function statementsOf(name: string, document: unknown): Statement[] {
  const elements = objectOf(document, name);
  refuseUnknown(elements, ELEMENTS, name);
  // An older version has no policy variables.
  if (elements.Version !== VERSION) throw new Error(`${name}: the Version is not ${VERSION}`);
  return arrayOf(elements.Statement).map((statement, index) => {
    const { Sid } = objectOf(statement, name);
    return statementOf(`${name}[${typeof Sid === 'string' ? Sid : index}]`, statement);
  });
}

function statementOf(id: string, statement: unknown): Statement {
  const elements = objectOf(statement, id);
  refuseUnknown(elements, STATEMENT_ELEMENTS, id);
  const action = patternsOf(elements, 'Action', id);
  if (action === undefined) throw new Error(`${id}: neither Action nor NotAction`);
  return {
    id,
    effect: effectOf(elements.Effect, id),
    action,
    resource: patternsOf(elements, 'Resource', id),
    principal: principalOf(elements.Principal, id),
    conditions: conditionsOf(elements.Condition, id),
  };
}

function effectOf(effect: unknown, id: string): 'Allow' | 'Deny' {
  if (effect === 'Allow' || effect === 'Deny') return effect;
  throw new Error(`${id}: the Effect is neither Allow nor Deny`);
}

function patternsOf(elements: Raw, name: string, id: string): Patterns | undefined {
  const [positive, negative] = [elements[name], elements[`Not${name}`]];
  if (positive !== undefined && negative !== undefined) {
    throw new Error(`${id}: both ${name} and Not${name}`);
  }
  const given = positive ?? negative;
  if (given === undefined) return undefined;
  return { values: stringsOf(given, `${id}: ${name}`), negated: negative !== undefined };
}

/** `"*"` means the same as `{ "AWS": "*" }` to a trust policy. */
function principalOf(principal: unknown, id: string): Statement['principal'] {
  if (principal === undefined) return undefined;
  if (principal === '*') return { AWS: ['*'] };
  const kinds = Object.entries(objectOf(principal, `${id}: Principal`));
  return Object.fromEntries(kinds.map(([kind, ids]) => [kind, stringsOf(ids, `${id}: ${kind}`)]));
}

function conditionsOf(conditions: unknown, id: string): Condition[] {
  if (conditions === undefined) return [];
  return Object.entries(objectOf(conditions, `${id}: Condition`)).flatMap(([operator, keys]) =>
    Object.entries(objectOf(keys, `${id}: ${operator}`)).map(([key, values]) => ({
      operator: parseOperator(operator),
      key: key.toLowerCase(),
      values: stringsOf(arrayOf(values).map(textOf), `${id}: ${key}`),
    })),
  );
}

/** JSON's true and 5 are taken for "true" and "5". */
function textOf(value: unknown): unknown {
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}

function refuseUnknown(elements: Raw, known: readonly string[], where: string): void {
  const unknown = Object.keys(elements).filter((element) => !known.includes(element));
  if (unknown.length > 0) throw new Error(`${where}: unknown element ${unknown.join(', ')}`);
}

function objectOf(value: unknown, where: string): Raw {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Raw;
  throw new Error(`${where} is not an object`);
}

function stringsOf(value: unknown, where: string): string[] {
  return arrayOf(value).map((item) => {
    if (typeof item === 'string') return item;
    throw new Error(`${where} has ${JSON.stringify(item)}, which is not a string`);
  });
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
