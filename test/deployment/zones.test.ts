// Names in several hosted zones.
import { startsDeployments, type Deployment } from '../support/deployment';
import { DOMAIN } from '../support/names';

const start = startsDeployments();

/** A certificate for two domains, whose zones are known by their ids, or by their names, too. */
function properties(
  deployment: Deployment,
  { areNamed, other = 'example.org' }: { areNamed: boolean; other?: string },
): { readonly zoneId: string; readonly properties: Record<string, unknown> } {
  const zoneId = deployment.emulator.createHostedZone(other);
  const zones = [
    { HostedZoneId: deployment.hostedZoneId, Name: DOMAIN },
    { HostedZoneId: zoneId, Name: other },
  ];
  const HostedZones = zones.map(({ Name, ...zone }) => (areNamed ? { ...zone, Name } : zone));
  return { zoneId, properties: { SubjectAlternativeNames: [`www.${other}`], HostedZones } };
}

test.each([true, false])(
  'A create writes each record into the zone of its name (names known: %s)',
  async (areNamed) => {
    const deployment = await start();
    const { zoneId, properties: given } = properties(deployment, { areNamed });
    await deployment.created(given);
    expect(deployment.records()).toHaveLength(1);
    expect(deployment.emulator.records(zoneId)).toEqual([
      expect.objectContaining({ name: expect.stringContaining('.www.example.org') as string }),
    ]);
    expect(deployment.calls('GetHostedZone')).toBe(areNamed ? 0 : 2);
  },
);

test('A zone that was made for a subdomain gets its records, though it is known by its id only', async () => {
  const deployment = await start();
  const { zoneId, properties: given } = properties(deployment, {
    areNamed: false,
    other: `sub.${DOMAIN}`,
  });
  await deployment.created(given);
  expect(deployment.emulator.records(zoneId)).toHaveLength(1);
});

test('Two zones of one name are refused before anything is requested', async () => {
  const deployment = await start();
  const { properties: given } = properties(deployment, { areNamed: false, other: DOMAIN });
  const { status, reason } = await deployment.cloudFormation.create(deployment.properties(given));
  expect(status).toBe('FAILED');
  expect(reason).toMatch(/both serve .*\[SEVERAL_HOSTED_ZONES\]$/);
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('A private zone among several is refused before anything is requested', async () => {
  const deployment = await start();
  const id = deployment.emulator.createHostedZone(`sub.${DOMAIN}`, { privateZone: true });
  const HostedZones = [deployment.hostedZoneId, id].map((HostedZoneId) => ({ HostedZoneId }));
  const { status, reason } = await deployment.cloudFormation.create(
    deployment.properties({ HostedZones }),
  );
  expect(status).toBe('FAILED');
  expect(reason).toContain(`hosted zone ${id} ('sub.${DOMAIN}') is private`);
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('A lookup that was never resolved is refused before anything is requested', async () => {
  const deployment = await start();
  const { status, reason } = await deployment.cloudFormation.create(
    deployment.properties({ HostedZones: [{ HostedZoneId: 'DUMMY', Name: DOMAIN }] }),
  );
  expect(status).toBe('FAILED');
  expect(reason).toContain('CDK has not looked this up; ');
  expect(deployment.calls('RequestCertificate')).toBe(0);
});

test('A zone id with the prefix that Route 53 prints is taken as the bare one', async () => {
  const deployment = await start();
  const HostedZoneId = `/hostedzone/${deployment.hostedZoneId}`;
  await deployment.created({ HostedZones: [{ HostedZoneId, Name: DOMAIN }] });
  expect(deployment.records()).toHaveLength(1);
});
