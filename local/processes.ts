// Child processes: every one leads a process group of its own, so that what it starts can be stopped with
// it, and all that still run are stopped when the demo ends, however it ends.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Problem } from './problem';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly onLine?: (line: string) => void;
}
export interface Finished {
  readonly code: number;
  /** The last lines of what it printed, to both streams. */
  readonly output: string;
}

const running = new Set<ChildProcess>();
let stopping = false;
const LINES_KEPT = 40;
const PATIENCE = 5_000;

/**
 * Runs a program to its end. Never rejects: a program that cannot be started ends with code 127, and none
 * is started any more once everything was asked to stop.
 */
export async function run(
  command: string,
  args: readonly string[],
  { env = process.env, onLine }: RunOptions = {},
): Promise<Finished> {
  if (stopping) return { code: 130, output: 'stopped' };
  const child = spawn(command, args, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      onLine?.(line);
    });
  }
  running.add(child);
  return new Promise<Finished>((resolve) => {
    child.once('error', (error) => {
      running.delete(child);
      resolve({ code: 127, output: error.message });
    });
    child.once('close', (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, output: lines.join('\n') });
    });
  });
}

/** Asks every program that still runs to stop, and makes those that do not. */
export async function stopAll(): Promise<void> {
  stopping = true;
  const children = [...running];
  for (const child of children) signalGroup(child, 'SIGTERM');
  await Promise.all(children.map((child) => gone(child)));
}

async function gone(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  await new Promise<void>((resolve) => {
    const impatient = setTimeout(() => {
      signalGroup(child, 'SIGKILL');
    }, PATIENCE);
    child.once('close', () => {
      clearTimeout(impatient);
      resolve();
    });
  });
  // What it had started may outlive it.
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}

/** The port asked for, or any free one; nobody listens on it on 127.0.0.1 at this moment. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const advice = 'choose another one with --port, or leave it out for a free one';
      reject(new Problem(`port ${wanted} cannot be used on 127.0.0.1`, advice, error.message));
    });
    server.listen(wanted, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The environment without AWS settings: a profile or a session of the user must not mix with local keys. */
export function environmentWithoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('AWS_') || name.startsWith('AWS_SDK_'),
    ),
  );
}
