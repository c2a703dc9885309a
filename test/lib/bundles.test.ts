// Where the library finds the code of its functions, and what it says where it finds none.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleOf } from '../../lib/private/bundles';

const folder = mkdtempSync(path.join(tmpdir(), 'bundles-'));
const here = path.join(folder, 'lib', 'private');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(file: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), '');
}

test('An app that was bundled is told to leave the package out of the bundle', () => {
  expect(() => bundleOf('step', here)).toThrow(
    /because the app was bundled without it; leave the package out of the bundle, .* --external:cdk-dns-certificate$/,
  );
});

test('A clone that was not built is told to build', () => {
  write('lambda/step.ts');
  expect(() => bundleOf('step', here)).toThrow("run 'npm run build' first");
});

test('The bundle of a clone, and before it that of the package, is found', () => {
  write('build/handlers/step/index.mjs');
  expect(bundleOf('step', here)).toBe(path.join(folder, 'build', 'handlers', 'step'));
  write('handlers/step/index.mjs');
  expect(bundleOf('step', here)).toBe(path.join(folder, 'handlers', 'step'));
});
