// What is not known while synthesizing: tokens, and what CDK has still to look up; and what of it is known nevertheless.
import { Token, Tokenization } from 'aws-cdk-lib';
import { isStillToBeLookedUp } from '../../contract/lookups';
import { normalForm, problemWithName } from '../../contract/names';

/** Whether nothing can be said of the value but in the deployment, or in the synthesis that follows the lookup. */
export function isUnknown(value: string): boolean {
  return Token.isUnresolved(value) || isStillToBeLookedUp(value);
}

/** Of a name with tokens, the parts around them are put into normal form. */
export function nameInNormalForm(name: string): string {
  if (!Token.isUnresolved(name)) return normalForm(name);
  const inLowerCase = (part: string): string =>
    Token.isUnresolved(part) ? part : part.toLowerCase();
  const joined: unknown = Tokenization.reverseString(name).join({
    join: (left: string, right: string) => inLowerCase(left) + inLowerCase(right),
  });
  return String(joined).replace(/\.$/, '');
}

/** In place of a token: two labels, as short as they may be. */
const PLACEHOLDER = 'a.aa';

/** What is wrong with a name whatever its tokens stand for; undefined if nothing is, or nothing is known of it. */
export function problemWithKnownParts(name: string): string | undefined {
  if (isStillToBeLookedUp(name)) return undefined;
  if (!Token.isUnresolved(name)) return problemWithName(name);
  // What a token stands for may begin with the dot that a wildcard needs.
  const alike = withTokensAs(PLACEHOLDER, name).replace(/^\*(?=a)/, '*.');
  return problemWithName(alike)?.replaceAll(PLACEHOLDER, '...');
}

/** Whether a zone of this name may turn out to serve a name that is not known: what follows its last token is compared. */
export function mayCover(zoneName: string, name: string): boolean {
  if (isUnknown(zoneName) || isStillToBeLookedUp(name)) return true;
  const end = `.${zoneName}`;
  const known = withTokensAs('\0', name).split('\0').at(-1) ?? '';
  return known.length < end.length ? end.endsWith(known) : known.endsWith(end);
}

function withTokensAs(text: string, name: string): string {
  const mapped = Tokenization.reverseString(name).mapTokens({ mapToken: () => text });
  return String(mapped.join({ join: (left: string, right: string) => `${left}${right}` }));
}

/**
 * Whether it is an element of a list that is not known: CDK gives such a list one element, which stands for all and is
 * no text.
 */
export function isOfUnknownList(value: unknown): boolean {
  return typeof value === 'string' && Token.isUnresolved([value]);
}
