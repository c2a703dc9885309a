import { isColoured } from '../../../local/demo/colours';

test.each<[string, NodeJS.ProcessEnv, boolean | undefined, boolean]>([
  ['a terminal has colours', { TERM: 'xterm' }, true, true],
  ['a pipe has no colours', { TERM: 'xterm' }, undefined, false],
  ['a pipe of a CI has no colours', { CI: 'true' }, undefined, false],
  ['a terminal of a CI has no colours', { CI: 'true' }, true, false],
  ['a terminal that can do nothing has no colours', { TERM: 'dumb' }, true, false],
  [
    'NO_COLOR turns them off, even against FORCE_COLOR',
    { NO_COLOR: '1', FORCE_COLOR: '1' },
    true,
    false,
  ],
  [
    'FORCE_COLOR turns them on in a pipe of a CI',
    { FORCE_COLOR: '1', CI: 'true' },
    undefined,
    true,
  ],
  ['FORCE_COLOR=0 turns them off in a terminal', { FORCE_COLOR: '0' }, true, false],
])('%s', (_case, env, isTerminal, expected) => {
  expect(isColoured(env, isTerminal)).toBe(expected);
});
