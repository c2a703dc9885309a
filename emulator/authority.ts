// The local certificate authority behind ACM: a root, one intermediate for RSA keys and one for ECDSA keys, and the
// certificates they sign. Each is made when it is first asked for, because most tests never ask.
//
// The root has an ECDSA P-256 key, which is made in a millisecond. RSA certificates have an RSA intermediate, because
// DescribeCertificate gives SHA256WITHRSA as their signature algorithm and OpenSSL must find the same.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { Clock } from './clock';
import { serialNumber } from './ids';

export interface IssueRequest {
  /** One certificate is issued per id; later calls give the same one again. */
  readonly id: string;
  /** Hexadecimal, with or without colons. */
  readonly serial: string;
  /** The first one is the common name. */
  readonly names: readonly string[];
  readonly keyAlgorithm: KeyAlgorithm;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
}

export interface IssuedPem {
  readonly leaf: string;
  /** The intermediate, then the root, as ACM orders its chain. */
  readonly chain: string;
}

export type KeyAlgorithm = 'RSA_2048' | 'EC_prime256v1' | 'EC_secp384r1';

const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};
const KEYS = {
  RSA_2048: RSA,
  EC_prime256v1: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  EC_secp384r1: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
};

const { KeyUsageFlags, KeyUsagesExtension } = x509;

/** Only an RSA key can encipher another key. */
const RSA_USAGE = new KeyUsagesExtension(
  KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment,
  true,
);
const ECDSA_USAGE = new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true);

const YEAR_MS = 365 * 24 * 60 * 60 * 1000;
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

/** Of this process, by what they are for: see `EmulatorOptions.sharedKeys`. */
const SHARED_KEYS = new Map<string, Promise<CryptoKeyPair>>();

interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly keys: CryptoKeyPair;
}

export class Authority {
  private root: Promise<Signer> | undefined;
  private readonly intermediates = new Map<string, Promise<Signer>>();
  private readonly issued = new Map<string, Promise<IssuedPem>>();

  constructor(
    private readonly clock: Clock,
    private readonly sharesKeys = false,
  ) {}

  async rootCertificate(): Promise<string> {
    return pem((await this.rootSigner()).certificate);
  }

  issue(request: IssueRequest): Promise<IssuedPem> {
    const issued = this.issued.get(request.id) ?? this.sign(request);
    this.issued.set(request.id, issued);
    return issued;
  }

  private async sign(request: IssueRequest): Promise<IssuedPem> {
    const issuer = await this.intermediate(request.keyAlgorithm);
    const keys = await this.keysFor('a certificate', KEYS[request.keyAlgorithm]);
    const leaf = await x509.X509CertificateGenerator.create(
      {
        serialNumber: request.serial.replace(/:/g, ''),
        subject: [{ CN: [request.names[0] ?? ''] }],
        issuer: issuer.certificate.subject,
        notBefore: new Date(request.notBefore),
        notAfter: new Date(request.notAfter),
        publicKey: keys.publicKey,
        signingKey: issuer.keys.privateKey,
        signingAlgorithm: { name: issuer.keys.privateKey.algorithm.name, hash: 'SHA-256' },
        extensions: await leafExtensions(request, keys, issuer),
      },
      crypto,
    );
    const root = await this.rootSigner();
    return { leaf: pem(leaf), chain: pem(issuer.certificate) + pem(root.certificate) };
  }

  private rootSigner(): Promise<Signer> {
    this.root ??= this.newAuthority('Local Root CA', KEYS.EC_prime256v1);
    return this.root;
  }

  private intermediate(keyAlgorithm: KeyAlgorithm): Promise<Signer> {
    const [name, key] =
      keyAlgorithm === 'RSA_2048'
        ? (['Local RSA 2048 M01', KEYS.RSA_2048] as const)
        : (['Local ECDSA 256 M01', KEYS.EC_prime256v1] as const);
    const made = this.intermediates.get(name) ?? this.newIntermediate(name, key);
    this.intermediates.set(name, made);
    return made;
  }

  private async newIntermediate(name: string, key: (typeof KEYS)[KeyAlgorithm]): Promise<Signer> {
    return this.newAuthority(name, key, await this.rootSigner());
  }

  /**
   * Signed by the issuer, or by itself. It is valid from a year ago, because it is made only when somebody asks and
   * must be no younger than a certificate that was issued before.
   */
  private async newAuthority(
    name: string,
    key: (typeof KEYS)[KeyAlgorithm],
    issuer?: Signer,
  ): Promise<Signer> {
    const keys = await this.keysFor(name, key);
    const signer = issuer?.keys ?? keys;
    const subject = `C=US, O=cdk-dns-certificate emulator, CN=${name}`;
    const certificate = await x509.X509CertificateGenerator.create(
      {
        serialNumber: serialNumber(name),
        subject,
        issuer: issuer?.certificate.subject ?? subject,
        notBefore: new Date(this.clock.now() - YEAR_MS),
        notAfter: new Date(this.clock.now() + (issuer ? 10 : 20) * YEAR_MS),
        publicKey: keys.publicKey,
        signingKey: signer.privateKey,
        signingAlgorithm: { name: signer.privateKey.algorithm.name, hash: 'SHA-256' },
        extensions: [
          new x509.BasicConstraintsExtension(true, issuer ? 0 : undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
          await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
          await x509.AuthorityKeyIdentifierExtension.create(signer.publicKey, false, crypto),
        ],
      },
      crypto,
    );
    return { certificate, keys };
  }

  /** Only RSA's are shared: the others are made in less than a millisecond. */
  private keysFor(use: string, algorithm: (typeof KEYS)[KeyAlgorithm]): Promise<CryptoKeyPair> {
    if (!this.sharesKeys || algorithm !== RSA) return newKeys(algorithm);
    const keys = SHARED_KEYS.get(use) ?? newKeys(algorithm);
    SHARED_KEYS.set(use, keys);
    return keys;
  }
}

async function leafExtensions(
  { names, keyAlgorithm }: IssueRequest,
  keys: CryptoKeyPair,
  issuer: Signer,
): Promise<x509.Extension[]> {
  return [
    new x509.SubjectAlternativeNameExtension(
      names.map((value): x509.JsonGeneralName => ({ type: 'dns', value })),
    ),
    keyAlgorithm === 'RSA_2048' ? RSA_USAGE : ECDSA_USAGE,
    new x509.ExtendedKeyUsageExtension([SERVER_AUTH]),
    new x509.BasicConstraintsExtension(false, undefined, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
    await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey, false, crypto),
  ];
}

/** The one thing drawn at random: WebCrypto makes no key from a seed, so keys and signatures differ from run to run. */
function newKeys(algorithm: (typeof KEYS)[KeyAlgorithm]): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

function pem(certificate: x509.X509Certificate): string {
  return `${certificate.toString('pem')}\n`;
}
