// Writes the XML of a response: each key becomes an element, a list repeats its element, and what is undefined is left
// out. The only attribute is the namespace of the root. Errors in XML have a status by their code.
import XMLBuilder from 'fast-xml-builder';
import type { ServiceError } from '../errors';

/** `@_` begins the name of an attribute. */
const BUILDER = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@_' });

export function writeXml(root: string, namespace: string, content: object): string {
  const document = BUILDER.build({ [root]: { '@_xmlns': namespace, ...content } });
  return `<?xml version="1.0"?>\n${document}`;
}

/**
 * The codes whose status is 403 in services that write XML; others are 400.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/CommonErrors.html
 */
const FORBIDDEN = [
  'AccessDenied',
  'AccessDeniedException',
  'MissingAuthenticationToken',
  'InvalidClientTokenId',
  'ExpiredToken',
];

export function xmlStatusOf({ status, code }: ServiceError): number {
  return status ?? (FORBIDDEN.includes(code) ? 403 : 400);
}
