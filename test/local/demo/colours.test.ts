import { isColoured } from '../../../local/demo/colours';

test.each<[string, NodeJS.ProcessEnv, boolean | undefined, boolean]>([
  ['a terminal', { TERM: 'xterm' }, true, true],
  ['a pipe', { TERM: 'xterm' }, undefined, false],
  ['a pipe of a CI', { CI: 'true' }, undefined, false],
  ['a terminal of a CI', { CI: 'true' }, true, false],
  ['a terminal that can do nothing', { TERM: 'dumb' }, true, false],
  ['NO_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ['FORCE_COLOR', { FORCE_COLOR: '1', CI: 'true' }, undefined, true],
  ['FORCE_COLOR=0', { FORCE_COLOR: '0' }, true, false],
])('colours for %s', (_case, env, isTerminal, expected) => {
  expect(isColoured(env, isTerminal)).toBe(expected);
});
