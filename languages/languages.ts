// How an app is made ready in each language: a folder of its own with the packages of dist/, nothing else of the repository.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run } from './run';

export const LANGUAGES = ['python', 'java', 'go'] as const;
export type Language = (typeof LANGUAGES)[number];

const ROOT = path.join(__dirname, '..');
export const DIST = path.join(ROOT, 'dist');

type Command = readonly [string, ...string[]];

/** Each prepares the app in a folder that is not there yet, and returns the command that synthesizes it. */
export const prepare: Readonly<
  Record<Language | 'javascript', (home: string, cdk: string) => Command>
> = {
  javascript(home, cdk) {
    copy('javascript', home);
    writeFileSync(path.join(home, 'package.json'), '{ "private": true }');
    const install = ['install', '--silent', '--no-audit', '--no-fund'];
    run(home, ['npm', ...install, `aws-cdk-lib@${cdk}`, 'constructs@10', fileIn('js', '.tgz')]);
    return [process.execPath, 'app.js'];
  },

  python(home, cdk) {
    copy('python', home);
    run(home, ['python3', '-m', 'venv', 'venv']);
    const python = path.join(home, 'venv', 'bin', 'python');
    const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
    run(home, [python, ...install, `aws-cdk-lib==${cdk}`, fileIn('python', '.whl')]);
    return [python, 'app.py'];
  },

  java(home, cdk) {
    copy('java', home);
    const properties = {
      'cdk.version': cdk,
      'package.version': versionOfPackage(),
      'dist.url': `file://${path.join(DIST, 'java')}`,
    };
    const definitions = Object.entries(properties).map(([name, value]) => `-D${name}=${value}`);
    const mvn = ['--batch-mode', '--quiet', '--update-snapshots', ...definitions];
    // What an earlier run has put into Maven's cache is another build of the same version.
    const purge = 'dependency:purge-local-repository';
    const ours = '-DmanualInclude=io.github.cdk-dns-certificate:cdk-dns-certificate';
    run(home, ['mvn', ...mvn, purge, ours]);
    run(home, ['mvn', ...mvn, 'compile']);
    return ['mvn', ...mvn, 'exec:java'];
  },

  go(home, cdk) {
    copy('go', home);
    const module = 'github.com/cdk-dns-certificate/cdk-dns-certificate-go/dnscertificate';
    const lines = [
      'module example',
      'go 1.26',
      `require github.com/aws/aws-cdk-go/awscdk/v2 v${cdk}`,
      `require ${module} v${versionOfPackage()}`,
      `replace ${module} => ${path.join(DIST, 'go', 'dnscertificate')}`,
    ];
    writeFileSync(path.join(home, 'go.mod'), lines.join('\n'));
    run(home, ['go', 'mod', 'tidy']);
    run(home, ['go', 'build', '-o', 'app', '.']);
    return [path.join(home, 'app')];
  },
};

function copy(language: string, home: string): void {
  mkdirSync(home, { recursive: true });
  cpSync(path.join(__dirname, language), home, { recursive: true });
}

function fileIn(folder: string, extension: string): string {
  const [file] = readdirSync(path.join(DIST, folder)).filter((name) => name.endsWith(extension));
  if (file === undefined) throw new Error(`no file ${extension} in dist/${folder}`);
  return path.join(DIST, folder, file);
}

function versionOfPackage(): string {
  const manifest = readFileSync(path.join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
