// What is not known while synthesizing: tokens, and what CDK has still to look up; and what of it is known nevertheless.
import { Token, Tokenization } from 'aws-cdk-lib';
import { isStillToBeLookedUp } from '../../contract/lookups';
import { normalForm, problemWithName } from '../../contract/names';

/**
 * What CloudFormation replaces in the deployment, written as text.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export const DYNAMIC_REFERENCE = /\{\{resolve:.*?\}\}/g;

function hasDynamicReference(value: string): boolean {
  return value.includes('{{resolve:');
}

/** Whether nothing can be said of the value but in the deployment, or in the synthesis that follows the lookup. */
export function isUnknown(value: string): boolean {
  return Token.isUnresolved(value) || hasDynamicReference(value) || isStillToBeLookedUp(value);
}

/** Of a name with tokens or dynamic references, the parts around them are put into normal form. */
export function nameInNormalForm(name: string): string {
  if (hasDynamicReference(name)) return normalFormAroundReferences(name).replace(/\.$/, '');
  if (!Token.isUnresolved(name)) return normalForm(name);
  const inLowerCase = (part: string): string =>
    Token.isUnresolved(part) ? part : part.toLowerCase();
  const joined: unknown = Tokenization.reverseString(name).join({
    join: (left: string, right: string) => inLowerCase(left) + inLowerCase(right),
  });
  return String(joined).replace(/\.$/, '');
}

/** Where there are tokens besides, which may be within a reference, only the dot at the end is taken off. */
function normalFormAroundReferences(name: string): string {
  if (Token.isUnresolved(name)) return name;
  const references = name.match(DYNAMIC_REFERENCE) ?? [];
  const around = name.split(DYNAMIC_REFERENCE).map((part) => part.toLowerCase());
  return around.map((part, n) => `${part}${references[n] ?? ''}`).join('');
}

/** In place of a token or a dynamic reference: two labels, as short as they may be. */
const PLACEHOLDER = 'a.aa';

/** What is wrong with a name whatever its tokens and references stand for; undefined if nothing is, or nothing is known of it. */
export function problemWithKnownParts(name: string): string | undefined {
  if (isStillToBeLookedUp(name)) return undefined;
  if (!isUnknown(name)) return problemWithName(name);
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

/** The name with `text` for each of its tokens and dynamic references. */
function withTokensAs(text: string, name: string): string {
  const mapped = Tokenization.reverseString(name).mapTokens({ mapToken: () => text });
  const joined: unknown = mapped.join({ join: (left: string, right: string) => `${left}${right}` });
  return String(joined).replace(DYNAMIC_REFERENCE, text);
}

/**
 * Whether it is an element of a list that is not known: CDK gives such a list one element, which stands for all and is
 * no text.
 */
export function isOfUnknownList(value: unknown): boolean {
  return typeof value === 'string' && Token.isUnresolved([value]);
}
