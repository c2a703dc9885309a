import { recordBatches } from '../../../lambda/core/validation-records';
import { validation } from '../../support/certificates';
import { DOMAIN } from '../../support/names';

test('records make one batch for each zone, each name once, and name its role', () => {
  const zones = [
    { hostedZoneId: 'ZCOM', name: DOMAIN },
    { hostedZoneId: 'ZSUB', name: `sub.${DOMAIN}`, roleArn: 'role' },
  ];
  const names = [DOMAIN, `*.${DOMAIN}`, `a.sub.${DOMAIN}`, `www.${DOMAIN}`];
  const batches = recordBatches(
    names.map((name) => validation(name)),
    zones,
  );
  expect(
    batches.map(({ hostedZoneId, roleArn, records }) => [
      hostedZoneId,
      roleArn,
      records.map(({ name }) => name),
    ]),
  ).toEqual([
    ['ZCOM', undefined, [`_x.${DOMAIN}.`, `_x.www.${DOMAIN}.`]],
    ['ZSUB', 'role', [`_x.a.sub.${DOMAIN}.`]],
  ]);
});
