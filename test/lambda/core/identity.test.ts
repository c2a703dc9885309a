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
])('%s make a certificate the one that is asked for: %p', (_title, fields, expected) => {
  expect(hasIdentity(certificate(), { ...SPEC, ...fields })).toBe(expected);
});
