// The package as it would be published, and beside what it is installed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(__dirname, '..', '..');

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** @returns the path of the tarball */
export function packed(folder: string): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder];
  const name = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }).trim();
  return path.join(folder, name);
}

/** As arguments of `npm install`. npm chooses constructs as it does for a new app, but for the oldest that is taken. */
export function wantedPackages(version: string): string[] {
  if (version !== 'floor') return [`aws-cdk-lib@${version}`];
  const { devDependencies } = manifestIn(ROOT);
  return ['aws-cdk-lib', 'constructs'].map((name) => `${name}@${devDependencies[name]}`);
}

export function installedVersion(folder: string, name: string): string {
  return manifestIn(path.join(folder, 'node_modules', name)).version;
}
