// Compilers that people have, with the declarations of all packages checked. What aws-cdk-lib's own declarations have
// against a compiler is said, and is not ours.
import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './main';
import { writeManifest } from './managers';
import { Failed, output } from './run';
import type { Tarball } from './tarball';

/** The last of each minor version from the oldest that jsii's declarations are written for. */
const VERSIONS = [
  '4.9.5',
  '5.0.4',
  '5.1.6',
  '5.2.2',
  '5.3.3',
  '5.4.5',
  '5.5.4',
  '5.6.3',
  '5.7.3',
  '5.8.3',
  '5.9.3',
  '6.0.3',
];

export function checkCompilers(
  { file }: Tarball,
  place: (name: string) => string,
): readonly Check[] {
  let folder: string | undefined;
  return VERSIONS.map((version) => [
    `TypeScript ${version}`,
    () => compiles((folder ??= app(place('typescript'), file)), version),
  ]);
}

/** With all compilers, each under a name of its own. */
function app(folder: string, tarball: string): string {
  const compilers = VERSIONS.map(
    (version) => [nameOf(version), `npm:typescript@${version}`] as const,
  );
  writeManifest(folder, tarball, {
    ...Object.fromEntries(compilers),
    '@types/node': '20.19.43',
  });
  cpSync(path.join(__dirname, 'consumer', 'typed.txt'), path.join(folder, 'typed.ts'));
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig()));
  output(folder, 'npm', ['install', '--silent', '--no-audit', '--no-fund']);
  return folder;
}

const nameOf = (version: string): string => `typescript-${version}`;

function tsconfig(): object {
  return {
    compilerOptions: {
      strict: true,
      noEmit: true,
      skipLibCheck: false,
      module: 'node16',
      target: 'ES2022',
      types: ['node'],
    },
    files: ['typed.ts'],
  };
}

function compiles(folder: string, version: string): string {
  try {
    output(folder, process.execPath, [`node_modules/${nameOf(version)}/bin/tsc`]);
    return 'compiles, all declarations checked';
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const lines = error.printed.split('\n').filter((line) => /^\S+\(\d+,\d+\): error/.test(line));
    const others = lines.filter((line) => /^node_modules\/(?!cdk-dns-certificate\/)/.test(line));
    if (lines.length === 0 || others.length < lines.length) throw error;
    const packages = [...new Set(others.map((line) => packageOf(line)))];
    return `ours has no errors; those of ${packages.join(', ')} have ${others.length}`;
  }
}

function packageOf(line: string): string {
  return /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(line)?.[1] ?? line;
}
