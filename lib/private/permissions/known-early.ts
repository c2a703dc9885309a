// Whether a value is known before any resource of the stack exists. One that is not makes whatever it stands in wait for
// the resource that it comes from, and a policy that all certificates share must wait for none of them.
import {
  CfnParameter,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Stack,
  StringConcat,
  Token,
  Tokenization,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** True of literals, parameters, pseudo parameters and values of other stacks, and of what is made of these only. */
export function isKnownEarly(scope: IConstruct, value: string): boolean {
  return !Token.isUnresolved(value) || !namesResource(resolved(scope, value));
}

/** A text that is the same in every synthesis. Two values of one stack have the same only if they are the same. */
export function identityOf(scope: IConstruct, value: string): string {
  return JSON.stringify(resolved(scope, value));
}

/** What the template will have, but for references whose targets it does not name, or not as resources. */
function resolved(scope: IConstruct, value: string): unknown {
  const resolver = new Resolver(Stack.of(scope));
  return Tokenization.resolve(value, { scope, resolver, preparing: false }) as unknown;
}

class Resolver extends DefaultTokenResolver {
  constructor(private readonly stack: Stack) {
    super(new Parts());
  }

  override resolveToken(
    token: IResolvable,
    context: IResolveContext,
    postProcessor: IPostProcessor,
  ): unknown {
    if (Reference.isReference(token)) {
      const { target, displayName } = token;
      const owner = Stack.of(target);
      const name = `${target.node.path}.${displayName}`;
      // A nested stack is a resource, and an output of it an attribute. All other stacks' values are imported or passed in.
      if (owner !== this.stack)
        return { [isIn(owner, this.stack) ? 'Fn::GetAtt' : 'Import']: name };
      if (target instanceof CfnParameter) return { Parameter: name };
    }
    const value = super.resolveToken(token, context, postProcessor) as unknown;
    // A Lazy that has no value yet is not the same as another.
    return value === undefined ? { Lazy: token.toString() } : value;
  }
}

/** Keeps the parts of a text apart, so that references can be found among them. */
class Parts extends StringConcat {
  override join(left: unknown, right: unknown): unknown {
    return [left, right];
  }
}

function isIn({ nestedStackParent }: Stack, outer: Stack): boolean {
  if (nestedStackParent === undefined) return false;
  return nestedStackParent === outer || isIn(nestedStackParent, outer);
}

/** Whether CloudFormation would find a dependency on a resource. */
function namesResource(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, argument]: [string, unknown]) => {
    if (key === 'Fn::GetAtt') return true;
    if (key === 'Ref') return !String(argument).startsWith('AWS::');
    return (key === 'Fn::Sub' && substitutesResource(argument)) || namesResource(argument);
  });
}

/** `${name}` in the text, or in the first of a list, whose second has names of its own. */
function substitutesResource(argument: unknown): boolean {
  const [text, own] = (Array.isArray(argument) ? argument : [argument]) as readonly unknown[];
  const known = typeof own === 'object' && own !== null ? Object.keys(own) : [];
  const names = JSON.stringify(text).matchAll(/\$\{([^!}][^}]*)\}/g);
  return [...names].some(([, name = '']) => !name.startsWith('AWS::') && !known.includes(name));
}
