// Each name in one hosted zone, before anything is requested.
import { createOperation } from '../../../lambda/core/create';
import { tick } from '../../../lambda/core/tick';
import type { Action, Look } from '../../../lambda/core/lifecycle';
import { BEGUN_AT, certificate, createRequest, look, SPEC } from '../../support/certificates';
import { DOMAIN } from '../../support/names';
import { worldOf } from '../../support/world';

const COM = { hostedZoneId: 'ZCOM', name: DOMAIN };
const ANY = { hostedZoneId: 'ZANY' };
const nothing = look(0, { known: {} });

function decide(hostedZones: (typeof SPEC)['hostedZones'], seen: Look = nothing): Action {
  return createOperation({ ...createRequest, spec: { ...SPEC, hostedZones } }).decide(seen);
}

test('one zone that is known by its id only is taken as it is', () => {
  expect(decide([ANY])).toMatchObject({ do: 'REQUEST' });
});

test('one of several zones that is known by its id only is asked for its name first', () => {
  expect(decide([COM, ANY])).toMatchObject({ do: 'NAME_ZONE', zone: ANY, code: 'NAMING_ZONES' });
});

test('but not where all names are said to go into other zones', () => {
  expect(decide([{ ...COM, names: [DOMAIN] }, ANY])).toMatchObject({ do: 'REQUEST' });
});

test('two zones that turn out to have one name request nothing', () => {
  const seen = look(0, { known: { zoneNames: { ZANY: DOMAIN } } });
  expect(decide([COM, ANY], seen)).toMatchObject({
    do: 'RESPOND',
    response: {
      status: 'FAILED',
      code: 'SEVERAL_HOSTED_ZONES',
      reason: expect.stringContaining(
        `hosted zones ZCOM and ZANY both serve '${DOMAIN}'; pass the one`,
      ) as string,
    },
  });
});

test('one zone that was passed twice is one', () => {
  expect(decide([COM, COM])).toMatchObject({ do: 'REQUEST' });
});

test('a name that is said to go into a zone of another domain requests nothing', () => {
  expect(decide([{ ...COM, name: 'example.org', names: [DOMAIN] }])).toMatchObject({
    response: { status: 'FAILED', code: 'NO_HOSTED_ZONE' },
  });
});

test('the records go where the names that were told say, as the roles that are given', () => {
  const hostedZones = [COM, { ...ANY, roleArn: 'role', externalId: 'id' }];
  const sub = `sub.${DOMAIN}`;
  const domainValidations = [DOMAIN, sub].map((domainName) => ({
    domainName,
    status: 'PENDING_VALIDATION',
    record: { name: `_x.${domainName}`, value: 'v' },
  }));
  const spec = { ...SPEC, subjectAlternativeNames: [sub], hostedZones };
  const seen = look(0, {
    known: { requested: certificate().certificateArn, zoneNames: { ZANY: sub } },
    certificates: [certificate({ names: [DOMAIN, sub], domainValidations })],
  });
  expect(createOperation({ ...createRequest, spec }).decide(seen)).toMatchObject({
    do: 'PUBLISH',
    batches: [
      { hostedZoneId: 'ZCOM', records: [{ name: `_x.${DOMAIN}` }] },
      {
        hostedZoneId: 'ZANY',
        roleArn: 'role',
        externalId: 'id',
        records: [{ name: `_x.${sub}` }],
      },
    ],
  });
});

test('a tick asks for every name, remembers it, and requests', async () => {
  const spec = { ...SPEC, hostedZones: [ANY, { hostedZoneId: 'ZOTHER' }] };
  const world = worldOf({ zoneNames: { ZANY: DOMAIN, ZOTHER: 'example.org' } });
  const moment = { now: BEGUN_AT, begunAt: BEGUN_AT, startedAt: BEGUN_AT, jitter: 0 };
  const { known } = await tick({ ...createRequest, spec }, { known: {}, moment }, world);
  expect(world.calls).toEqual(['name ZANY', 'name ZOTHER', `request ${DOMAIN}`]);
  expect(known.zoneNames).toEqual({ ZANY: DOMAIN, ZOTHER: 'example.org' });
});
