import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { ACMClient, ListCertificatesCommand, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { Route53Client, ListHostedZonesCommand } from '@aws-sdk/client-route-53';
import { MovableClock, startEmulator } from 'acm-emulator';
import { DOMAIN } from '../../support/names';

const CREDENTIALS = { accessKeyId: '111122223333', secretAccessKey: 'secret' };
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=111122223333/20261102/us-east-1/acm/aws4_request, SignedHeaders=host, Signature=0';

const clock = new MovableClock();
const emulator = startEmulator({ clock, rates: 'unlimited' });
let endpoint: string;
beforeAll(async () => {
  endpoint = await emulator.listen();
});
afterAll(() => emulator.close());

test('unmodified SDK clients talk to the server over a socket', async () => {
  const config = { endpoint, region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1 };
  const acm = new ACMClient(config);
  await acm.send(new RequestCertificateCommand({ DomainName: DOMAIN }));
  clock.advance(2);
  const { CertificateSummaryList } = await acm.send(new ListCertificatesCommand({}));
  expect(CertificateSummaryList).toHaveLength(1);
  emulator.createHostedZone(DOMAIN, { account: '111122223333' });
  const { HostedZones } = await new Route53Client(config).send(new ListHostedZonesCommand({}));
  expect(HostedZones).toHaveLength(1);
  emulator.fail({ operation: 'ListCertificates', afterAct: true });
  await expect(acm.send(new ListCertificatesCommand({}))).rejects.toThrow('socket hang up');
  acm.destroy();
});

const acmCall = (operation: string, body: string, headers = {}) => ({
  path: '/',
  init: {
    method: 'POST',
    body,
    headers: {
      authorization: AUTHORIZATION,
      'x-amz-target': `CertificateManager.${operation}`,
      ...headers,
    },
  },
});
const route53Call = (method: string, path: string, body?: string) => ({
  path: `/2013-04-01/${path}`,
  init: { method, headers: { authorization: AUTHORIZATION }, ...(body !== undefined && { body }) },
});

test.each([
  ['a body that is not JSON', acmCall('ListCertificates', '{'), 400, 'SerializationException'],
  [
    'a list where an object is expected',
    acmCall('ListCertificates', '[]'),
    400,
    'SerializationException',
  ],
  [
    'a number where a text is expected',
    acmCall('RequestCertificate', '{"DomainName":1}'),
    400,
    'SerializationException',
  ],
  ['an unknown operation', acmCall('Nonsense', '{}'), 400, 'UnknownOperationException'],
  [
    'a request without a signature',
    acmCall('ListCertificates', '{}', { authorization: '' }),
    400,
    'MissingAuthenticationTokenException',
  ],
  [
    'a body beyond the limit',
    acmCall('ListCertificates', ' '.repeat(2 ** 20 + 1)),
    413,
    'RequestEntityTooLargeException',
  ],
  ['a body that is not XML', route53Call('POST', 'hostedzone', '<a>'), 400, 'MalformedInput'],
  [
    'an XML document with another root',
    route53Call('POST', 'hostedzone', '<a/>'),
    400,
    'MalformedInput',
  ],
  [
    'an empty body where XML is expected',
    route53Call('POST', 'hostedzone', ''),
    400,
    'MalformedInput',
  ],
  ['an unknown path', route53Call('GET', 'nonsense'), 404, 'UnknownOperationException'],
  ['a path with a broken escape', route53Call('GET', 'hostedzone/%zz'), 400, 'InvalidInput'],
])('the server responds with an error to %s', async (_, { path, init }, status, code) => {
  const response = await fetch(endpoint + path, init);
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(code);
});

test('listen refuses a port that is taken and names it', async () => {
  const port = Number(new URL(endpoint).port);
  await expect(startEmulator().listen(port)).rejects.toThrow(`port ${port} is taken on 127.0.0.1`);
});

test('the server listens on 127.0.0.1 and on no other address of the machine', async () => {
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ scopeid }) => !scopeid)
    .map(({ address }) => address);
  const reachable = await Promise.all(addresses.map((host) => accepts(host)));
  expect(addresses.filter((_, index) => reachable[index])).toEqual(['127.0.0.1']);
});

function accepts(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(new URL(endpoint).port) });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
