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
  /** Keeps standard input open for as long as this process lives; it is empty by default. */
  readonly lifeline?: boolean;
  /** Milliseconds after which it is stopped; it may run for ever by default. */
  readonly within?: number;
}
export interface Finished {
  readonly code: number;
  /** The last lines of what it printed, to both streams. */
  readonly output: string;
}

const running = new Set<ChildProcess>();
let stopping = false;
const LINES_KEPT = 40;
const PATIENCE = 2_000;
/** The code of a program that a signal ended. */
export const STOPPED = 128;

/**
 * Runs a program to its end. Never rejects: a program that cannot be started ends with code 127, and none
 * is started any more once everything was asked to stop.
 */
export async function run(
  command: string,
  args: readonly string[],
  { env = process.env, onLine, within, lifeline = false }: RunOptions = {},
): Promise<Finished> {
  if (stopping) return { code: STOPPED, output: 'stopped' };
  const input = lifeline ? 'pipe' : 'ignore';
  const child = spawn(command, args, { env, detached: true, stdio: [input, 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr].filter((each) => each !== null)) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      onLine?.(line);
    });
  }
  return ended(child, within, () => lines.join('\n'));
}

async function ended(
  child: ChildProcess,
  within: number | undefined,
  printed: () => string,
): Promise<Finished> {
  running.add(child);
  const limit = within === undefined ? undefined : setTimeout(() => void stop(child), within);
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

/** Asks every program that still runs to stop, and makes those that do not. */
export async function stopAll(): Promise<void> {
  stopping = true;
  await Promise.all([...running].map((child) => stop(child)));
}

/** Ends every program that still runs, at once: the last resort of a process that exits. */
export function killAll(): void {
  stopping = true;
  for (const child of running) signalGroup(child, 'SIGKILL');
}

async function stop(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  signalGroup(child, 'SIGTERM');
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
