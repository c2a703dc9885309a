import { isRecent, noPython } from '../../../local/cloud/python';

test.each([
  ['Python 3.9.18', false],
  ['Python 2.7.18', false],
  ['Python 3.10.0', true],
  ['Python 3.14.1\n', true],
  ['Python 4.0.0', true],
  ['pyenv: version not installed', false],
])('%j is recent enough: %s', (version, expected) => {
  expect(isRecent(version)).toBe(expected);
});

test.each([
  [[], 'no Python 3.10 or newer was found (tried python3, python)'],
  [
    ['python3 is Python 3.9.18'],
    'no Python 3.10 or newer was found (tried python3, python; python3 is Python 3.9.18)',
  ],
])('with %j the problem is told', (seen, message) => {
  expect(noPython(['python3', 'python'], seen)).toBe(message);
});
