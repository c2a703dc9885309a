import { hasIdentity } from '../../../lambda/core/identity';
import { certificate, SPEC } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

test.each<[string, object, boolean]>([
  ['the same names', {}, true],
  ['the same names in another order', { subjectAlternativeNames: [`*.${DOMAIN}`] }, true],
  ['one name more', { subjectAlternativeNames: [`*.${DOMAIN}`, `www.${DOMAIN}`] }, false],
  ['one name less', { subjectAlternativeNames: [] }, false],
  ['as many other names', { subjectAlternativeNames: [`www.${DOMAIN}`] }, false],
  ['another first name', { domainName: `*.${DOMAIN}`, subjectAlternativeNames: [DOMAIN] }, false],
  ['another Region', { region: 'us-east-1' }, false],
  ['another key', { keyAlgorithm: 'EC_prime256v1' }, false],
  ['a key that may be exported', { isExportable: true }, false],
])('%s make a certificate the one that is asked for: %p', (_title, fields, expected) => {
  expect(hasIdentity(certificate(), { ...SPEC, ...fields })).toBe(expected);
});

test('a key that ACM does not tell is taken for the one that is asked for', () => {
  const { keyAlgorithm, ...untold } = certificate();
  expect(keyAlgorithm).toBe('RSA_2048');
  expect(hasIdentity(untold, { ...SPEC, keyAlgorithm: 'EC_secp384r1' })).toBe(true);
});
