import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '../../../local/examples/catalogue';

/** It needs the package for Python. */
const NOT_DEPLOYED = ['python'];

const ROOT = path.join(__dirname, '..', '..', '..');

test('every example in TypeScript can be deployed to the local cloud', () => {
  const folder = path.join(ROOT, 'examples');
  const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'cdk.json')
    .map((file) => path.dirname(file));
  expect([...EXAMPLES.keys(), ...NOT_DEPLOYED].sort()).toEqual(examples.sort());
});

test('every example is deployed each week', () => {
  const workflow = readFileSync(path.join(ROOT, '.github/workflows/weekly.yml'), 'utf8');
  const [, list = ''] = /^ +example:\n((?: +- \S+\n)+)/m.exec(workflow) ?? [];
  expect([...EXAMPLES.keys()]).toEqual(list.match(/(?<=- )\S+/g));
});
