// The package managers, each in an empty folder: what they install must synthesize, required and imported.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Check } from './main';
import { output } from './run';
import type { Tarball } from './tarball';

const CONSUMER = path.join(__dirname, 'consumer');

interface Manager {
  readonly title: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly install: readonly string[];
  /** What runs a script, where that is not Node.js itself. */
  readonly node?: readonly string[];
}

const YARN_4 = ['npx', '--yes', '@yarnpkg/cli-dist@4.9.4'];
const INSTALL_BY_YARN_4 = [...YARN_4, 'install', '--no-immutable'];

/** The newest that run on the oldest Node that is supported, and Yarn's two lines. */
const MANAGERS: readonly Manager[] = [
  { title: 'npm', install: ['npm', 'install', '--silent', '--no-audit', '--no-fund'] },
  { title: 'pnpm 10', install: ['npx', '--yes', 'pnpm@10.17.0', 'install', '--silent'] },
  { title: 'Yarn 1', install: ['npx', '--yes', 'yarn@1.22.22', 'install', '--silent'] },
  {
    title: 'Yarn 4',
    files: { '.yarnrc.yml': 'nodeLinker: node-modules\nenableTelemetry: false\n', 'yarn.lock': '' },
    install: INSTALL_BY_YARN_4,
  },
  {
    // Packages stay in archives, from which Node.js reads them only by Yarn's loaders.
    title: "Yarn 4, Plug'n'Play",
    files: {
      '.yarnrc.yml': 'nodeLinker: pnp\npnpEnableEsmLoader: true\nenableTelemetry: false\n',
      'yarn.lock': '',
    },
    install: INSTALL_BY_YARN_4,
    node: [...YARN_4, 'node'],
  },
];

export function checkManagers(
  { file }: Tarball,
  place: (name: string) => string,
): readonly Check[] {
  return MANAGERS.map(({ title, files = {}, install, node = [process.execPath] }) => [
    `installed by ${title}`,
    () => {
      const folder = place(title.replaceAll(/\W+/g, '-'));
      writeManifest(folder, file, {});
      for (const [name, text] of Object.entries(files)) {
        writeFileSync(path.join(folder, name), text);
      }
      run(folder, install);
      return synthesizes(folder, node);
    },
  ]);
}

function run(folder: string, [command = '', ...args]: readonly string[]): string {
  return output(folder, command, args);
}

/** An app with the package and with its peers, in the versions of this repository. */
export function writeManifest(
  folder: string,
  tarball: string,
  others: Readonly<Record<string, string>>,
): void {
  const { devDependencies } = JSON.parse(
    readFileSync(path.join(CONSUMER, '../../package.json'), 'utf8'),
  ) as { devDependencies: Record<string, string> };
  const dependencies = {
    'aws-cdk-lib': devDependencies['aws-cdk-lib'],
    constructs: devDependencies['constructs'],
    'cdk-dns-certificate': `file:${tarball}`,
    ...others,
  };
  const manifest = { name: 'app', version: '1.0.0', private: true, dependencies };
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
}

function synthesizes(folder: string, node: readonly string[]): string {
  const counts = ['required.js', 'imported.mjs'].map((file) => {
    cpSync(path.join(CONSUMER, file), path.join(folder, file));
    return run(folder, [...node, file]).trim();
  });
  const [required, imported] = counts;
  if (required !== imported || required !== '8') {
    throw new Error(`a stack with one certificate has ${counts.join(' and ')} resources, not 8`);
  }
  return 'require and import synthesize';
}
