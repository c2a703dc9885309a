import { recordBatches } from '../../../lambda/core/validation-records';
import { validation } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

test('records make one batch for each zone, each name once', () => {
  const zones = [
    { hostedZoneId: 'ZCOM', name: DOMAIN },
    { hostedZoneId: 'ZSUB', name: `sub.${DOMAIN}` },
  ];
  const names = [DOMAIN, `*.${DOMAIN}`, `a.sub.${DOMAIN}`, `www.${DOMAIN}`];
  const batches = recordBatches(
    names.map((name) => validation(name)),
    zones,
  );
  expect(
    batches.map(({ hostedZoneId, records }) => [hostedZoneId, records.map(({ name }) => name)]),
  ).toEqual([
    ['ZCOM', [`_x.${DOMAIN}.`, `_x.www.${DOMAIN}.`]],
    ['ZSUB', [`_x.a.sub.${DOMAIN}.`]],
  ]);
});
