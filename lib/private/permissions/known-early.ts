// Whether a value is known before any resource of the stack exists. One that is not makes whatever it stands in wait for
// the resource that it comes from, and a policy that all certificates share must wait for none of them.
import {
  CfnParameter,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  StringConcat,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** True of literals, parameters and pseudo parameters, and of what is made of these only. */
export function isKnownEarly(scope: IConstruct, value: string): boolean {
  if (!Token.isUnresolved(value)) return true;
  const resolver = new ReferenceFinder();
  Tokenization.resolve(value, { scope, resolver, preparing: false });
  return !resolver.hasFoundResource;
}

class ReferenceFinder extends DefaultTokenResolver {
  hasFoundResource = false;

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    if (Reference.isReference(token) && !isParameter(token)) this.hasFoundResource = true;
    return super.resolveToken(token, context, postProcessor) as unknown;
  }
}

function isParameter({ target, displayName }: Reference): boolean {
  return target instanceof CfnParameter || displayName.startsWith('AWS::');
}
