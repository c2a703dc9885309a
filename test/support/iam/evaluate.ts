// What IAM decides about one call: an explicit deny wins, then every kind of policy that must allow has to.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
// Not here, because no test needs them: service control policies, session policies, resource policies but trust.
import { mismatch } from './applies';
import { layersOf, layersThatMustAllow, type Layer, type Policies } from './layers';
import { requestOf, type Call, type Request } from './request';

export interface Verdict {
  readonly decision: 'Allow' | 'ExplicitDeny' | 'ImplicitDeny';
  /** What decided, as `name[Sid or index]`; of several that allow, the first. None if nothing did. */
  readonly statement?: string;
  /** A sentence for whoever reads a failing test. */
  readonly reason: string;
}

/** @throws Error if a policy or the call has something that is not known here, or AWS does not say what it means */
export function evaluate(call: Call, policies: Policies): Verdict {
  const request = requestOf(call);
  const layers = layersOf(policies, request);
  const denying = layers.map((layer) => decider(layer, 'Deny', request));
  const deny = denying.find((id) => id !== undefined);
  if (deny !== undefined) {
    return {
      decision: 'ExplicitDeny',
      statement: deny,
      reason: `${deny} denies ${asked(request)}`,
    };
  }
  return allowance(layersThatMustAllow(layers, request), request);
}

function allowance(layers: readonly Layer[], request: Request): Verdict {
  const allowing = layers.map((layer) => decider(layer, 'Allow', request));
  const without = layers.find((_, index) => allowing[index] === undefined);
  if (without !== undefined) return { decision: 'ImplicitDeny', reason: why(without, request) };
  const [statement] = allowing;
  return { decision: 'Allow', statement, reason: `${statement} allows ${asked(request)}` };
}

/** The first statement of this effect that applies. All are looked at, so that none hides an error. */
function decider(layer: Layer, effect: 'Allow' | 'Deny', request: Request): string | undefined {
  const applying = layer.statements.filter(
    (statement) => statement.effect === effect && mismatch(statement, request) === undefined,
  );
  return applying[0]?.id;
}

/** Nothing allows: the statements that know the action, and what they lack. */
function why({ name, statements }: Layer, request: Request): string {
  const lacks = statements
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement) => {
      const { element, detail } = mismatch(statement, request) ?? { element: 'Action' };
      return element === 'Action'
        ? []
        : [`; ${statement.id} would but for its ${element} (${detail})`];
    });
  return `no ${name} allows ${asked(request)}${lacks.join('')}`;
}

function asked({ action, resource }: Request): string {
  return `${action} on ${resource}`;
}
