// What the README says of the demo's scenes, against the scenes that there are.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ALL_SCENES } from '../../local/demo/scene-report';
import { rowsOf } from './titles';

test('The README has a row for every scene of the demo, in their order', () => {
  const readme = readFileSync(path.join(__dirname, '../../README.md'), 'utf8');
  const [table = ''] = /^\| Scene [^]*?\n\n/m.exec(readme) ?? [];
  const scenes = rowsOf(table, 'Scene').map(([scene = '']) => scene.replaceAll('`', ''));
  expect(scenes).toEqual(ALL_SCENES);
});
