// Writes the XML of a response: each key becomes an element, a list repeats its element, and what is undefined is left
// out. The only attribute is the namespace of the root.
import XMLBuilder from 'fast-xml-builder';

/** `@_` begins the name of an attribute. */
const BUILDER = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@_' });

export function writeXml(root: string, namespace: string, content: object): string {
  const document = BUILDER.build({ [root]: { '@_xmlns': namespace, ...content } });
  return `<?xml version="1.0"?>\n${document}`;
}
