import {
  DescribeCertificateCommand,
  ListCertificatesCommand,
  RequestCertificateCommand,
} from '@aws-sdk/client-acm';
import {
  CreateHostedZoneCommand,
  ListHostedZonesCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { EmulatorOptions } from 'acm-emulator';
import { ACCOUNT, newEmulator } from '../support';
import { DOMAIN } from '../../support/names';

function published(options: EmulatorOptions = {}) {
  const emulated = newEmulator({ rates: 'published', ...options });
  const { acm, route53 } = emulated;
  const list = (client = acm) => client.send(new ListCertificatesCommand({}));
  const zones = (client = route53) => client.send(new ListHostedZonesCommand({}));
  return { ...emulated, list, zones };
}

/** How many of so many calls at one moment get through. */
async function admitted(times: number, call: (index: number) => Promise<unknown>): Promise<number> {
  const calls = Array.from({ length: times }, (_, index) => call(index));
  return (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;
}

test('a second ListCertificates in the same second is throttled, as AWS throttles it', async () => {
  const { list } = published();
  await list();
  await expect(list()).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 400 },
  });
});

test('a bucket fills continuously, and a call that is refused takes nothing out of it', async () => {
  const { list, clock } = published();
  await list();
  for (let elapsed = 0.1; elapsed < 0.95; elapsed += 0.1) {
    clock.advance(0.1);
    await expect(list()).rejects.toThrow('Rate exceeded');
  }
  clock.advance(0.1);
  await list();
});

test('a bucket holds no more than its burst, however long nobody calls', async () => {
  const { acm, clock } = published();
  const request = (index: number) =>
    acm.send(new RequestCertificateCommand({ DomainName: `n${index}.${DOMAIN}` }));
  expect(await admitted(8, request)).toBe(5);
  clock.advance(3600);
  expect(await admitted(8, request)).toBe(5);
  clock.advance(0.4);
  expect(await admitted(8, request)).toBe(2);
});

test('ACM counts each operation, account and Region apart', async () => {
  const { acm, acmIn, list, request, describe } = published();
  await list();
  expect(await admitted(2, () => list())).toBe(0);
  await list(acmIn('eu-west-1'));
  await list(acmIn('us-east-1', '111122223333'));
  const CertificateArn = await request();
  await describe(CertificateArn);
  const command = () => acm.send(new DescribeCertificateCommand({ CertificateArn }));
  expect(await admitted(20, command)).toBe(9);
});

test('Route 53 admits 50 calls at once and then 10 a second, of all operations of an account', async () => {
  const { emulator, zones, route53, route53Of, clock } = published();
  expect(await admitted(60, () => zones())).toBe(50);
  await expect(zones()).rejects.toMatchObject({
    name: 'Throttling',
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 400 },
  });
  const create = new CreateHostedZoneCommand({ Name: DOMAIN, CallerReference: 'r' });
  await expect(route53.send(create)).rejects.toThrow('Rate exceeded');
  await zones(route53Of('111122223333'));
  // With an endpoint of its own, the SDK signs for its Region instead of us-east-1.
  const elsewhere = new Route53Client({
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1',
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'secret' },
    requestHandler: emulator.requestHandler,
    maxAttempts: 1,
  });
  await expect(zones(elsewhere)).rejects.toThrow('Rate exceeded');
  clock.advance(1);
  expect(await admitted(60, () => zones())).toBe(10);
});

test('CreateHostedZone has a smaller bucket of its own', async () => {
  const { route53 } = published();
  const create = (index: number) =>
    route53.send(new CreateHostedZoneCommand({ Name: DOMAIN, CallerReference: `r${index}` }));
  expect(await admitted(50, create)).toBe(40);
});

test('AssumeRole is throttled after 600 calls in a second', async () => {
  const { emulator } = published();
  const sts = new STSClient({
    region: 'us-east-1',
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'secret' },
    requestHandler: emulator.requestHandler,
    maxAttempts: 1,
  });
  const role = { RoleArn: `arn:aws:iam::${ACCOUNT}:role/r`, RoleSessionName: 'session' };
  const assume = () => sts.send(new AssumeRoleCommand(role));
  expect(await admitted(600, assume)).toBe(600);
  await expect(assume()).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
});

test.each<[EmulatorOptions['rates'] & {}, number]>([
  ['unlimited', 30],
  [{ 'acm:ListCertificates': 'unlimited' }, 30],
  [{ 'acm:ListCertificates': { perSecond: 2, burst: 7 } }, 7],
  [{ 'acm:DescribeCertificate': 'unlimited' }, 1],
])('with rates %j, %d of 30 calls of ListCertificates get through', async (rates, calls) => {
  const { list } = published({ rates });
  expect(await admitted(30, () => list())).toBe(calls);
});

test('the emulator counts what was called, throttled and failed, and keeps no lines if asked', async () => {
  const { emulator, list, zones, describe } = published({ historyLimit: 0 });
  emulator.fail({ operation: 'ListHostedZones', error: 'ServiceUnavailable', status: 503 });
  await admitted(3, () => list());
  await admitted(2, () => zones());
  const missing = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/00000000-0000-0000-0000-000000000000`;
  await expect(describe(missing)).rejects.toThrow();
  expect(emulator.calls()).toEqual({
    'acm:ListCertificates': { calls: 3, throttled: 2, failed: 0 },
    'acm:DescribeCertificate': { calls: 1, throttled: 0, failed: 1 },
    'route53:ListHostedZones': { calls: 2, throttled: 0, failed: 1 },
  });
  expect(emulator.history).toEqual([]);
  emulator.clearHistory();
  expect(emulator.calls()).toEqual({});
});

test('a history with a limit keeps the last calls', async () => {
  const { emulator, zones, list } = published({ historyLimit: 2 });
  await list();
  await admitted(6, () => zones());
  expect(emulator.history.length).toBeGreaterThanOrEqual(2);
  expect(emulator.history.length).toBeLessThanOrEqual(4);
  expect(emulator.history.map(({ operation }) => operation)).not.toContain('ListCertificates');
});
