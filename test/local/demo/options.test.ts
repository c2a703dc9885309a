import { optionsOf } from '../../../local/demo/options';

test.each([
  [[], { keep: false }],
  [['--keep'], { keep: true }],
  [['--port', '4566'], { keep: false, port: 4566 }],
  [['--scene', 'tag'], { keep: false, scenes: ['tag'] }],
  [['--scene', 'name', '--scene', 'sibling'], { keep: false, scenes: ['name', 'sibling'] }],
  [['--help'], 'help'],
  [['-h', '--keep'], 'help'],
])('%j is understood', (args, options) => {
  expect(optionsOf(args, {})).toEqual(options);
});

test.each([
  [['--port', 'http'], "--port is 'http'"],
  [['--port', '0'], "--port is '0'"],
  [['--port', '65536'], "--port is '65536'"],
  [['--port', '1.5'], "--port is '1.5'"],
  [['--scene', 'tags'], "there is no scene 'tags'"],
  [['--keep', '--scene', 'tag'], '--keep and --scene exclude each other'],
  [['--kep'], '--kep'],
  [['keep'], 'keep'],
])('fails for %j', (args, message) => {
  expect(() => optionsOf(args, {})).toThrow(message);
});

test('fails for an option that npm kept to itself, as in `npm run demo --keep`', () => {
  expect(() => optionsOf([], { npm_config_keep: 'true' })).toThrow('npm has taken --keep');
});
