// The consumers of app/ beside one version of aws-cdk-lib, in a folder of their own: installed, compiled, synthesized.
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { installedVersion, ROOT, wantedPackages } from './package';

const APP = path.join(__dirname, 'app');
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');
const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');

/** With the declarations of all packages checked, as TypeScript does unless `skipLibCheck` is set. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2023',
    lib: ['ES2023', 'DOM'],
    module: 'node20',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: ['node'],
    typeRoots: [path.join(ROOT, 'node_modules/@types')],
  },
  include: ['app'],
};

export interface TrialProps {
  /** A range of versions, or `floor`. */
  readonly wanted: string;
  /** The package. */
  readonly tarball: string;
  readonly folder: string;
}

export interface Trial {
  readonly version: string;
  readonly constructs: string;
  /** 'yes' or why not, by titles. */
  readonly outcomes: Readonly<Record<string, string>>;
}

export async function tried({ wanted, tarball, folder }: TrialProps): Promise<Trial> {
  mkdirSync(folder);
  cpSync(APP, path.join(folder, 'app'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  install(folder, [...wantedPackages(wanted), tarball]);
  const [compiled, synthesized] = await Promise.all([compile(folder), synthesize(folder)]);
  return {
    version: installedVersion(folder, 'aws-cdk-lib'),
    constructs: installedVersion(folder, 'constructs'),
    outcomes: { ...compiled, ...synthesized },
  };
}

/** npm refuses what is not in the range of a peer dependency. */
function install(folder: string, packages: readonly string[]): void {
  const options = ['--silent', '--no-audit', '--no-fund', '--ignore-scripts'];
  const stdio = ['ignore', 'ignore', 'inherit'] as const;
  execFileSync('npm', ['install', ...options, ...packages], { cwd: folder, stdio: [...stdio] });
}

/** What aws-cdk-lib has wrong in its own declarations is not ours to cure. */
async function compile(folder: string): Promise<Record<string, string>> {
  const { output } = await run(folder, [TSC, '--project', folder, '--pretty', 'false']);
  const errors = output.split('\n').filter((line) => line.includes('error TS'));
  const inFolder = (name: string): string =>
    errors.filter((line) => line.startsWith(name)).join('\n') || 'yes';
  return {
    'the declarations compile': inFolder('node_modules/cdk-dns-certificate/'),
    'the consumers compile': inFolder('app/'),
  };
}

async function synthesize(folder: string): Promise<Record<string, string>> {
  const { output, code } = await run(folder, [TSX, 'app/main.ts']);
  return code === 0 ? (JSON.parse(output) as Record<string, string>) : { 'app/main.ts': output };
}

interface Run {
  readonly output: string;
  readonly code: number;
}

async function run(cwd: string, args: readonly string[]): Promise<Run> {
  const env = { ...process.env, JSII_DEPRECATED: 'quiet' };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, env });
    return { output: stdout, code: 0 };
  } catch (error) {
    const { stdout, stderr, code } = error as { stdout: string; stderr: string; code: number };
    return { output: stdout || stderr, code };
  }
}
