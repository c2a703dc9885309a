// Colours in a terminal, plain text in pipes, files and the logs of a CI. picocolors alone would colour whatever
// runs with CI set.
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
