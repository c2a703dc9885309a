// Whether a statement applies to a request: every element of it must match.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
import { holds } from './condition';
import { coversAction, coversResource } from './match';
import type { Condition, Statement } from './policy';
import { callerOf, trustOf } from './principal';
import type { Request } from './request';

/** The first element that keeps a statement from applying. */
export interface Mismatch {
  readonly element: 'Action' | 'Resource' | 'Principal' | 'Condition';
  readonly detail: string;
}

/** `undefined` if the statement applies. */
export function mismatch(statement: Statement, request: Request): Mismatch | undefined {
  const { action, resource, context } = request;
  if (!coversAction(statement.action, action)) return { element: 'Action', detail: action };
  if (statement.resource && !coversResource(statement.resource, resource, context))
    return { element: 'Resource', detail: resource };
  if (!coversCaller(statement, request)) {
    return { element: 'Principal', detail: JSON.stringify(callerOf(context)) };
  }
  const failed = statement.conditions.find((condition) => !holds(condition, context));
  return failed && { element: 'Condition', detail: detailOf(failed, request) };
}

function coversCaller(statement: Statement, { context }: Request): boolean {
  return statement.principal === undefined || trustOf(statement, callerOf(context)) !== 'NONE';
}

function detailOf({ operator, key, values }: Condition, { context }: Request): string {
  const asked = context[key]?.join(', ') ?? 'nothing';
  return `${operator.name} of ${key}: ${asked} against ${values.join(', ')}`;
}
