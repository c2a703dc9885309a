// Which room may import which, written down a second time: ESLint's rule is tried in each direction, in each form that
// an import can take, by path and by package, deep and at the index. What the grid forbids must be reported, and no more.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

// +  values and types      t  types only      i  only its index      .  nothing
const GRID = `
         contract lib core lambda emulator cloud demo live bin nag examples scripts test acm-emulator itself cdk constructs sdk events node x509 table esbuild trautonen cdk-nag
contract     +     .    .     .       .      .     .    .   .   .      .       .      .        .         .    .       .      .     .     .    .    .      .        .        .
lib          +     +    .     .       .      .     .    .   .   .      .       .      .        .         .    +       +      .     .     +    .    .      .        .        .
core         +     .    +     .       .      .     .    .   .   .      .       .      .        .         .    .       .      .     .     .    .    .      .        .        .
lambda       +     .    +     +       .      .     .    .   .   .      .       .      .        .         .    .       .      +     t     +    .    .      .        .        .
emulator     .     .    .     .       +      .     .    .   .   .      .       .      .        .         .    .       .      .     .     +    +    .      .        .        .
cloud        .     .    .     .       .      +     .    .   .   .      .       .      .        +         .    .       .      +     .     +    .    .      .        .        .
demo         t     .    .     .       .      +     +    .   .   .      .       .      .        +         .    .       .      +     .     +    .    +      .        .        .
live         .     .    .     .       .      +     +    +   .   .      .       .      .        .         .    .       .      +     .     +    .    .      .        .        .
bin          .     i    .     .       .      .     .    .   +   .      .       .      .        .         .    +       +      .     .     +    .    .      .        .        .
nag          .     i    .     .       .      .     .    .   .   +      .       .      .        .         .    +       +      .     .     +    .    .      .        .        +
examples     .     i    .     .       .      .     .    .   .   .      +       .      .        .         +    +       +      .     .     +    .    .      .        +        .
`;

const FOLDERS: Record<string, string> = {
  core: 'lambda/core',
  cloud: 'local/cloud',
  demo: 'local/demo',
  live: 'local/examples',
};

const PACKAGES: Record<string, string> = {
  'acm-emulator': 'acm-emulator',
  itself: 'cdk-dns-certificate',
  cdk: 'aws-cdk-lib',
  constructs: 'constructs',
  sdk: '@aws-sdk/client-acm',
  events: 'aws-lambda',
  node: 'node:fs',
  x509: '@peculiar/x509',
  table: 'cli-table3',
  esbuild: 'esbuild',
  trautonen: '@trautonen/cdk-dns-validated-certificate',
};

const ROOT = path.join(__dirname, '..', '..');
const VALUES = [
  (from: string) => `import { a } from '${from}';`,
  (from: string) => `import { a, type B } from '${from}';`,
  (from: string) => `import '${from}';`,
  (from: string) => `import a = require('${from}');`,
  (from: string) => `export * from '${from}';`,
  (from: string) => `export { a } from '${from}';`,
  (from: string) => `void import('${from}');`,
  (from: string) => `void require('${from}');`,
];
const TYPES = [
  (from: string) => `import type { A } from '${from}';`,
  (from: string) => `import { type A } from '${from}';`,
  (from: string) => `export type { A } from '${from}';`,
  (from: string) => `export type * from '${from}';`,
  (from: string) => `export type C = import('${from}').A;`,
];

const [header = '', ...rows] = GRID.trim()
  .split('\n')
  .map((line) => line.trim());
const columns = header.split(/\s+/);
const folderOf = (column: string): string => FOLDERS[column] ?? column;

interface Import {
  readonly line: string;
  readonly allowed: boolean;
}

/** Every import of a column, as a file writes it that may import `right` of it. */
function importsOf(file: string, column: string, right: string): Import[] {
  return specifiersOf(file, column).flatMap(({ from, deep }) => {
    const values = right === '+' || (right === 'i' && !deep);
    return [
      ...VALUES.map((form) => ({ line: form(from), allowed: values })),
      ...TYPES.map((form) => ({ line: form(from), allowed: values || right === 't' })),
    ];
  });
}

function specifiersOf(file: string, column: string): { from: string; deep: boolean }[] {
  const name = PACKAGES[column];
  if (name !== undefined) {
    return [
      { from: name, deep: false },
      { from: `${name}/promises`, deep: true },
    ];
  }
  const folder = folderOf(column);
  const relative = (to: string): string =>
    path.posix.relative(path.posix.dirname(file), to).replace(/^(?!\.)/, './');
  return [
    { from: relative(folder), deep: false },
    { from: relative(`${folder}/index`), deep: false },
    { from: relative(`${folder}/index.js`), deep: false },
    { from: relative(`${folder}/some-file`), deep: true },
    { from: relative(`${folder}/some/file.ts`), deep: true },
    { from: `${relative('lib')}/../contract/../${folder}/roundabout`, deep: true },
  ];
}

const cases = rows.flatMap((row) => {
  const [room = '', ...rights] = row.split(/\s+/);
  return ['file.ts', 'deep/er/file.ts'].map((name) => {
    const file = `${folderOf(room)}/${name}`;
    const imports = columns.flatMap((column, at) => importsOf(file, column, rights[at] ?? '.'));
    return { file, imports, complete: rights.length === columns.length };
  });
});

const reported = JSON.parse(
  execFileSync(process.execPath, [path.join(__dirname, 'lint.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: Infinity,
    input: JSON.stringify(
      cases.map(({ file, imports }) => ({ file, lines: imports.map(({ line }) => line) })),
    ),
  }),
) as string[][];

test.each(cases.map(({ file }, at) => [file, at] as const))(
  '%s may import what its room may, and nothing else',
  (_file, at) => {
    const { imports, complete } = cases[at]!;
    expect(complete).toBe(true);
    expect(reported[at]).toEqual(imports.filter(({ allowed }) => !allowed).map(({ line }) => line));
  },
);
