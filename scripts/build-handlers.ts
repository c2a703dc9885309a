// Bundles the handlers that are published, and prints what each weighs.
import { statSync } from 'node:fs';
import path from 'node:path';
import { bundleHandlers, HANDLERS } from './bundle-handlers';

/** The client of Systems Manager alone weighs 80 kB: it registers the errors of all its operations, used or not. */
const LARGEST = 520_000;

async function main(): Promise<void> {
  const root = path.join(__dirname, '..');
  const files = await bundleHandlers(path.join(root, 'build', 'handlers'));
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
