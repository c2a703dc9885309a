// What is not known while synthesizing: tokens, and what CDK has still to look up.
import { Token, Tokenization } from 'aws-cdk-lib';
import { isStillToBeLookedUp } from '../../contract/lookups';
import { normalForm } from '../../contract/names';

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
