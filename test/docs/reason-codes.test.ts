import { readFileSync } from 'node:fs';
import path from 'node:path';
import { REASON_CODES } from '../../contract/reason-codes';

test('docs/reason-codes.md explains every code, and no other', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/reason-codes.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `([A-Z_]+)` +\| \S/gm)].map(([, code]) => code);
  expect(explained.toSorted()).toEqual([...REASON_CODES].toSorted());
});

test('Whoever finds the code of a failure is told what to do', () => {
  const page = readFileSync(path.join(__dirname, '../../docs/reason-codes.md'), 'utf8');
  const sections = page
    .split(/^## /m)
    .filter((section) => !/^(While it goes on|Done)\n/.test(section));
  const rows = sections.flatMap((section) => section.match(/^\| `[A-Z_]+`.*$/gm) ?? []);
  expect(rows.length).toBeGreaterThan(20);
  const cureOf = (row: string): string => row.split('|')[3]?.trim() ?? '';
  expect(rows.filter((row) => cureOf(row) === '')).toEqual([]);
});
