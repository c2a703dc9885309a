// Where the bundles of the handlers are: beside the compiled library in the package; under build/ when the sources run as
// they are.
import { existsSync } from 'node:fs';
import path from 'node:path';

const PACKAGE = 'cdk-dns-certificate';

/**
 * The folder of a handler's bundle. `here` is the folder of this file, which a bundler changes, and which is not there at
 * all in an ES module.
 *
 * @throws Error that says what to do if there is none
 */
export function bundleOf(
  handler: string,
  here = typeof __dirname === 'string' ? __dirname : '.',
): string {
  const found = ['../../handlers', '../../build/handlers']
    .map((folder) => path.join(here, folder, handler))
    .find((folder) => existsSync(path.join(folder, 'index.mjs')));
  if (found !== undefined) return found;
  if (existsSync(path.join(here, '../../lambda', `${handler}.ts`))) {
    throw new Error(`${PACKAGE}: no bundle of the handler '${handler}'; run 'npm run build' first`);
  }
  throw new Error(
    `${PACKAGE} finds the code of its Lambda functions nowhere around ${path.resolve(here)}, because the app was bundled ` +
      `without it; leave the package out of the bundle, as esbuild does with --external:${PACKAGE}`,
  );
}
