// npm run package: the packages of every language, in dist/, by jsii-pacmak. For .NET it is the generated code only where
// there is no dotnet to compile it with.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..');
const DIST = path.join(ROOT, 'dist');
const BIN = path.join(ROOT, 'node_modules', '.bin');

/**
 * Go's package is generated from an assembly that is compiled against these. A class in Go embeds the class that it extends
 * and the interfaces that it implements; since constructs 10.5.0 both have the method `With`, which is an "ambiguous
 * selector" unless the class has it, too, and it does only if the compiler saw it. Older versions of aws-cdk-lib do not
 * compile in Go with constructs 10.5.0, for the same reason. Go takes the newest version that any module requires, so
 * this raises what an app has, and excludes none.
 */
const GO_PEERS = { 'aws-cdk-lib': '2.240.0', constructs: '10.5.0' };

/** What of the repository the compiler reads and the package contains. */
const SOURCES = ['lib', 'contract', 'build/handlers', 'README.md', 'LICENSE'];

function main(languages: readonly string[]): void {
  const wanted = (each: string): boolean => languages.length === 0 || languages.includes(each);
  rmSync(path.join(DIST, '.jsii-go'), { recursive: true, force: true });
  const compiled = ['js', 'python', 'java', ...(hasDotnet() ? ['dotnet'] : [])].filter(wanted);
  if (compiled.length > 0) pacmak(ROOT, compiled);
  if (wanted('dotnet') && !hasDotnet()) {
    console.log('dotnet: there is none on this machine, so dist/dotnet is the generated code only');
    pacmak(ROOT, ['dotnet'], '--code-only');
  }
  if (wanted('go')) packageGo();
}

function hasDotnet(): boolean {
  return spawnSync('dotnet', ['--version'], { stdio: 'ignore' }).status === 0;
}

function pacmak(folder: string, targets: readonly string[], ...flags: readonly string[]): void {
  for (const target of targets) rmSync(path.join(DIST, target), { recursive: true, force: true });
  const options = ['--no-npmignore', '--force', '--outdir', DIST, ...flags];
  run(folder, 'jsii-pacmak', [...options, '--targets', ...targets]);
  for (const target of targets) console.log(`${target}: dist/${target}`);
}

function packageGo(): void {
  const folder = path.join(DIST, '.jsii-go');
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['run', '--silent', 'build:handlers'], { cwd: ROOT, stdio: 'ignore' });
  for (const each of SOURCES) cpSync(path.join(ROOT, each), path.join(folder, each), RECURSIVE);
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifestForGo(), null, 2));
  const packages = Object.entries(GO_PEERS).map(([name, version]) => `${name}@${version}`);
  const install = ['install', '--silent', '--no-save', '--no-audit', '--no-fund', ...packages];
  execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  run(folder, 'jsii', ['--generate-tsconfig', 'tsconfig.jsii.json']);
  pacmak(folder, ['go']);
  rmSync(folder, RECURSIVE);
}

const RECURSIVE = { recursive: true, force: true };

/** Without workspaces, which npm would look for, and without the build, which has happened. */
function manifestForGo(): Record<string, unknown> {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const kept = Object.entries(manifest).filter(([key]) => !['workspaces', 'scripts'].includes(key));
  const peerDependencies = Object.fromEntries(
    Object.entries(GO_PEERS).map(([name, version]) => [name, `^${version}`]),
  );
  return { ...Object.fromEntries(kept), peerDependencies, devDependencies: GO_PEERS };
}

/** Its banner about the versions of Node is for the authors of the package, who read docs/decisions/0007. */
function run(folder: string, command: string, args: readonly string[]): void {
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  execFileSync(path.join(BIN, command), args, { cwd: folder, env, stdio: 'inherit' });
}

main(process.argv.slice(2));
