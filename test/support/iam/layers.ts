// The kinds of policies that bear on a call, and which of them must allow it.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
import { mismatch } from './applies';
import { statementsOf, type Statement } from './policy';
import { accountOf, callerOf, trustOf } from './principal';
import type { Request } from './request';

/** The policies that one principal's call is judged by: documents with their intrinsics resolved. */
export interface Policies {
  /** Inline and managed policies, by name. */
  readonly identity: Readonly<Record<string, unknown>>;
  /** The permissions boundary. */
  readonly boundary?: unknown;
  /** The trust policy of the role that is to be assumed, and only then. */
  readonly trust?: unknown;
}

export interface Layer {
  readonly name: 'identity policy' | 'permissions boundary' | 'trust policy';
  readonly statements: readonly Statement[];
}

const ASSUMING = ['sts:assumerole', 'sts:tagsession', 'sts:setsourceidentity'];

export function layersOf({ identity, boundary, trust }: Policies, { action }: Request): Layer[] {
  if (ASSUMING.includes(action.toLowerCase()) !== (trust !== undefined)) {
    throw new Error(
      `${action} ${trust === undefined ? 'needs a' : 'is judged by no'} trust policy`,
    );
  }
  const own = Object.entries(identity).flatMap(([name, document]) => statementsOf(name, document));
  const limits = boundary === undefined ? [] : [statementsOf('boundary', boundary)];
  const trusts = trust === undefined ? [] : [statementsOf('trust', trust)];
  return [
    { name: 'identity policy', statements: ofPrincipal(own) },
    ...limits.map((list): Layer => ({
      name: 'permissions boundary',
      statements: ofPrincipal(list),
    })),
    ...trusts.map((list): Layer => ({ name: 'trust policy', statements: ofRole(list) })),
  ];
}

/** IAM takes no Principal in what is attached to one, and wants a Resource. */
function ofPrincipal(statements: Statement[]): Statement[] {
  const wrong = statements.find(({ principal, resource }) => principal ?? !resource);
  if (wrong) throw new Error(`${wrong.id}: an identity policy has a Resource and no Principal`);
  return statements;
}

function ofRole(statements: Statement[]): Statement[] {
  const wrong = statements.find(({ principal, resource }) => resource ?? !principal);
  if (wrong) throw new Error(`${wrong.id}: a trust policy has a Principal and no Resource`);
  return statements;
}

/**
 * Who is to allow: identity policies, then what limits them. Roles are special: their trust policy must always
 * allow, and alone suffices for a service, or for a caller of the same account that it names; a boundary
 * still limits a role that is named.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function layersThatMustAllow(layers: readonly Layer[], request: Request): Layer[] {
  const trust = layers.find(({ name }) => name === 'trust policy');
  if (trust === undefined) return [...layers];
  if ('service' in callerOf(request.context)) return [trust];
  if (!isNamedAtHome(trust, request)) return [...layers];
  return [trust, ...layers.filter(({ name }) => name === 'permissions boundary')];
}

function isNamedAtHome({ statements }: Layer, request: Request): boolean {
  const caller = callerOf(request.context);
  if ('service' in caller || caller.account !== accountOf(request.resource)) return false;
  return statements.some(
    (statement) =>
      statement.effect === 'Allow' &&
      trustOf(statement, caller) === 'NAMED' &&
      mismatch(statement, request) === undefined,
  );
}
