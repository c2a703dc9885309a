// What a tool of the local cloud inherits of the user's environment: nothing that leads it elsewhere.

const LOOPBACK = '127.0.0.1,localhost';

/**
 * Without AWS settings, because a profile or a session of the user must not mix with local keys; without
 * Python's paths; and with no proxy between the tools and the local cloud.
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
