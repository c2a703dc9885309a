// The one folder that a run writes into, named for its process. It is removed when the run ends. The next run
// removes what a killed one left: its folder, and a virtual environment that was only half made.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const NAME = /^(?:run|venv)-(\d+)$/;

export function makeRunFolder(parent: string): string {
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const [, pid] = NAME.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) removeFolder(path.join(parent, name));
  }
  const folder = path.join(parent, `run-${process.pid}`);
  // A container gives the same process ids every time it starts, so an earlier run can have had this one.
  removeFolder(folder);
  mkdirSync(path.join(folder, 'tmp'), { recursive: true });
  return folder;
}

/** Tries 5 times, for 1.5 s in all: a process that was just killed may still be writing. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the process exists and belongs to another user. ESRCH: it does not exist.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
