// XML in and out. In: text stays text, and what Route 53 repeats is always a list. Out: plain data
// whose keys become elements; undefined leaves no trace, a list repeats its element.
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

/** What the root element holds; undefined for anything else than such a document. */
export function parseXml(body: string, root: string): Input | undefined {
  if (XMLValidator.validate(body) !== true) return undefined;
  const document = children(PARSER.parse(body));
  return document[root] === undefined ? undefined : children(document[root]);
}

export function writeXml(root: string, content: object): string {
  return `<?xml version="1.0"?>\n<${root} xmlns="${NAMESPACE}">${inner(content)}</${root}>`;
}

function inner(content: object): string {
  return Object.entries(content)
    .map(([name, value]: [string, unknown]) => element(name, value))
    .join('');
}

function element(name: string, value: unknown): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((each: unknown) => element(name, each)).join('');
  const isText = typeof value !== 'object' || value === null;
  const content = isText ? escape(textOf(value)) : inner(value);
  return `<${name}>${content}</${name}>`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escape(text: string): string {
  return text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? char);
}
