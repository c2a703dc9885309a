import { readdirSync } from 'node:fs';
import path from 'node:path';
import { EXAMPLES } from '../../../local/examples/catalogue';

/** It needs the package for Python. */
const NOT_DEPLOYED = ['python'];

test('every example in TypeScript can be deployed to the local cloud', () => {
  const folder = path.join(__dirname, '..', '..', '..', 'examples');
  const examples = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'cdk.json')
    .map((file) => path.dirname(file));
  expect([...EXAMPLES.keys(), ...NOT_DEPLOYED].sort()).toEqual(examples.sort());
});
