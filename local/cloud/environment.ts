// The part of the user's environment that programs of the local cloud inherit: all but what could lead them to
// another cloud, account, proxy or Python.

const LOOPBACK = '127.0.0.1,localhost';

/**
 * Without AWS_*, because the user's profile or session token would be used together with local keys; AWS_SDK_*
 * only tunes the SDK and is kept. Without Python's paths, because they would replace the virtual environment's modules.
 * With the loopback addresses in NO_PROXY, because a proxy could not reach the local cloud.
 */
export function localEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) =>
      (!name.startsWith('AWS_') || name.startsWith('AWS_SDK_')) &&
      !['PYTHONPATH', 'PYTHONHOME'].includes(name),
  );
  const direct = [env['NO_PROXY'] ?? env['no_proxy'], LOOPBACK].filter(Boolean).join(',');
  return { ...Object.fromEntries(kept), NO_PROXY: direct, no_proxy: direct };
}
