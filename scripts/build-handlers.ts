// Bundles the two handlers into ES modules that need nothing but Node, and prints what each weighs.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const HANDLERS = ['intake', 'step'] as const;
const LARGEST = 450_000;

async function main(): Promise<void> {
  const root = path.join(__dirname, '..');
  const folder = path.join(root, 'build', 'handlers');
  rmSync(folder, { recursive: true, force: true });
  for (const handler of HANDLERS) {
    const outfile = path.join(folder, handler, 'index.mjs');
    mkdirSync(path.dirname(outfile), { recursive: true });
    await build({
      entryPoints: [path.join(root, 'lambda', `${handler}.ts`)],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      mainFields: ['module', 'main'],
      alias: {
        '@aws-sdk/credential-provider-node': path.join(__dirname, 'lambda-credentials.ts'),
      },
      // The CommonJS parts of the SDK call `require` for Node's own modules.
      banner: {
        js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
      },
      logLevel: 'warning',
    });
    const { size } = statSync(outfile);
    console.log(`${path.relative(root, outfile)}  ${(size / 1000).toFixed(1)} kB`);
    if (size > LARGEST)
      throw new Error(`${handler} is ${size} bytes; at most ${LARGEST} are allowed`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
