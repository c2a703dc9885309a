// npm run test:languages -- LANGUAGE...: one small app in every language, from the packages in dist/, each with its own
// registry's aws-cdk-lib. What they synthesize must be what the same app in JavaScript does, to the hashes of the assets.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Table from 'cli-table3';
import { execFileSync } from 'node:child_process';
import { DIST, prepare, type Language, LANGUAGES } from './languages';
import { run } from './run';

interface Case {
  readonly language: Language;
  /** Of aws-cdk-lib: the oldest that is supported, and the newest in the language's registry when this was written. */
  readonly cdk: string;
}

/** Go's package needs a newer one than the others, see scripts/package.ts. */
const CASES: readonly Case[] = [
  { language: 'python', cdk: '2.224.0' },
  { language: 'python', cdk: '2.275.0' },
  { language: 'java', cdk: '2.224.0' },
  { language: 'java', cdk: '2.263.0' },
  { language: 'go', cdk: '2.240.0' },
  { language: 'go', cdk: '2.276.0' },
];

function main(wanted: readonly string[]): void {
  const unknown = wanted.find((each) => !LANGUAGES.some((language) => language === each));
  if (unknown !== undefined) throw new Error(`no '${unknown}'; there are: ${LANGUAGES.join(', ')}`);
  const cases = CASES.filter(({ language }) => wanted.length === 0 || wanted.includes(language));
  packageFor([...new Set(['js', ...cases.map(({ language }) => language)])]);
  const table = new Table({
    head: ['language', 'aws-cdk-lib', 'result', 'seconds'],
    style: { head: [], border: [] },
  });
  const folder = mkdtempSync(path.join(tmpdir(), 'languages-'));
  try {
    for (const each of cases) table.push(rowOf(folder, each));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(table.toString());
  console.log(
    '.NET: dist/dotnet is compiled by npm run package where there is dotnet; no app is run',
  );
}

/** What is in dist/ already is used as it is. */
function packageFor(languages: readonly string[]): void {
  const missing = languages.filter((each) => !existsSync(path.join(DIST, each)));
  if (missing.length === 0) return;
  const args = ['run', '--silent', 'package', '--', ...missing];
  execFileSync('npm', args, { cwd: path.dirname(DIST), stdio: 'inherit' });
}

function rowOf(folder: string, { language, cdk }: Case): string[] {
  const began = Date.now();
  const seconds = (): string => ((Date.now() - began) / 1000).toFixed(0);
  try {
    const expected = outputOf(folder, 'javascript', cdk);
    const output = outputOf(folder, language, cdk);
    for (const file of ['Site.template.json', 'Site.assets.json']) {
      if (isDeepStrictEqual(read(output, file), read(expected, file))) continue;
      throw new Error(`its ${file} is not that of JavaScript`);
    }
    return [language, cdk, 'runs; the same template and assets', seconds()];
  } catch (error) {
    process.exitCode = 1;
    console.error(error instanceof Error ? error.message : error);
    return [language, cdk, 'FAILED, see above', seconds()];
  }
}

/** The folder of the cloud assembly that the app makes. */
function outputOf(folder: string, language: Language | 'javascript', cdk: string): string {
  const home = path.join(folder, `${language}-${cdk}`);
  const output = path.join(home, 'cdk.out');
  if (!existsSync(output)) {
    const command = prepare[language](home, cdk);
    run(home, command, { CDK_OUTDIR: output });
  }
  return output;
}

function read(folder: string, file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}

main(process.argv.slice(2));
