// Whether an Action or a Resource of a statement covers a call.
import { anyOf, escaped, fill, regExpOf, splitArn, type Context, type Piece } from './pattern';
import type { Patterns } from './policy';

/** NotAction covers all but what it lists. */
export function coversAction({ values, negated }: Patterns, action: string): boolean {
  return values.some((pattern) => actionMatches(pattern, action)) !== negated;
}

/** NotResource covers all but what it lists. */
export function coversResource(
  { values, negated }: Patterns,
  resource: string,
  context: Context,
): boolean {
  return anyOf(
    values.map((pattern) => resourceMatches(pattern, resource, context)),
    negated,
  );
}

/**
 * Prefix and name are both without case.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function actionMatches(pattern: string, action: string): boolean {
  if (pattern === '*') return true;
  if (!/^[\w-]+:[\w*?]+$/.test(pattern)) throw new Error(`'${pattern}' is not an action`);
  return regExpOf(fill(pattern, {}) ?? [], 'i').test(action);
}

/**
 * With case. Wildcards cross slashes, but stay between two colons; only a `*` that ends its segment may run on.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
function resourceMatches(pattern: string, resource: string, context: Context): boolean | undefined {
  if (pattern === '*') return true;
  checkArn(pattern);
  const pieces = fill(pattern, context);
  return pieces && segmentRegExpOf(pieces).test(resource);
}

/** IAM takes ARNs only; no wildcard names the service, and no variable stands before the fifth colon. */
function checkArn(pattern: string): void {
  const parts = splitArn(pattern);
  if (parts === undefined) throw new Error(`'${pattern}' is not an ARN`);
  if (/[*?]/.test(parts[2] ?? '')) throw new Error(`'${pattern}' has a wildcard for the service`);
  if (parts.slice(0, 5).some((part) => part.includes('${'))) {
    throw new Error(`'${pattern}' has a variable before the fifth colon`);
  }
}

function segmentRegExpOf(pieces: readonly Piece[]): RegExp {
  const sources = pieces.map((piece, index) => {
    if ('text' in piece) return escaped(piece.text);
    if (piece.wildcard === '?') return '[^:]';
    return endsSegment(pieces[index + 1]) ? '.*' : '[^:]*';
  });
  return new RegExp(`^${sources.join('')}$`, 's');
}

function endsSegment(next: Piece | undefined): boolean {
  return next === undefined || ('text' in next && next.text.startsWith(':'));
}
