import { spawnSync } from 'node:child_process';

/**
 * What a program printed to its standard output.
 *
 * @throws Error with all that it printed, if it failed
 */
export function output(cwd: string, command: string, args: readonly string[]): string {
  const { status, stdout, error, stderr } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  throw new Failed(command, args, error?.message ?? stdout + stderr);
}

export class Failed extends Error {
  constructor(
    command: string,
    args: readonly string[],
    readonly printed: string,
  ) {
    super(`${[command, ...args].join(' ')}\n${printed}`);
  }
}
