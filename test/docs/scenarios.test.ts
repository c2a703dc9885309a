// docs/scenarios.md names tests: each must be there under its title, or the page promises what nobody tries.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/scenarios.md'), 'utf8');

const rows = page
  .split('\n')
  .filter((line) => /^\| (?!Elsewhere|-)/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

const cited = rows.flatMap(([, , tests = '']) =>
  [...tests.matchAll(/`([^`]+\.test\.ts)` › (.+?)(?=<br>|$)/g)].map(
    ([, file = '', title = '']) => [file, title] as const,
  ),
);

/** The titles of a file's tests; of tests whose whole title is the first cell of a row, those cells. */
function titlesIn(file: string): ReadonlySet<string> {
  const name = path.join(ROOT, file);
  if (!existsSync(name)) return new Set();
  const titles = new Set<string>();
  const cells = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTest(node.expression)) addText(titles, node.arguments[0]);
    if (ts.isArrayLiteralExpression(node)) addText(cells, node.elements[0]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, readFileSync(name, 'utf8'), ts.ScriptTarget.ES2023, true));
  return titles.has('%s') ? new Set([...titles, ...cells]) : titles;
}

/** `test` and `test.each(…)`. */
function isTest(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return callee.text === 'test';
  if (!ts.isCallExpression(callee)) return false;
  const { expression } = callee;
  return ts.isPropertyAccessExpression(expression) && expression.name.text === 'each';
}

/** As the file spells it, between its quotes. */
function addText(texts: Set<string>, node: ts.Node | undefined): void {
  if (node === undefined) return;
  if (ts.isStringLiteralLike(node)) texts.add(node.text);
  else if (ts.isTemplateExpression(node))
    texts.add(node.getText(node.getSourceFile()).slice(1, -1));
}

test('Every scenario names a test, or says that it is not there yet or does not apply', () => {
  expect(rows.length).toBeGreaterThan(50);
  const without = rows.filter(([, , tests]) => tests === '').map(([, here]) => here);
  expect(without.filter((here) => !/^(Not yet|Does not apply): /.test(here ?? ''))).toEqual([]);
});

test('Every test that a scenario names is there under that title', () => {
  expect(cited).not.toHaveLength(0);
  expect(cited.filter(([file, title]) => !titlesIn(file).has(title))).toEqual([]);
});
