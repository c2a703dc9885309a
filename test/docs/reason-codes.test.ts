import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REASON_CODES } from '../../contract/reason-codes';

test('docs/reason-codes.md explains every code, and no other', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/reason-codes.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `([A-Z_]+)` +\| \S/gm)].map(([, code]) => code);
  expect(explained.toSorted()).toEqual([...REASON_CODES].toSorted());
});
