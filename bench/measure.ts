// What the benches share: to run Node, to take medians, to show tables.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Table from 'cli-table3';
import { PEER } from './solutions';

export const ROOT = path.join(__dirname, '..');

/** bench/app.ts, compiled. */
export const APP = path.join(ROOT, 'build', 'bench', 'app.js');

/** The SDK would say at every start that it will soon want a newer Node; the deprecated construct, that it is that. */
const QUIET = {
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  JSII_DEPRECATED: 'quiet',
};

/** @returns what a process of Node of its own prints, which is a number of milliseconds */
export function millisecondsOf(args: readonly string[]): number {
  const env = { ...process.env, AWS_REGION: 'eu-west-1', ...QUIET };
  return Number(execFileSync(process.execPath, args, { env, encoding: 'utf8' }));
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** Missing a goal fails the command. */
export function judged(isMet: boolean): string {
  if (!isMet) process.exitCode = 1;
  return isMet ? 'met' : 'missed';
}

export function show(title: string, head: readonly string[], rows: readonly string[][]): void {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows);
  console.log(`\n${title}\n${table.toString()}`);
}

export function showVersions(): void {
  const packages = {
    'aws-cdk-lib': 'node_modules/aws-cdk-lib',
    constructs: 'node_modules/constructs',
    'cdk-dns-certificate': '.',
    [PEER]: `bench/node_modules/${PEER}`,
  };
  const versions = Object.entries(packages).map(([name, at]) => `${name} ${versionAt(at)}`);
  console.log([`Node ${process.version}`, ...versions].join(', '));
}

function versionAt(folder: string): string {
  const file = readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8');
  return (JSON.parse(file) as { version: string }).version;
}
