// What is in the packed package, and what it weighs.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import type { Check } from './main';
import { output } from './run';

const ROOT = path.join(__dirname, '..');
const BIN = path.join(ROOT, 'node_modules', '.bin');

/**
 * In kB, a quarter more than it was when this was written. Every install fetches it, in the other languages too, which have it
 * inside; most of it are the bundles and the assembly. What grows beyond this has taken something in unseen.
 */
const LARGEST_PACKED = 500;
const LARGEST_UNPACKED = 2_000;

/** Every file of the package is one of these. */
const EXPECTED =
  /^(LICENSE|README\.md|CHANGELOG\.md|package\.json|\.jsii|build\/(lib|contract)\/.+(\.js|\.d\.ts)|build\/handlers\/((intake|step)\/index\.mjs|THIRD-PARTY-LICENSES))$/;

const NEEDED = [
  '.jsii',
  'build/lib/index.js',
  'build/lib/index.d.ts',
  'build/handlers/intake/index.mjs',
  'build/handlers/step/index.mjs',
  'build/handlers/THIRD-PARTY-LICENSES',
  'LICENSE',
  'README.md',
];

export interface Tarball {
  readonly file: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** As it is published, so that it is built anew. */
export function pack(folder: string): Tarball {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: ['ignore', 'ignore', 2] });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [packed] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' })) as [
    Omit<Tarball, 'file'> & { filename: string },
  ];
  return { ...packed, file: path.join(folder, packed.filename) };
}

export function checkTarball({ file, size, unpackedSize, files }: Tarball): Check[] {
  return [
    ['what is in the tarball', () => checkFiles(files.map((each) => each.path))],
    ['its size', () => checkSize(size, unpackedSize)],
    ['publint', () => cleanly('publint', ['run', file, '--strict'])],
    ['arethetypeswrong', () => cleanly('attw', [file, '--no-emoji'])],
  ];
}

function checkFiles(files: readonly string[]): string {
  const missing = NEEDED.filter((each) => !files.includes(each));
  const unexpected = files.filter((each) => !EXPECTED.test(each));
  if (missing.length + unexpected.length === 0) return `${files.length} files, as expected`;
  throw new Error(`missing: ${missing.join(', ')}; unexpected: ${unexpected.join(', ')}`);
}

function checkSize(size: number, unpackedSize: number): string {
  const [packed, unpacked] = [Math.round(size / 1000), Math.round(unpackedSize / 1000)];
  const found = `${packed} kB packed, ${unpacked} kB unpacked`;
  const limits = `at most ${LARGEST_PACKED} and ${LARGEST_UNPACKED}`;
  if (packed > LARGEST_PACKED || unpacked > LARGEST_UNPACKED) {
    throw new Error(`${found}; ${limits} are allowed`);
  }
  return `${found} (${limits})`;
}

function cleanly(command: string, args: readonly string[]): string {
  output(ROOT, path.join(BIN, command), args);
  return 'clean';
}
