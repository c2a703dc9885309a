import { hostedZoneFor, recordBatches } from '../../../lambda/core/validation-records';
import { validation } from '../../support/certificates';

const zones = [
  { hostedZoneId: 'ZCOM', name: 'example.com' },
  { hostedZoneId: 'ZSUB', name: 'sub.example.com' },
  { hostedZoneId: 'ZORG', name: 'example.org' },
];

test.each([
  ['example.com', 'ZCOM'],
  ['*.example.com', 'ZCOM'],
  ['www.example.com', 'ZCOM'],
  ['a.sub.example.com', 'ZSUB'],
  ['sub.example.com', 'ZSUB'],
  ['notsub.example.com', 'ZCOM'],
  ['example.org', 'ZORG'],
])('%s goes into %s, the zone with the longest matching name', (name, hostedZoneId) => {
  expect(hostedZoneFor(name, zones).hostedZoneId).toBe(hostedZoneId);
});

test('a zone whose name is not known takes what no other covers', () => {
  const withUnnamed = [{ hostedZoneId: 'ZANY' }, ...zones];
  expect(hostedZoneFor('www.example.com', withUnnamed).hostedZoneId).toBe('ZCOM');
  expect(hostedZoneFor('example.net', withUnnamed).hostedZoneId).toBe('ZANY');
});

test.each(['example.net', 'notexample.com', 'com'])(
  'fails for %s, which no zone covers',
  (name) => {
    expect(() => hostedZoneFor(name, zones)).toThrow(`no hosted zone covers '${name}'`);
  },
);

test('records make one batch a zone, each name once', () => {
  const batches = recordBatches(
    ['example.com', '*.example.com', 'a.sub.example.com', 'www.example.com'].map((name) =>
      validation(name),
    ),
    zones,
  );
  expect(
    batches.map(({ hostedZoneId, records }) => [hostedZoneId, records.map((r) => r.name)]),
  ).toEqual([
    ['ZCOM', ['_x.example.com.', '_x.www.example.com.']],
    ['ZSUB', ['_x.a.sub.example.com.']],
  ]);
});
