// Handlers with one defect, bundled as the sound ones are. The sources stay as they are.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'esbuild';
import { bundleHandlers } from '../../../scripts/bundle-handlers';
import type { Mutant } from './mutants';

const LAMBDA = path.join(__dirname, '../../../lambda');

/**
 * The file with the defect in it.
 *
 * @throws Error if the text is not there, or more than once: then the list has to be brought up to date
 */
export function mutated({ name, file, text, replacement }: Mutant): string {
  const parts = readFileSync(path.join(LAMBDA, file), 'utf8').split(text);
  if (parts.length === 2) return parts.join(replacement);
  throw new Error(
    `${name}: '${text}' is ${parts.length - 1} times in lambda/${file}, and not once`,
  );
}

export async function bundleMutant(mutant: Mutant, folder: string): Promise<void> {
  const contents = mutated(mutant);
  const plugin: Plugin = {
    name: 'mutant',
    setup: (build) => {
      build.onLoad({ filter: /\.ts$/ }, ({ path: loaded }) =>
        loaded === path.join(LAMBDA, mutant.file) ? { contents, loader: 'ts' } : undefined,
      );
    },
  };
  await bundleHandlers(folder, [plugin]);
}
