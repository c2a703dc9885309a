// A built handler as a function of the platform that it runs on. The bundle is an ES module; as CommonJS it can be
// evaluated in this realm as often as there are environments, each with globals of its own.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { transformSync } from 'esbuild';

export type Handler = (event: unknown, context: object) => Promise<unknown>;

/** Evaluates the module once, as Lambda does for each environment. */
export type Bundle = (platform: Readonly<Record<string, unknown>>) => Handler;

/** What a bundle finds as globals, instead of Node's own. */
export const SHADOWED = [
  'AbortSignal',
  'Date',
  'Math',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'require',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;

const bundles = new Map<string, Bundle>();

/** Compiled once for each process. */
export function bundleOf(handler: string): Bundle {
  const bundle = bundles.get(handler) ?? compiled(handler);
  bundles.set(handler, bundle);
  return bundle;
}

/** Of defective handlers, in a run that looks for the defect. */
function handlersFolder(): string {
  return process.env['SIMULATED_HANDLERS'] ?? path.join(__dirname, '../../build/handlers');
}

function compiled(handler: string): Bundle {
  const file = path.join(handlersFolder(), handler, 'index.mjs');
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // So that modules that are imported later come from the platform, too.
    supported: { 'dynamic-import': false },
    logOverride: { 'empty-import-meta': 'silent' },
  });
  // A script of node:vm would be of another realm than a test of jest, with errors that are no instances of Error.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const evaluate = new Function('module', 'exports', ...SHADOWED, code) as (
    ...values: unknown[]
  ) => void;
  return (platform) => {
    const module: { exports: { handler?: Handler } } = { exports: {} };
    evaluate(module, module.exports, ...SHADOWED.map((name) => platform[name]));
    if (module.exports.handler === undefined) throw new Error(`${file} exports no handler`);
    return module.exports.handler;
  };
}
