// A program that must succeed: what it printed is shown only if it does not.
import { spawnSync } from 'node:child_process';

export function run(
  cwd: string,
  [command, ...args]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>> = {},
): void {
  // jsii's runtime prints a banner about versions of Node.
  const env = { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' };
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...env, ...environment },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  const printed = (stdout + stderr).split('\n').slice(-40).join('\n');
  throw new Error(`${[command, ...args].join(' ')}\n${error?.message ?? printed}`);
}
