// npm run api: writes API.md from the assembly that jsii made of the sources. With --check, it says whether it is current.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Documentation, Language } from 'jsii-docgen';

const ROOT = path.join(__dirname, '..');
const API = path.join(ROOT, 'API.md');
const PACKAGE = 'cdk-dns-certificate';

interface Assembly {
  readonly dependencyClosure?: Readonly<Record<string, unknown>>;
}

async function main(flags: readonly string[]): Promise<void> {
  const current = await generated();
  if (!flags.includes('--check')) {
    writeFileSync(API, current);
    return;
  }
  if (existsSync(API) && readFileSync(API, 'utf8') === current) return;
  throw new Error("API.md does not say what lib/ exports; write it anew by 'npm run api'");
}

/**
 * From a folder with the assemblies that are needed and no others: the generator takes any that it finds below it, and
 * in a clone there are also those of nag/, which are newer.
 */
async function generated(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'api-'));
  try {
    const { dependencyClosure = {} } = JSON.parse(
      readFileSync(path.join(ROOT, '.jsii'), 'utf8'),
    ) as Assembly;
    copyAssembly(ROOT, path.join(folder, PACKAGE));
    for (const name of Object.keys(dependencyClosure)) {
      copyAssembly(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
    }
    const documentation = await Documentation.forAssembly(PACKAGE, folder);
    const markdown = await documentation.toMarkdown({
      language: Language.TYPESCRIPT,
      allSubmodules: true,
    });
    return markdown.render();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copyAssembly(from: string, to: string): void {
  for (const file of ['package.json', '.jsii', '.jsii.gz']) {
    const source = path.join(from, file);
    if (existsSync(source)) cpSync(source, path.join(to, file));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
