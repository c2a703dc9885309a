// docs/scenarios.md names tests: each must be there under its title, or the page promises what nobody tries.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isThere, rowsOf, testsCitedIn } from './titles';

const page = readFileSync(path.join(__dirname, '../../docs/scenarios.md'), 'utf8');

const rows = rowsOf(page, 'Elsewhere');

test('Every scenario names a test, or says that it is not there yet or does not apply', () => {
  expect(rows.length).toBeGreaterThan(50);
  const without = rows.filter(([, , tests]) => tests === '').map(([, here]) => here);
  expect(without.filter((here) => !/^(Not yet|Does not apply): /.test(here ?? ''))).toEqual([]);
});

test('Every test that a scenario names is there under that title', () => {
  const cited = rows.flatMap(([, , tests = '']) => testsCitedIn(tests));
  expect(cited).not.toHaveLength(0);
  expect(cited.filter((each) => !isThere(each))).toEqual([]);
});
