// A virtual environment with the pinned MiniStack, made once and made anew when the requirements change.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem';
import { run } from './processes';

const OLDEST = [3, 10] as const;
const REQUIREMENTS = path.join(__dirname, 'requirements.txt');

/** @returns the folder with the programs of the environment */
export async function virtualEnvironment(folder: string): Promise<string> {
  const programs = path.join(folder, 'bin');
  const stamp = path.join(folder, 'requirements.txt');
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return programs;
  rmSync(folder, { recursive: true, force: true });
  const python = await findPython();
  const made = await run(python, ['-m', 'venv', folder]);
  if (made.code !== 0) {
    throw new Problem(
      `${python} could not make a virtual environment`,
      'install its venv module; on Debian and Ubuntu: apt-get install python3-venv',
      made.output,
    );
  }
  await install(path.join(programs, 'python'));
  writeFileSync(stamp, wanted);
  return programs;
}

async function install(python: string): Promise<void> {
  const args = ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', REQUIREMENTS];
  const { code, output } = await run(python, args);
  if (code === 0) return;
  throw new Problem(
    'MiniStack could not be installed from PyPI',
    'check the network and the proxy; behind a mirror, set PIP_INDEX_URL',
    output,
  );
}

async function findPython(): Promise<string> {
  const candidates = [process.env['PYTHON'], 'python3', 'python'].filter(
    (each) => each !== undefined,
  );
  const seen: string[] = [];
  for (const candidate of candidates) {
    const { code, output } = await run(candidate, ['--version']);
    if (code !== 0) continue;
    if (isRecent(output)) return candidate;
    seen.push(`${candidate} is ${output.trim()}`);
  }
  const found = seen.length > 0 ? `; ${seen.join(', ')}` : '';
  throw new Problem(
    `no Python ${OLDEST.join('.')} or newer was found (tried ${candidates.join(', ')}${found})`,
    'install one, or name it: PYTHON=/path/to/python3 npm run demo',
  );
}

/** Reads what `python --version` prints. */
export function isRecent(version: string): boolean {
  const [, major = 0, minor = 0] = (/Python (\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
