// Verifies a certificate and its chain with the openssl program.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from '../cloud/problem';
import { run } from '../cloud/processes';

export interface Chain {
  readonly certificate: string;
  readonly chain: string;
  readonly root: string;
}

export async function requireOpenSsl(): Promise<string> {
  const { code, output } = await run('openssl', ['version']);
  if (code === 0) return output.trim();
  throw new Problem(
    'openssl was not found',
    'install OpenSSL and put it on the PATH; the demo verifies the certificates with it',
    output,
  );
}

/** @returns what `openssl verify` printed, and whether it agrees */
export async function verifyChain(
  folder: string,
  pem: Chain,
): Promise<{ readonly verified: boolean; readonly output: string }> {
  const file = (name: string, content: string): string => {
    const target = path.join(folder, name);
    writeFileSync(target, content);
    return target;
  };
  const { code, output } = await run('openssl', [
    'verify',
    '-purpose',
    'sslserver',
    '-CAfile',
    file('root.pem', pem.root),
    '-untrusted',
    file('chain.pem', pem.chain),
    file('certificate.pem', pem.certificate),
  ]);
  return { verified: code === 0, output };
}

/** @returns the SHA-256 fingerprint of the certificate that was verified last, as `openssl x509` prints it */
export async function fingerprintOf(folder: string): Promise<string> {
  const file = path.join(folder, 'certificate.pem');
  const args = ['x509', '-in', file, '-noout', '-fingerprint', '-sha256'];
  const { output } = await run('openssl', args);
  return output.trim().split('=').pop() ?? '';
}
