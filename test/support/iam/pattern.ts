// Patterns with wildcards and policy variables.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html

/** The request's condition keys, in lower case. A key that the request does not have is not there. */
export type Context = Readonly<Record<string, readonly string[] | undefined>>;

/** A piece of a pattern: a wildcard, or text that stands for itself. */
export type Piece = { readonly wildcard: '*' | '?' } | { readonly text: string };

const PIECES = /\$\{(?<variable>[^}]*)\}|(?<wildcard>[*?])|(?<text>[^*?$]+|\$)/g;

/** The pattern with its variables filled in; `undefined` if one has no value in this request. */
export function fill(pattern: string, context: Context): Piece[] | undefined {
  const pieces: Piece[] = [];
  for (const { groups = {} } of pattern.matchAll(PIECES)) {
    const piece = pieceOf(groups, context);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  return pieces;
}

function pieceOf(groups: Record<string, string | undefined>, context: Context): Piece | undefined {
  const { variable, wildcard, text = '' } = groups;
  if (wildcard !== undefined) return { wildcard: wildcard === '*' ? '*' : '?' };
  if (variable === undefined) return { text };
  // ${*}, ${?} and ${$} are the characters themselves.
  if (['*', '?', '$'].includes(variable)) return { text: variable };
  const value = valueOf(variable, context);
  return value === undefined ? undefined : { text: value };
}

/** Variables are condition keys of one value. One with a default (`${key, 'default'}`) is not known here. */
function valueOf(variable: string, context: Context): string | undefined {
  if (!/^[\w-]+:[^,']+$/.test(variable)) throw new Error(`unknown policy variable '${variable}'`);
  const values = context[variable.toLowerCase()] ?? [];
  if (values.length > 1) throw new Error(`policy variable '${variable}' has several values`);
  return values[0];
}

/** The pieces as text, where wildcards have no meaning. */
export function literal(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ('text' in piece ? piece.text : piece.wildcard)).join('');
}

/** Matches whole strings; a wildcard matches any character. */
export function regExpOf(pieces: readonly Piece[], flags = ''): RegExp {
  const sources = pieces.map((piece) => {
    if ('text' in piece) return escaped(piece.text);
    return piece.wildcard === '*' ? '.*' : '.';
  });
  return new RegExp(`^${sources.join('')}$`, `s${flags}`);
}

export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/**
 * Whether any (negated: none) of several patterns matches. A pattern whose variable has no value is `undefined`: nothing
 * is like it, so that a negation holds. But it "might" make the whole statement invalid, which matters where another
 * pattern matches.
 * @throws Error if it matters
 */
export function anyOf(results: readonly (boolean | undefined)[], negated: boolean): boolean {
  if (results.includes(undefined) && results.includes(true) && !negated) {
    throw new Error('a policy variable without a value stands where AWS does not say what follows');
  }
  return results.includes(true) !== negated;
}

/** arn, partition, service, region, account and the rest; `undefined` if these are not six parts. */
export function splitArn(arn: string): string[] | undefined {
  const [prefix = '', partition = '', service = '', region = '', account = '', ...rest] =
    arn.split(COLON);
  if (prefix !== 'arn' || rest.length === 0) return undefined;
  return [prefix, partition, service, region, account, rest.join(':')];
}

/** Not one in the name of a variable. */
const COLON = /:(?![^{}]*\})/;
