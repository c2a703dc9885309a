// Who calls, and whether a trust policy means them.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
import { splitArn, type Context } from './pattern';
import type { Statement } from './policy';

/** A service, or a role or user with its account. */
export type Caller =
  { readonly service: string } | { readonly arn: string; readonly account: string };

/** How a trust policy means a caller: by name, only by its account, or not at all. */
export type Trust = 'NAMED' | 'BY_ACCOUNT' | 'NONE';

/** AWS puts one of these two keys into every request that is judged by a trust policy. */
export function callerOf(context: Context): Caller {
  const [service] = context['aws:principalservicename'] ?? [];
  if (service !== undefined) return { service };
  const [arn = ''] = context['aws:principalarn'] ?? [];
  const account = accountOf(arn);
  if (account === undefined) {
    throw new Error('the call has neither aws:principalservicename nor aws:principalarn');
  }
  return { arn, account };
}

export function accountOf(arn: string): string | undefined {
  return splitArn(arn)?.[4];
}

export function trustOf({ id, effect, principal = {} }: Statement, caller: Caller): Trust {
  const means = Object.entries(principal).flatMap(([kind, names]) =>
    names.map((name): Trust => {
      if (kind === 'Service')
        return 'service' in caller && caller.service === name ? 'NAMED' : 'NONE';
      if (kind !== 'AWS') throw new Error(`${id}: unknown kind of principal '${kind}'`);
      if (name === '*') return everyone(effect, id);
      return 'arn' in caller ? trustOfName(name, caller) : (checkName(name), 'NONE');
    }),
  );
  return (
    means.find((trust) => trust === 'NAMED') ?? means.find((trust) => trust !== 'NONE') ?? 'NONE'
  );
}

/** AWS does not say what of a caller's own policies is still asked for when a role trusts everyone. */
function everyone(effect: Statement['effect'], id: string): Trust {
  if (effect === 'Deny') return 'NAMED';
  throw new Error(`${id}: a role that trusts everyone is not judged here`);
}

/** The account's number and the ARN of its root are the same: they mean whom that account lets. */
function trustOfName(name: string, { arn, account }: { arn: string; account: string }): Trust {
  checkName(name);
  if (name === arn) return 'NAMED';
  const root = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(name);
  return root?.[1] === account ? 'BY_ACCOUNT' : 'NONE';
}

/** Names are whole: no wildcards. Sessions and users of other kinds are not known here. */
function checkName(name: string): void {
  if (!/^(?:\d{12}|arn:[\w-]+:iam::\d{12}:(?:root|(?:role|user)\/[\w+=,.@/-]+))$/.test(name)) {
    throw new Error(`unknown principal '${name}'`);
  }
}
