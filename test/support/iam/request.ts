// What is asked of AWS: one call, and what it says of itself.
import type { Context } from './pattern';

export interface Call {
  /** As `acm:RequestCertificate`. */
  readonly action: string;
  /** An ARN; `*` if the action has no resource type. */
  readonly resource: string;
  readonly region: string;
  /** Condition keys in lower case; a key that the call does not have must not be there. */
  readonly context: Readonly<Record<string, readonly string[]>>;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** The call with the condition keys that its Region implies. */
export function requestOf({ action, resource, region, context }: Call): Request {
  const wrong = Object.keys(context).filter((key) => key !== key.toLowerCase());
  if (wrong.length > 0) throw new Error(`condition keys not in lower case: ${wrong.join(', ')}`);
  return { action, resource, context: { 'aws:requestedregion': [region], ...context } };
}
