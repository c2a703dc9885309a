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
  // No process can have this id: it is beyond what any kernel gives.
  ['run-999999999', false],
  ['venv-999999999', false],
  [`run-${process.ppid}`, true],
  ['venv', true],
])('what is kept beside it: %s, %s', (name, kept) => {
  mkdirSync(path.join(parent, name));
  makeRunFolder(parent);
  expect(existsSync(path.join(parent, name))).toBe(kept);
});
