import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeRunFolder, removeFolder } from '../../../local/cloud/run-folder';

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'run-folder-'));
});

afterEach(() => {
  removeFolder(parent);
});

test('a run has a folder of its own', () => {
  const folder = makeRunFolder(parent);
  expect(path.basename(folder)).toBe(`run-${process.pid}`);
  expect(existsSync(path.join(folder, 'tmp'))).toBe(true);
});

test('nothing is left in it of an earlier run with the same process id', () => {
  const stale = path.join(makeRunFolder(parent), 'stale');
  mkdirSync(stale);
  makeRunFolder(parent);
  expect(existsSync(stale)).toBe(false);
});

test.each([
  // No process has this id: Linux gives at most 4,194,304 and macOS 99,998.
  ['the folder of a run that was killed', 'run-999999999', 'removed'],
  ['the half-made environment of a run that was killed', 'venv-999999999', 'removed'],
  ['the folder of a run that still goes on', `run-${process.ppid}`, 'kept'],
  ['the virtual environment', 'venv', 'kept'],
])('%s, %s, is %s', (_case, name, fate) => {
  mkdirSync(path.join(parent, name));
  makeRunFolder(parent);
  expect(existsSync(path.join(parent, name))).toBe(fate === 'kept');
});
