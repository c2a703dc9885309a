// Colours where a person looks, plain text everywhere else. picocolors alone would colour every log of a CI.
import picocolors from 'picocolors';

/**
 * @param isTerminal Node.js leaves it undefined for a pipe
 * @see https://no-color.org
 */
export function isColoured(env: NodeJS.ProcessEnv, isTerminal: boolean | undefined): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return isTerminal === true && !env['CI'] && env['TERM'] !== 'dumb';
}

export const colours = picocolors.createColors(isColoured(process.env, process.stdout.isTTY));
