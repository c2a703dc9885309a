// Route 53's XML, read and written. Read: text stays text, and what Route 53 repeats is always a list. Written:
// each key becomes an element, a list repeats its element, and what is undefined is left out.
import XMLBuilder from 'fast-xml-builder';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { children } from './service';
import type { Input } from './service';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

const PARSER = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'Change' || name === 'ResourceRecord',
});

/** `@_` begins the name of an attribute; the only one is the namespace. */
const BUILDER = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@_' });

/** What the root element holds; undefined for anything else than such a document. */
export function parseXml(body: string, root: string): Input | undefined {
  if (XMLValidator.validate(body) !== true) return undefined;
  const document = children(PARSER.parse(body));
  return document[root] === undefined ? undefined : children(document[root]);
}

export function writeXml(root: string, content: object): string {
  const document = BUILDER.build({ [root]: { '@_xmlns': NAMESPACE, ...content } });
  return `<?xml version="1.0"?>\n${document}`;
}
