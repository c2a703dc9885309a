// The licences of the packages of others that are inside the bundles: their notices have to be distributed with them.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';

const ROOT = path.join(__dirname, '..');

/** Collects, in `folders`, those of the packages of which a bundle contains something. */
export function collectPackages(folders: Set<string>): Plugin {
  return {
    name: 'collect-packages',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => {
        for (const { inputs } of Object.values(metafile?.outputs ?? {})) {
          for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
            const folder = packageOf(file);
            if (bytesInOutput > 0 && folder !== undefined) folders.add(folder);
          }
        }
      });
    },
  };
}

/** The innermost folder of node_modules in which a file is. */
function packageOf(file: string): string | undefined {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
}

/**
 * Each text once, after the packages that have it.
 *
 * @throws Error that names a package without a text, which nobody could distribute
 */
export function thirdPartyLicenses(folders: Iterable<string>): string {
  const packagesByText = new Map<string, Set<string>>();
  for (const folder of [...folders].toSorted()) {
    const { title, text } = licenseIn(path.join(ROOT, folder));
    packagesByText.set(text, (packagesByText.get(text) ?? new Set()).add(title));
  }
  const sections = [...packagesByText].map(([text, packages]) =>
    [...packages, '', text, '', '-'.repeat(72)].join('\n'),
  );
  return [
    'The handlers contain parts of these packages, under these licenses.\n',
    ...sections,
    '',
  ].join('\n');
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
}

function licenseIn(folder: string): { title: string; text: string } {
  const { name, version, license } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const texts = readdirSync(folder)
    .filter((each) => /^(licen[sc]e|notice|copying)/i.test(each))
    .map((each) => readFileSync(path.join(folder, each), 'utf8').trim());
  if (license === undefined || texts.length === 0) {
    throw new Error(`${name} comes without its license, or without the text of it`);
  }
  return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
}
