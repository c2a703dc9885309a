// Domain names: their normal form, and what ACM would refuse, said while synthesizing. Names that are
// tokens pass unchecked; the handler checks them when it knows them.
import { domainToASCII } from 'node:url';
import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { problemAt } from './problem-at';

// https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
const LONGEST_FIRST_NAME = 64;
const LONGEST_NAME = 253;
const MOST_NAMES = 100;
// https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
const DEFAULT_QUOTA = 10;

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * All names in normal form, the first one first, each once.
 *
 * @throws Error with the name received and what to do
 */
export function certificateNames(
  scope: IConstruct,
  domainName: string,
  subjectAlternativeNames: readonly string[],
): string[] {
  if (Token.isUnresolved(subjectAlternativeNames)) {
    throw problemAt(
      scope,
      `subjectAlternativeNames is a list that is not known while synthesizing (${String(subjectAlternativeNames)}), ` +
        "and the handler's policy names each of them; pass a list of names, each of which may be a token",
    );
  }
  checkPresent(scope, domainName, subjectAlternativeNames);
  const names = [domainName, ...subjectAlternativeNames].map(normalForm);
  for (const name of names) {
    const problem = problemWith(name);
    if (problem !== undefined) throw problemAt(scope, `domain name '${name}' ${problem}`);
  }
  const [first = ''] = names;
  if (!Token.isUnresolved(first) && first.length > LONGEST_FIRST_NAME) {
    throw problemAt(
      scope,
      `domainName '${first}' has ${first.length} characters, and the first name at most ${LONGEST_FIRST_NAME}; ` +
        'make a shorter one domainName and put this one into subjectAlternativeNames',
    );
  }
  const distinct = [...new Set(names)];
  checkNumber(scope, distinct.length);
  return distinct;
}

/** Lower case, without the trailing dot. */
export function normalForm(name: string): string {
  return Token.isUnresolved(name) ? name : name.toLowerCase().replace(/\.$/, '');
}

/** The types say so, but not to JavaScript, and not of an environment variable that nobody set. */
function checkPresent(scope: IConstruct, domainName: unknown, others: unknown): void {
  const advice = "write a domain name such as 'example.com'";
  if (!isText(domainName)) throw problemAt(scope, `domainName is ${shown(domainName)}; ${advice}`);
  const property = 'subjectAlternativeNames';
  if (!Array.isArray(others)) {
    throw problemAt(scope, `${property} is ${shown(others)}; write a list of names`);
  }
  const wrong = others.findIndex((name) => !isText(name));
  if (wrong < 0) return;
  throw problemAt(scope, `${property}[${wrong}] is ${shown(others[wrong])}; ${advice}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function shown(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

function checkNumber(scope: IConstruct, number: number): void {
  if (number > MOST_NAMES) {
    throw problemAt(
      scope,
      `${number} names are more than the ${MOST_NAMES} that ACM puts on a certificate; spread them over several`,
    );
  }
  if (number > DEFAULT_QUOTA) {
    Annotations.of(scope).addWarningV2(
      'cdk-dns-certificate:names',
      `${number} names: ACM's default quota is ${DEFAULT_QUOTA} on a certificate; have it raised before you deploy`,
    );
  }
}

function problemWith(name: string): string | undefined {
  if (Token.isUnresolved(name)) return undefined;
  if (/[^\p{ASCII}]/u.test(name)) {
    return `is internationalised; write it in punycode: '${domainToASCII(name)}'`;
  }
  if (name.length > LONGEST_NAME) {
    return `has ${name.length} characters, and a name at most ${LONGEST_NAME}; shorten it`;
  }
  if (name.includes('_')) return 'has an underscore, which ACM does not accept; leave it out';
  const labels = name.replace(/^\*\./, '').split('.');
  if (labels.some((label) => label.includes('*'))) {
    return "has a * that is not its first label; write it as '*.example.com'";
  }
  if (labels.length < 2) return 'has a single label; write the whole name, as in www.example.com';
  const wrong = labels.find((label) => !LABEL.test(label));
  if (wrong !== undefined) {
    return `has the label '${wrong}', and a label is 1 to 63 letters, digits and inner hyphens`;
  }
  const last = labels.at(-1) ?? '';
  return last.length < 2
    ? `ends in '${last}', and the last label has at least 2 characters; write the whole name`
    : undefined;
}
