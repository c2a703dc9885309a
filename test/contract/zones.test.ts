import { covers, zoneFor } from '../../contract/zones';
import { DOMAIN } from '../support/names';

const zones = [
  { hostedZoneId: 'ZCOM', name: DOMAIN },
  { hostedZoneId: 'ZSUB', name: `sub.${DOMAIN}` },
  { hostedZoneId: 'ZORG', name: 'example.org' },
];

test.each([
  [DOMAIN, 'ZCOM'],
  [`*.${DOMAIN}`, 'ZCOM'],
  [`www.${DOMAIN}`, 'ZCOM'],
  [`a.sub.${DOMAIN}`, 'ZSUB'],
  [`sub.${DOMAIN}`, 'ZSUB'],
  [`notsub.${DOMAIN}`, 'ZCOM'],
  ['example.org', 'ZORG'],
])('%s goes into %s, the zone with the longest matching name', (name, hostedZoneId) => {
  expect(zoneFor(name, zones)?.hostedZoneId).toBe(hostedZoneId);
});

test('a zone whose name is not known takes what no other covers', () => {
  const withUnnamed = [{ hostedZoneId: 'ZANY' }, ...zones];
  expect(zoneFor(`www.${DOMAIN}`, withUnnamed)?.hostedZoneId).toBe('ZCOM');
  expect(zoneFor('example.net', withUnnamed)?.hostedZoneId).toBe('ZANY');
});

test.each(['example.net', `not${DOMAIN}`, 'com'])('no zone covers %s', (name) => {
  expect(zoneFor(name, zones)).toBeUndefined();
});

test('a zone covers names on the boundary of a label only', () => {
  expect(covers(DOMAIN, `a.${DOMAIN}`)).toBe(true);
  expect(covers(DOMAIN, `not${DOMAIN}`)).toBe(false);
});
