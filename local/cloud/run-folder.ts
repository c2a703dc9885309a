// The one folder that a run writes into. It goes with the run; what a killed run left, a half-made virtual
// environment too, goes with the next.
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
  // In a container, ids of processes come again.
  removeFolder(folder);
  mkdirSync(path.join(folder, 'tmp'), { recursive: true });
  return folder;
}

/** Tries again for a while: a process that was just killed may still be writing. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
