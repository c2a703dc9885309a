// What is said while synthesizing has three parts: the path of the construct, what was received, and what to do, after a
// semicolon. Every place in lib/ that says something is looked at, so that none is added without them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');

const sources = ['lib', 'contract'].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name))
    .map((name) =>
      ts.createSourceFile(
        name,
        readFileSync(path.join(ROOT, name), 'utf8'),
        ts.ScriptTarget.ES2023,
        true,
      ),
    ),
);

function nodesOf<T extends ts.Node>(root: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = is(root) ? [root] : [];
  ts.forEachChild(root, (child) => {
    found.push(...nodesOf(child, is));
  });
  return found;
}

/** The calls of functions and methods of these names, with the file that they are in. */
function callsOf(...names: readonly string[]): readonly (readonly [string, ts.CallExpression])[] {
  return sources.flatMap((source) =>
    nodesOf(source, ts.isCallExpression)
      .filter(({ expression }) => {
        const callee = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
        return ts.isIdentifier(callee) && names.includes(callee.text);
      })
      .map((call) => [source.fileName, call] as const),
  );
}

/** The literal texts of an expression and of what it names in the same file, and the rules of contract/ that are asked. */
function textOf(node: ts.Node, seen: readonly string[] = []): string {
  const names = nodesOf(node, ts.isIdentifier)
    .map(({ text }) => text)
    .filter((name) => !seen.includes(name));
  const source = node.getSourceFile();
  const named = [
    ...nodesOf(source, ts.isVariableDeclaration),
    ...nodesOf(source, ts.isFunctionDeclaration),
  ].filter((each) => each.name !== undefined && names.includes(each.name.getText()));
  const own = nodesOf(node, isText).map((each) => each.getText());
  return [...own, ...named.map((each) => textOf(each, [...seen, ...names]))].join('\n');
}

function isText(node: ts.Node): node is ts.Node {
  if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) return true;
  return ts.isIdentifier(node) && node.text.startsWith('problemWith');
}

test('Every error is made with the path of its construct, but that of an app which was bundled', () => {
  const made = sources
    .filter((source) => nodesOf(source, ts.isNewExpression).some(isError))
    .map(({ fileName }) => fileName);
  expect(made.toSorted()).toEqual(['lib/private/bundles.ts', 'lib/private/problem-at.ts']);
});

function isError({ expression }: ts.NewExpression): boolean {
  return /Error$/.test(expression.getText());
}

test('Every error says what to do', () => {
  const calls = callsOf('problemAt', 'fail').filter(([, { arguments: all }]) => all.length > 0);
  expect(calls.length).toBeGreaterThan(25);
  const silent = calls
    .map(([file, call]) => [file, textOf(call.arguments.at(-1) ?? call)] as const)
    .filter(([, text]) => !saysWhatToDo(text));
  expect(silent).toEqual([]);
});

/** What contract/ finds wrong goes on in the same sentence: see below. */
function saysWhatToDo(text: string): boolean {
  return text.includes('; ') || text.includes('problemWith');
}

test('What is found wrong with a name or a tag says what to do, or what there may be instead', () => {
  const texts = sources
    .filter(({ fileName }) => /contract\/(names|tags)\.ts$/.test(fileName))
    .flatMap((source) => nodesOf(source, ts.isReturnStatement))
    .flatMap(({ expression }) => (expression === undefined ? [] : [textOf(expression)]))
    .filter((text) => /\b(has|is|ends|begins|are) /.test(text));
  expect(texts.length).toBeGreaterThan(8);
  expect(texts.filter((text) => !/; |, and a |characters than /.test(text))).toEqual([]);
});

test('Every warning has an id of its own, so that it can be acknowledged, and says what to do', () => {
  expect(callsOf('addWarning', 'addError', 'addInfo')).toEqual([]);
  const warnings = callsOf('addWarningV2').map(([, call]) =>
    call.arguments.map((each) => textOf(each)),
  );
  expect(warnings.length).toBeGreaterThan(1);
  const ids = warnings.map(([id = '']) => id);
  expect(ids.filter((id) => !id.startsWith("'cdk-dns-certificate:"))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  expect(warnings.filter(([, text = '']) => !text.includes('; '))).toEqual([]);
});
