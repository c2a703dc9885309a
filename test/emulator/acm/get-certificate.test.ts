import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { GetCertificateCommand } from '@aws-sdk/client-acm';
import type { KeyAlgorithm } from '@aws-sdk/client-acm';
import * as x509 from '@peculiar/x509';
import { newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

function split(pem: string): X509Certificate[] {
  return pem
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter(Boolean)
    .map((each) => new X509Certificate(each));
}

test.each<[KeyAlgorithm, object]>([
  ['RSA_2048', { modulusLength: 2048 }],
  ['EC_prime256v1', { namedCurve: 'prime256v1' }],
  ['EC_secp384r1', { namedCurve: 'secp384r1' }],
])('a chain with a key of %s verifies up to the local root', async (KeyAlgorithm, key) => {
  const { issue, describe, acm, emulator } = newEmulator();
  const { certificateArn: CertificateArn } = await issue({
    KeyAlgorithm,
    SubjectAlternativeNames: [`*.${DOMAIN}`],
  });
  const got = await acm.send(new GetCertificateCommand({ CertificateArn }));
  const [leaf] = split(got.Certificate!);
  const [intermediate, root, ...more] = split(got.CertificateChain!);
  expect(more).toEqual([]);
  expect(leaf!.verify(intermediate!.publicKey) && leaf!.checkIssued(intermediate!)).toBe(true);
  expect(intermediate!.verify(root!.publicKey) && intermediate!.checkIssued(root!)).toBe(true);
  expect(root!.fingerprint256).toBe(
    new X509Certificate(await emulator.rootCertificate()).fingerprint256,
  );
  expect([leaf!.ca, intermediate!.ca, root!.ca]).toEqual([false, true, true]);
  expect(leaf!.publicKey.asymmetricKeyDetails).toMatchObject(key);
  expect(leaf!.subjectAltName).toBe(`DNS:${DOMAIN}, DNS:*.${DOMAIN}`);
  expect(leaf!.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  const { Serial, NotBefore, NotAfter } = await describe(CertificateArn);
  expect(BigInt(`0x${leaf!.serialNumber}`)).toBe(BigInt(`0x${Serial!.replace(/:/g, '')}`));
  expect([leaf!.validFrom, leaf!.validTo].map((date) => new Date(date))).toEqual([
    NotBefore,
    NotAfter,
  ]);
});

const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;

test.each<[string, KeyAlgorithm, number]>([
  ['may sign and encipher keys', 'RSA_2048', digitalSignature | keyEncipherment],
  ['may only sign', 'EC_prime256v1', digitalSignature],
  ['may only sign', 'EC_secp384r1', digitalSignature],
])("a certificate's key %s if it is %s", async (_, KeyAlgorithm, usages) => {
  const { issue, acm } = newEmulator();
  const { certificateArn: CertificateArn } = await issue({ KeyAlgorithm });
  const { Certificate } = await acm.send(new GetCertificateCommand({ CertificateArn }));
  const leaf = new x509.X509Certificate(Certificate!);
  expect(leaf.getExtension(x509.KeyUsagesExtension)?.usages).toBe(usages);
});

test('two emulators give their authorities the same serials', async () => {
  const serials = async () => {
    const { issue, acm } = newEmulator();
    const { certificateArn: CertificateArn } = await issue({ KeyAlgorithm: 'EC_prime256v1' });
    const got = await acm.send(new GetCertificateCommand({ CertificateArn }));
    return split(got.Certificate! + got.CertificateChain!).map(({ serialNumber }) => serialNumber);
  };
  const first = await serials();
  expect(new Set(first).size).toBe(3);
  expect(await serials()).toEqual(first);
});

test.each<[boolean, KeyAlgorithm, string, boolean]>([
  [false, 'RSA_2048', 'each certificate has a key of its own', false],
  [true, 'RSA_2048', 'certificates have the same key', true],
  [true, 'EC_prime256v1', 'each certificate has a key of its own', false],
])('with sharedKeys %s and %s, %s', async (sharedKeys, KeyAlgorithm, _, areEqual) => {
  const { request, validate, clock, emulator, acm } = newEmulator({ sharedKeys });
  const hostedZoneId = emulator.createHostedZone(DOMAIN);
  const keysOf = async (below: string) => {
    const CertificateArn = await request({ KeyAlgorithm, DomainName: below + DOMAIN });
    clock.advance(60);
    await validate(hostedZoneId, CertificateArn);
    clock.advance(60);
    const got = await acm.send(new GetCertificateCommand({ CertificateArn }));
    return split(got.Certificate! + got.CertificateChain!).map(({ publicKey }) => publicKey);
  };
  const [leaf, intermediate] = await keysOf('a.');
  const [other] = await keysOf('b.');
  expect(leaf!.equals(other!)).toBe(areEqual);
  expect(leaf!.equals(intermediate!)).toBe(false);
});

test('GetCertificate gives the same certificate every time', async () => {
  const { issue, acm } = newEmulator();
  const { certificateArn: CertificateArn } = await issue({ KeyAlgorithm: 'EC_prime256v1' });
  const get = async () =>
    (await acm.send(new GetCertificateCommand({ CertificateArn }))).Certificate;
  expect(await get()).toBe(await get());
});

test('GetCertificate refuses a certificate that is not issued', async () => {
  const { request, acm } = newEmulator();
  const CertificateArn = await request();
  await expect(acm.send(new GetCertificateCommand({ CertificateArn }))).rejects.toMatchObject({
    name: 'RequestInProgressException',
  });
});
