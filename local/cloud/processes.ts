// Child processes. Every one leads a process group of its own, so that what it starts can be stopped with it.
// They are kept in a list, so that `stopAll` and `killAll` miss none.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { Problem } from './problem';

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** That of this process by default. */
  readonly cwd?: string;
  readonly onLine?: (line: string) => void;
  /** Keeps standard input open for as long as this process lives; it is empty by default. */
  readonly lifeline?: boolean;
  /** After this time it is stopped; by default it may run for ever. */
  readonly withinMs?: number;
}
export interface Finished {
  readonly code: number;
  /** The last lines of what it printed, to both streams. */
  readonly output: string;
}

const running = new Set<ChildProcess>();
let stopping = false;
const LINES_KEPT = 40;
/** How long a program may take to end after SIGTERM; then it gets SIGKILL. People wait for it after Ctrl-C. */
const GRACE_MS = 2_000;
/** The code of a program that a signal ended, whichever: a shell would say 128 plus the signal's number. */
export const STOPPED = 128;

/**
 * Runs a program to its end. Never rejects: a program that cannot be started ends with code 127, and none
 * is started any more once everything was asked to stop.
 */
export async function run(
  command: string,
  args: readonly string[],
  { env = process.env, cwd, onLine, withinMs, lifeline = false }: RunOptions = {},
): Promise<Finished> {
  if (stopping) return { code: STOPPED, output: 'stopped' };
  const input = lifeline ? 'pipe' : 'ignore';
  const stdio = [input, 'pipe', 'pipe'] as const;
  const child = spawn(command, args, { env, cwd, detached: true, stdio: [...stdio] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr].filter((each) => each !== null)) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      onLine?.(line);
    });
  }
  return ended(child, withinMs, () => lines.join('\n'));
}

async function ended(
  child: ChildProcess,
  withinMs: number | undefined,
  printed: () => string,
): Promise<Finished> {
  running.add(child);
  const limit = withinMs === undefined ? undefined : setTimeout(() => void stop(child), withinMs);
  try {
    return await new Promise<Finished>((resolve) => {
      child.once('error', (error) => {
        resolve({ code: 127, output: error.message });
      });
      child.once('close', (code) => {
        resolve({ code: code ?? STOPPED, output: printed() });
      });
    });
  } finally {
    clearTimeout(limit);
    running.delete(child);
  }
}

/** Sends SIGTERM to every program that still runs, and SIGKILL to those that do not end in time. */
export async function stopAll(): Promise<void> {
  stopping = true;
  await Promise.all([...running].map((child) => stop(child)));
}

/** Sends SIGKILL to every program that still runs, without waiting: for a process that is exiting. */
export function killAll(): void {
  stopping = true;
  for (const child of running) signalGroup(child, 'SIGKILL');
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  signalGroup(child, 'SIGTERM');
  await new Promise<void>((resolve) => {
    const kill = setTimeout(() => {
      signalGroup(child, 'SIGKILL');
    }, GRACE_MS);
    child.once('close', () => {
      clearTimeout(kill);
      resolve();
    });
  });
  // It has ended; programs of its group that ignored SIGTERM have not.
  signalGroup(child, 'SIGKILL');
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: every program of the group has ended.
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
