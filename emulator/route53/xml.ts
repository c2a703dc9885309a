// Route 53's XML, read and written. Read: text stays text, and what Route 53 repeats is always a list.
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { writeXml } from '../http/xml-writer';
import { children } from './service';
import type { Input } from './service';

const NAMESPACE = 'https://route53.amazonaws.com/doc/2013-04-01/';

const PARSER = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  removeNSPrefix: true,
  isArray: (name) => name === 'Change' || name === 'ResourceRecord',
});

/** What the root element holds; undefined for anything else than such a document. */
export function parseXml(body: string, root: string): Input | undefined {
  if (XMLValidator.validate(body) !== true) return undefined;
  const document = children(PARSER.parse(body));
  return document[root] === undefined ? undefined : children(document[root]);
}

export function writeDocument(root: string, content: object): string {
  return writeXml(root, NAMESPACE, content);
}
