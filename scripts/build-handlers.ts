// Bundles the handlers that are published, with the licences of what is inside, and prints what each weighs.
import { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleHandlers, HANDLERS } from './bundle-handlers';
import { collectPackages, thirdPartyLicenses } from './third-party-licenses';

/**
 * In bytes: Lambda loads all of it when it starts cold, and what grows beyond it has taken in another SDK client unseen. The
 * client of Systems Manager alone weighs 80 kB: it registers the errors of all its operations, used or not.
 */
const LARGEST = 520_000;

async function main(): Promise<void> {
  const root = path.join(__dirname, '..');
  const folder = path.join(root, 'build', 'handlers');
  const packages = new Set<string>();
  const files = await bundleHandlers(folder, [collectPackages(packages)]);
  writeFileSync(path.join(folder, 'THIRD-PARTY-LICENSES'), thirdPartyLicenses(packages));
  for (const handler of HANDLERS) {
    const { size } = statSync(files[handler]);
    console.log(`${path.relative(root, files[handler])}  ${(size / 1000).toFixed(1)} kB`);
    if (size > LARGEST)
      throw new Error(`${handler} is ${size} bytes; at most ${LARGEST} are allowed`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
