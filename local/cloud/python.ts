// A virtual environment with the pinned MiniStack. It is made once, and again when requirements.txt has changed
// or its Python does not work. It is made in a folder beside and then renamed, so that of two runs at the same
// time neither sees the other's half-made one.
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { localEnvironment } from './environment';
import { Problem } from './problem';
import { run } from './processes';

const OLDEST = [3, 10] as const;
/** Tried in this order; the names with a version are for systems whose python3 is older than 3.10. */
const USUAL = ['python3', 'python', ...[14, 13, 12, 11, 10].map((minor) => `python3.${minor}`)];
const REQUIREMENTS = path.join(__dirname, 'requirements.txt');

/** @returns the path of its Python */
export async function virtualEnvironment(
  folder: string,
  progress: (text: string) => void,
): Promise<string> {
  if (await isReady(folder)) return pythonIn(folder);
  const python = await findPython();
  progress('MiniStack is installed from PyPI into a virtual environment, this once');
  const aside = `${folder}-${process.pid}`;
  try {
    await make(python, aside);
    if (!(await isReady(folder))) {
      remove(folder);
      renameSync(aside, folder);
    }
  } finally {
    remove(aside);
  }
  return pythonIn(folder);
}

function pythonIn(folder: string): string {
  return path.join(folder, 'bin', 'python');
}

function stampIn(folder: string): string {
  return path.join(folder, 'requirements.txt');
}

/** Made of the present requirements.txt, and works: it does not once the Python that made it was uninstalled. */
async function isReady(folder: string): Promise<boolean> {
  const stamp = stampIn(folder);
  if (!existsSync(stamp)) return false;
  if (readFileSync(stamp, 'utf8') !== readFileSync(REQUIREMENTS, 'utf8')) return false;
  const args = ['-c', 'import ministack'];
  return (await run(pythonIn(folder), args, { env: localEnvironment() })).code === 0;
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

async function make(python: string, folder: string): Promise<void> {
  remove(folder);
  // pip leaves its temporary files when it is stopped; here they go with the folder.
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  const env = { ...localEnvironment(), TMPDIR: temporary };
  const made = await run(python, ['-m', 'venv', folder], { env });
  if (made.code !== 0) {
    throw new Problem(
      `${python} could not make a virtual environment`,
      'install its venv module; on Debian and Ubuntu: apt-get install python3-venv',
      made.output,
    );
  }
  await install(pythonIn(folder), env);
  remove(temporary);
  copyFileSync(REQUIREMENTS, stampIn(folder));
}

async function install(python: string, env: NodeJS.ProcessEnv): Promise<void> {
  // Without a network, pip's default of 5 retries keeps people waiting for a minute before they are told.
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--retries', '2'];
  const args = [...pip, '-r', REQUIREMENTS];
  const { code, output } = await run(python, args, { env });
  if (code === 0) return;
  throw new Problem(
    'MiniStack could not be installed from PyPI',
    'check the network and the proxy; behind a mirror, set PIP_INDEX_URL',
    output,
  );
}

async function findPython(): Promise<string> {
  const named = process.env['PYTHON'];
  const candidates = named === undefined ? USUAL : [named];
  const seen: string[] = [];
  for (const candidate of candidates) {
    const { code, output } = await run(candidate, ['--version']);
    if (code !== 0) continue;
    if (isRecent(output)) return candidate;
    seen.push(`${candidate} is ${output.trim()}`);
  }
  throw new Problem(noPython(candidates, seen), 'install one, or name it: PYTHON=/path/to/python3');
}

export function noPython(candidates: readonly string[], seen: readonly string[]): string {
  const found = seen.length > 0 ? `; ${seen.join(', ')}` : '';
  return `no Python ${OLDEST.join('.')} or newer was found (tried ${candidates.join(', ')}${found})`;
}

/** Reads what `python --version` prints. */
export function isRecent(version: string): boolean {
  const [, major = 0, minor = 0] = (/Python (\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
