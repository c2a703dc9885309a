// The titles of tests, for pages that name them: a page whose test is not there promises what nobody tries.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');

/** A test as a page names it: `file` › title. */
export type CitedTest = readonly [file: string, title: string];

/** The rows of a page's tables, as their cells, without the heading that begins with `heading`. */
export function rowsOf(page: string, heading: string): string[][] {
  return page
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line) && !line.startsWith(`| ${heading} `))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** The tests that a cell names, on a line each. */
export function testsCitedIn(cell: string): CitedTest[] {
  return [...cell.matchAll(/`([^`]+\.test\.ts)` › (.+?)(?=<br>|$)/g)].map(
    ([, file = '', title = '']) => [file, title],
  );
}

const titlesByFile = new Map<string, ReadonlySet<string>>();

/** Whether the file has a test of this title, as it is written there or, of a table, as it is printed. */
export function isThere([file, title]: CitedTest): boolean {
  const titles = titlesByFile.get(file) ?? titlesIn(file);
  titlesByFile.set(file, titles);
  return titles.has(title);
}

function titlesIn(file: string): ReadonlySet<string> {
  const name = path.join(ROOT, file);
  if (!existsSync(name)) return new Set();
  const source = ts.createSourceFile(
    name,
    readFileSync(name, 'utf8'),
    ts.ScriptTarget.ES2023,
    true,
  );
  return new Set(callsIn(source).flatMap((call) => titlesOf(call, source)));
}

/** The calls of `test` and of what `test.each` gives. */
function callsIn(source: ts.SourceFile): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && (isTest(node.expression) || eachOf(node) !== undefined)) {
      calls.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return calls;
}

function isTest(callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && callee.text === 'test';
}

/** The table of a `test.each(table)(…)`. */
function eachOf({ expression: callee }: ts.CallExpression): ts.Expression | undefined {
  if (!ts.isCallExpression(callee)) return undefined;
  const { expression } = callee;
  const isEach = ts.isPropertyAccessExpression(expression) && expression.name.text === 'each';
  return isEach ? callee.arguments[0] : undefined;
}

/** As it is written, and for each row of its table, whose first cell takes the place of the first `%s`. */
function titlesOf(call: ts.CallExpression, source: ts.SourceFile): readonly string[] {
  const title = textOf(call.arguments[0]);
  if (title === undefined) return [];
  const table = eachOf(call);
  if (table === undefined || !title.includes('%s')) return [title];
  return [title, ...cellsOf(table, source).map((cell) => title.replace('%s', cell))];
}

function cellsOf(table: ts.Expression, source: ts.SourceFile): readonly string[] {
  if (ts.isIdentifier(table)) return cellsOfVariable(table.text, source);
  if (!ts.isArrayLiteralExpression(table)) return [];
  return table.elements.flatMap((row) =>
    ts.isSpreadElement(row)
      ? firstsIn(row)
      : listed(textOf(ts.isArrayLiteralExpression(row) ? row.elements[0] : row)),
  );
}

/** The first cells of rows that an expression makes of others. */
function firstsIn(node: ts.Node): readonly string[] {
  const own = ts.isArrayLiteralExpression(node) ? listed(textOf(node.elements[0])) : [];
  const below: string[] = [];
  ts.forEachChild(node, (child) => {
    below.push(...firstsIn(child));
  });
  return [...own, ...below];
}

function listed(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [text];
}

function cellsOfVariable(name: string, source: ts.SourceFile): readonly string[] {
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .filter((each) => each.name.getText(source) === name)
    .flatMap(({ initializer }) => (initializer ? cellsOf(initializer, source) : []));
}

/** As the file spells it, between its quotes. */
function textOf(node: ts.Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node)
    ? node.getText(node.getSourceFile()).slice(1, -1)
    : undefined;
}
