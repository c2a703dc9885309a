// The reader of what a resource tells besides its ARN, and of the parameters for its PEM: a part of event.ts.
import { ATTRIBUTES } from '../contract/attributes';
import {
  problemWithParameterName,
  problemWithPemOf,
  type PemParameterNames,
} from '../contract/pem';
import { CertificateError } from './core/errors';
import { namesOf } from './core/identity';
import type { Outputs } from './core/lifecycle';
import type { CertificateSpec } from './core/ports';
import { attempt, invalid, isFields, isText, refused, type Fields } from './fields';

/**
 * Of a create or an update. What was before and cannot be read is left alone.
 *
 * @throws CertificateError `INVALID_PROPERTIES`, also for names whose PEM cannot fit: nothing is requested then
 */
export function readOutputs(
  properties: Fields,
  before: unknown,
  spec: CertificateSpec,
): Outputs | undefined {
  const pem = readParameters(properties['PemParameters']);
  const problem = pem && problemWithPemOf(namesOf(spec));
  if (problem !== undefined) throw new CertificateError('INVALID_PROPERTIES', problem);
  const former = formerParameters(before);
  const asked: unknown[] = Array.isArray(properties['Attributes']) ? properties['Attributes'] : [];
  const attributes = ATTRIBUTES.filter((each) => asked.includes(each));
  if (pem === undefined && former === undefined && attributes.length === 0) return undefined;
  return { attributes, ...(pem && { pem }), ...(former && { former }) };
}

/** Of a delete. */
export function outputsToDelete(properties: Fields): Outputs | undefined {
  const former = formerParameters(properties);
  return former && { attributes: [], former };
}

function formerParameters(properties: unknown): PemParameterNames | undefined {
  return isFields(properties)
    ? attempt(() => readParameters(properties['PemParameters']))
    : undefined;
}

function readParameters(value: unknown): PemParameterNames | undefined {
  if (value === undefined) return undefined;
  const { Certificate, Chain } = isFields(value) ? value : {};
  return {
    certificate: readName('PemParameters.Certificate', Certificate),
    chain: readName('PemParameters.Chain', Chain),
  };
}

function readName(property: string, value: unknown): string {
  if (!isText(value)) throw invalid(property, value, 'the name of a parameter is needed');
  const problem = problemWithParameterName(value);
  if (problem !== undefined) throw refused(property, value, problem);
  return value;
}
