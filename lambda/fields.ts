// What CloudFormation's event is made of, untrusted: strings, lists and objects; and how a wrong one is told.
import { REGION_PATTERN } from '../contract/constants';
import { isStillToBeLookedUp } from '../contract/lookups';
import { CertificateError } from './core/errors';

export type Fields = Readonly<Record<string, unknown>>;

export function readList(property: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalid(property, value, 'a list is needed');
}

/** CloudFormation hands booleans over as strings. */
export function isTrue(value: unknown): boolean {
  return value === 'true' || value === true;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Undefined for what cannot be read. */
export function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof CertificateError) return undefined;
    throw error;
  }
}

const LONGEST_SHOWN = 300;

/** A value of a wrong type or form. */
export function invalid(property: string, value: unknown, advice: string): CertificateError {
  const what = value === undefined ? 'is missing' : `is '${shown(value)}'`;
  return new CertificateError('INVALID_PROPERTIES', `${property} ${what}: ${advice}`);
}

/** What CDK puts in place of what it has not looked up yet is never to be deployed. */
export function neverLookedUp(property: string, value: unknown): CertificateError {
  const advice =
    'CDK has not looked this up; synthesize with access to the account, keep what it writes into cdk.context.json, and deploy that';
  return invalid(property, value, advice);
}

/** A value that ACM would refuse; `problem` goes on in the sentence. */
export function refused(property: string, value: string, problem: string): CertificateError {
  return new CertificateError('INVALID_PROPERTIES', `${property} '${shown(value)}' ${problem}`);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}...`;
}

export function readRegion(value: unknown): string {
  if (isText(value) && REGION_PATTERN.test(value)) return value;
  if (isText(value) && isStillToBeLookedUp(value)) throw neverLookedUp('Region', value);
  throw invalid('Region', value, 'a Region such as us-east-1 is needed');
}
