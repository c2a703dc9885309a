// Bundles the two handlers into ES modules that need nothing but Node.
import path from 'node:path';
import { build, type Plugin } from 'esbuild';

export const HANDLERS = ['intake', 'step'] as const;

const ROOT = path.join(__dirname, '..');

/**
 * Older bundles are overwritten, not removed first: an app that is synthesized meanwhile finds either.
 * @returns the files, by the name of the handler
 */
export async function bundleHandlers(
  folder: string,
  plugins: readonly Plugin[] = [],
): Promise<Record<(typeof HANDLERS)[number], string>> {
  const files = { intake: fileOf(folder, 'intake'), step: fileOf(folder, 'step') };
  for (const handler of HANDLERS) {
    await build({
      entryPoints: [path.join(ROOT, 'lambda', `${handler}.ts`)],
      outfile: files[handler],
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
      plugins: [...plugins],
    });
  }
  return files;
}

function fileOf(folder: string, handler: string): string {
  return path.join(folder, handler, 'index.mjs');
}
