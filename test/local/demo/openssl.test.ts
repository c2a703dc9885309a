// How the demo calls OpenSSL and reads what it prints. A shell script stands in for it, because the tests must
// not need OpenSSL.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { requireOpenSsl, verifyChain } from '../../../local/demo/openssl';

const PEM = { certificate: 'certificate', chain: 'chain', root: 'root' };
const usualPath = process.env['PATH'];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'openssl-'));
});

afterEach(() => {
  process.env['PATH'] = usualPath;
  rmSync(folder, { recursive: true });
});

function openSslIs(script: string): void {
  const programs = path.join(folder, 'programs');
  mkdirSync(programs);
  writeFileSync(path.join(programs, 'openssl'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  process.env['PATH'] = programs;
}

test.each([
  ['agrees', 'echo certificate.pem: OK', true, 'certificate.pem: OK'],
  ['disagrees', 'echo verification failed; exit 2', false, 'verification failed'],
])('a chain is reported as OpenSSL judges it: it %s', async (_case, script, verified, output) => {
  openSslIs(script);
  expect(await verifyChain(folder, PEM)).toEqual({ verified, output });
});

test('OpenSSL trusts the root and nothing else, and wants a server certificate', async () => {
  openSslIs('echo "$@"');
  const { output } = await verifyChain(folder, PEM);
  const file = (name: string): string => path.join(folder, name);
  expect(output).toBe(
    `verify -purpose sslserver -CAfile ${file('root.pem')} -untrusted ${file('chain.pem')} ${file('certificate.pem')}`,
  );
});

test('a machine without OpenSSL is told what to do', async () => {
  process.env['PATH'] = folder;
  await expect(requireOpenSsl()).rejects.toThrow('openssl was not found');
});
