import { isRecent, noPython } from '../../../local/cloud/python';

test.each([
  ['Python 3.9.18', 'too old'],
  ['Python 2.7.18', 'too old'],
  ['Python 3.10.0', 'recent enough'],
  ['Python 3.14.1\n', 'recent enough'],
  ['Python 4.0.0', 'recent enough'],
  ['pyenv: version not installed', 'not recent enough'],
])('%j is %s', (version, verdict) => {
  expect(isRecent(version)).toBe(verdict === 'recent enough');
});

test.each([
  [[], 'no Python 3.10 or newer was found (tried python3, python)'],
  [
    ['python3 is Python 3.9.18'],
    'no Python 3.10 or newer was found (tried python3, python; python3 is Python 3.9.18)',
  ],
])('what was tried is told, with the old ones that were found: %j', (seen, message) => {
  expect(noPython(['python3', 'python'], seen)).toBe(message);
});
