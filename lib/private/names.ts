// The names of a certificate as they stand in the construct tree: some are not known, and pass unchecked, because only
// the deployment knows them. What is wrong with the others is in contract/names.ts.
import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import {
  DEFAULT_NAMES_QUOTA,
  problemWithFirstName,
  problemWithNumberOfNames,
} from '../../contract/names';
import { problemAt } from './problem-at';
import { isOfUnknownList, isUnknown, nameInNormalForm, problemWithKnownParts } from './unknown';

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
        "and the handler's policy names each of them; pass a list of names, each of which may be a token, as " +
        "Fn.split(',', text, 2) gives two",
    );
  }
  checkPresent(scope, domainName, subjectAlternativeNames);
  const names = [domainName, ...subjectAlternativeNames].map(nameInNormalForm);
  for (const name of names) checkName(scope, name);
  const [first = ''] = names;
  const problem = isUnknown(first) ? undefined : problemWithFirstName(first);
  if (problem !== undefined) throw problemAt(scope, `domainName '${first}' ${problem}`);
  const distinct = [...new Set(names)];
  checkNumber(scope, distinct.length);
  return distinct;
}

/** The types say so, but not to JavaScript, and not of an environment variable that nobody set. */
function checkPresent(scope: IConstruct, domainName: unknown, others: unknown): void {
  const advice = "write a domain name such as 'example.com'";
  if (!isText(domainName)) throw problemAt(scope, `domainName is ${shown(domainName)}; ${advice}`);
  const property = 'subjectAlternativeNames';
  if (!Array.isArray(others)) {
    throw problemAt(scope, `${property} is ${shown(others)}; write a list of names`);
  }
  checkIsOne(scope, 'domainName', domainName);
  others.forEach((name, n) => {
    checkIsOne(scope, `${property}[${n}]`, name);
  });
  const wrong = others.findIndex((name) => !isText(name));
  if (wrong < 0) return;
  throw problemAt(scope, `${property}[${wrong}] is ${shown(others[wrong])}; ${advice}`);
}

/** As whoever takes the first element of a list that is a token does, or spreads such a list. */
export function checkIsOne(scope: IConstruct, property: string, name: unknown): void {
  if (!isOfUnknownList(name)) return;
  const cure = 'pick each name by its number, as in Fn.select(0, list)';
  throw problemAt(scope, `${property} is a list that is not known while synthesizing; ${cure}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function shown(value: unknown): string {
  return value === undefined ? 'undefined' : JSON.stringify(value);
}

export function checkName(scope: IConstruct, name: string): void {
  const problem = problemWithKnownParts(name);
  if (problem !== undefined) throw problemAt(scope, `domain name '${name}' ${problem}`);
}

function checkNumber(scope: IConstruct, number: number): void {
  const problem = problemWithNumberOfNames(number);
  if (problem !== undefined) throw problemAt(scope, problem);
  if (number > DEFAULT_NAMES_QUOTA) {
    Annotations.of(scope).addWarningV2(
      'cdk-dns-certificate:names',
      `${number} names: ACM's default quota is ${DEFAULT_NAMES_QUOTA} on a certificate; have it raised before you deploy`,
    );
  }
}
