import { hostedZoneFor, recordBatches } from '../../../lambda/core/validation-records';
import { validation } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

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
  expect(hostedZoneFor(name, zones).hostedZoneId).toBe(hostedZoneId);
});

test('a zone whose name is not known takes what no other covers', () => {
  const withUnnamed = [{ hostedZoneId: 'ZANY' }, ...zones];
  expect(hostedZoneFor(`www.${DOMAIN}`, withUnnamed).hostedZoneId).toBe('ZCOM');
  expect(hostedZoneFor('example.net', withUnnamed).hostedZoneId).toBe('ZANY');
});

test.each(['example.net', `not${DOMAIN}`, 'com'])('fails for %s, which no zone covers', (name) => {
  expect(() => hostedZoneFor(name, zones)).toThrow(`no hosted zone covers '${name}'`);
});

test('records make one batch a zone, each name once', () => {
  const batches = recordBatches(
    [DOMAIN, `*.${DOMAIN}`, `a.sub.${DOMAIN}`, `www.${DOMAIN}`].map((name) => validation(name)),
    zones,
  );
  expect(
    batches.map(({ hostedZoneId, records }) => [hostedZoneId, records.map((r) => r.name)]),
  ).toEqual([
    ['ZCOM', [`_x.${DOMAIN}.`, `_x.www.${DOMAIN}.`]],
    ['ZSUB', [`_x.a.sub.${DOMAIN}.`]],
  ]);
});
