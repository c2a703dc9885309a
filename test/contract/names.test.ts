import {
  normalForm,
  problemWithFirstName,
  problemWithName,
  problemWithNumberOfNames,
  withoutWildcard,
} from '../../contract/names';
import { DOMAIN, nameOfLength } from '../support/names';

const label = (length: number): string => 'a'.repeat(length);

test.each([
  ['an apex', DOMAIN],
  ['a wildcard', `*.${DOMAIN}`],
  ['253 characters', nameOfLength(253)],
  ['a label of 63 characters', `${label(63)}.${DOMAIN}`],
  ['a label in punycode', `xn--bcher-kva.${DOMAIN}`],
  ['a label of one character', `a.${DOMAIN}`],
  ['digits', '1.2.34'],
])('ACM takes a name with %s', (_case, name) => {
  expect(problemWithName(name)).toBeUndefined();
});

test.each([
  ['254 characters', nameOfLength(254), 'has 254 characters, and a name at most 253; shorten it'],
  ['a label of 64 characters', `${label(64)}.${DOMAIN}`, `has the label '${label(64)}'`],
  ['a label that ends in a hyphen', `a-.${DOMAIN}`, "has the label 'a-'"],
  ['a label that begins with a hyphen', `-a.${DOMAIN}`, "has the label '-a'"],
  ['an empty label', `a..${DOMAIN}`, "has the label ''"],
  ['an underscore', `_a.${DOMAIN}`, 'has an underscore, which ACM does not accept; leave it out'],
  ['a wildcard within', `a.*.${DOMAIN}`, 'has a * that is not its first label'],
  ['two wildcards', `*.*.${DOMAIN}`, 'has a * that is not its first label'],
  ['a wildcard that is part of a label', `a*.${DOMAIN}`, 'has a * that is not its first label'],
  ['a single label', 'localhost', 'has a single label; write the whole name'],
  ['a last label of one character', 'a.b', "ends in 'b', and the last label has at least 2"],
  [
    'letters beyond ASCII',
    `*.bücher.${DOMAIN}`,
    `is internationalised; write it in punycode: '*.xn--bcher-kva.${DOMAIN}'`,
  ],
  ['what is no name in any script', 'ü ü', 'is internationalised; write it in punycode'],
])('ACM refuses a name with %s, and the problem says why', (_case, name, problem) => {
  expect(problemWithName(name)).toContain(problem);
});

test.each([
  [64, undefined],
  [65, 'has 65 characters, and the first name at most 64; put a shorter one first'],
])('a first name of %i characters has the problem: %s', (length, problem) => {
  const found = problemWithFirstName(nameOfLength(length));
  if (problem === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(problem);
});

test.each([
  [100, undefined],
  [101, '101 names are more than the 100 that ACM puts on a certificate; spread them over several'],
])('%i names have the problem: %s', (number, problem) => {
  expect(problemWithNumberOfNames(number)).toBe(problem);
});

test('names that differ only in case and a trailing dot have one normal form', () => {
  expect(normalForm(`WWW.${DOMAIN.toUpperCase()}.`)).toBe(`www.${DOMAIN}`);
});

test('a wildcard is validated under the name that it stands for', () => {
  expect(withoutWildcard(`*.${DOMAIN}`)).toBe(DOMAIN);
  expect(withoutWildcard(`a.${DOMAIN}`)).toBe(`a.${DOMAIN}`);
});
